from odoo import api, models

from ...tools.quantities import unit_price_words
from ...tools.units import GRAMS, PIECES, STRANDS
from ...tools.uoms import unit_of


class ProductTemplate(models.Model):
    """A price says what it is the price of and whether VAT is in it, wherever it stands.

    Source: clauses 000-01 and 000-02. Consumers, and whoever is not signed in, read prices all
    included; who buys for work reads them without VAT, and all included beside.
    """

    _inherit = 'product.template'

    # === WORDS === #

    def _perles_each(self, uom=None):
        """What a price is the price of: “a piece”, “a gram”; nothing for a service.

        :param uom: the `uom.uom` of the price; the one of this product by default.
        """
        self.ensure_one()
        if not self.is_storable:
            return ''
        uom = (uom or self.uom_id).sudo()
        return {
            PIECES: self.env._("a piece"), GRAMS: self.env._("a gram"),
            STRANDS: self.env._("a strand"),
        }.get(unit_of(uom)) or f'/ {uom.name}'

    def _perles_price(self, price, taxes, currency, bare, uom=None):
        """The price of one unit, in the words of its reader.

        :param float price: without VAT if `bare`, all included else; in parts of a cent.
        :param taxes: the `account.tax` records that it bears.
        :param currency: one `res.currency`.
        :param bool bare: whether the reader buys for work.
        :param uom: the `uom.uom` of the price; the one of this product by default.
        :return: dict of words: ``amount`` (“€ 0.42 excl. VAT”), ``each`` (“a piece”), ``other``
            (“€ 0.50 incl. VAT” for who buys for work, else nothing)
        """
        words = unit_price_words(self.env, price, currency)
        each = self._perles_each(uom)
        if not bare:
            return {
                'amount': self.env._("%s incl. VAT", words), 'each': each, 'other': '',
            }
        full = self._perles_amounts(price, taxes.with_context(force_price_include=False), currency)
        return {
            'amount': self.env._("%s excl. VAT", words),
            'each': each,
            'other': self.env._(
                "%s incl. VAT",
                unit_price_words(self.env, full['total_included'], currency),
            ),
        }

    def _perles_price_line(self, price, taxes, currency, bare, uom=None):
        """The same in a line: “€ 0.42 excl. VAT a piece (€ 0.50 incl. VAT)”.

        :param price: and the others, as for `_perles_price`.
        """
        words = self._perles_price(price, taxes, currency, bare, uom)
        line = f"{words['amount']} {words['each']}".rstrip()
        return f"{line} ({words['other']})" if words['other'] else line

    @api.model
    def _perles_amounts(self, price, taxes, currency, product=None, partner=None):
        """`compute_all` of one unit, in parts of a cent: a gram may cost less than one."""
        return taxes.with_context(round_base=False).compute_all(
            price, currency, 1, product, partner, rounding_method='round_globally',
        )

    @api.model
    def _perles_billed(self, price, product_taxes, taxes, currency, product=None, partner=None):
        """The amounts of one unit, in parts of a cent, as an order bills it.

        :param float price: as a page or a list says it, with what of its taxes is included.
        :param product_taxes: the `account.tax` records of the page.
        :param taxes: those that the customer pays, once the fiscal position is asked.
        :return: dict of `compute_all`
        """
        price = self.env['product.product']._get_tax_included_unit_price_from_price(
            price, product_taxes, product_taxes_after_fp=taxes,
        )
        return self._perles_amounts(price, taxes, currency, product, partner)

    # === WHAT THE SHOP SHOWS === #

    @api.model
    def _apply_taxes_to_price(
        self, price, currency, product_taxes, taxes, product_or_template, website=None,
    ):
        """Override of `website_sale`: a price of parts of a cent is not rounded to a cent."""
        website = website or self.env['website'].get_current_website()
        bare = website.show_line_subtotals_tax_selection == 'tax_excluded'
        amounts = self._perles_billed(
            price, product_taxes, taxes, currency, product_or_template, self.env.user.partner_id,
        )
        return amounts['total_excluded' if bare else 'total_included']

    def _get_sales_prices(self, website):
        """Override of `website_sale`: prices of a list, in words too."""
        prices = super()._get_sales_prices(website)
        bare = website.show_line_subtotals_tax_selection == 'tax_excluded'
        for template in self:
            prices[template.id]['perles_price'] = template._perles_price(
                prices[template.id]['price_reduce'], template._perles_shop_taxes(website),
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
        info['perles_price'] = self._perles_price(
            info['price'], info['taxes'], info['currency'],
            website.show_line_subtotals_tax_selection == 'tax_excluded', uom,
        )
        return info

    def _search_render_results_prices(self, mapping, combination_info):
        """Override of `website_sale`: what is found while typing has a price in words."""
        price, list_price = super()._search_render_results_prices(mapping, combination_info)
        words = combination_info['perles_price']
        return price and f"{words['amount']} {words['each']}".rstrip(), list_price
