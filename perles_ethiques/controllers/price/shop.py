from odoo.http import request

from odoo.addons.website_sale.controllers.main import WebsiteSale

# natively the bounds are rounded to a cent: what costs as much as a bound lies within
HALF_A_CENT = 0.005


class Shop(WebsiteSale):
    """The price filter in the prices that its reader reads, with or without VAT."""

    def _perles_price_factor(self):
        """By how much a price that the team typed is told dearer, or cheaper, to the reader.

        By the tax of what is sold; by the usual one of the house, if goods bear several.
        """
        website, pages = request.website, request.env['product.template']
        company = website.company_id.sudo()
        borne = [taxes for (taxes,) in pages.sudo()._read_group(
            website.sale_product_domain(), ['taxes_id'],
        ) if not taxes or taxes.company_id == company]
        taxes = borne[0] if len(borne) == 1 else company.account_sale_tax_id
        return pages._apply_taxes_to_price(
            100.0, website.currency_id, taxes, website._perles_fiscal_position().map_tax(taxes),
            pages, website,
        ) / 100.0

    def _get_search_options(self, min_price=0.0, max_price=0.0, **options):
        """Override of `website_sale`: what the reader asks is compared with what was typed."""
        if min_price or max_price:
            factor = self._perles_price_factor()
            min_price = min_price and min_price / factor - HALF_A_CENT
            max_price = max_price and max_price / factor + HALF_A_CENT
        return super()._get_search_options(min_price=min_price, max_price=max_price, **options)

    def _get_additional_shop_values(self, values, **post):
        """Override of `website_sale`: the bounds of the filter, as its reader reads prices."""
        told = super()._get_additional_shop_values(values, **post)
        if 'available_min_price' not in values:
            return told
        factor = self._perles_price_factor()
        for typed, bound in (('min_price', 'available_min_price'),
                             ('max_price', 'available_max_price')):
            told[bound] = round(values[bound] * factor, 2)
            told[typed] = values[typed] if post.get(typed) else values[typed] * factor
        return told
