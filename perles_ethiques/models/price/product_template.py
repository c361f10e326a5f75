from odoo import api, models

from ...tools.quantities import billed_amounts, price_words


class ProductTemplate(models.Model):
    """Prices of the shop say what they are the price of and whether VAT is in them."""

    _inherit = 'product.template'

    # === WHAT THE SHOP SHOWS === #

    @api.model
    def _apply_taxes_to_price(
        self, price, currency, product_taxes, taxes, product_or_template, website=None,
    ):
        """Override of `website_sale`: a price of parts of a cent is not rounded to a cent."""
        website = website or self.env['website'].get_current_website()
        bare = website.show_line_subtotals_tax_selection == 'tax_excluded'
        amounts = billed_amounts(
            price, product_taxes, taxes, currency, product_or_template, self.env.user.partner_id,
        )
        return amounts['total_excluded' if bare else 'total_included']

    def _get_sales_prices(self, website):
        """Override of `website_sale`: prices of a list, in words too."""
        prices = super()._get_sales_prices(website)
        bare = website.show_line_subtotals_tax_selection == 'tax_excluded'
        for template in self:
            prices[template.id]['perles_price'] = price_words(
                template, prices[template.id]['price_reduce'], template._perles_shop_taxes(website),
                website.currency_id, bare,
            )
        return prices

    def _perles_shop_taxes(self, website):
        """The taxes of this product for who looks at the shop."""
        taxes = self.sudo().taxes_id._filter_taxes_by_company(self.env.company)
        return website._perles_fiscal_position().map_tax(taxes)

    def _get_additionnal_combination_info(self, product_or_template, quantity, uom, date, website):
        """Override of `website_sale`: the price of a variant, in words too."""
        info = super()._get_additionnal_combination_info(
            product_or_template, quantity, uom, date, website,
        )
        info['perles_price'] = price_words(
            self, info['price'], info['taxes'], info['currency'],
            website.show_line_subtotals_tax_selection == 'tax_excluded', uom,
        )
        return info

    def _search_render_results_prices(self, mapping, combination_info):
        """Override of `website_sale`: what is found while typing has a price in words."""
        price, list_price = super()._search_render_results_prices(mapping, combination_info)
        words = combination_info['perles_price']
        return price and f"{words['amount']} {words['each']}".rstrip(), list_price
