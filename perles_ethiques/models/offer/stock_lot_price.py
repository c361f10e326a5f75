from odoo import models


class StockLot(models.Model):
    """What one unit of a lot costs who may take it: as its quotation bills it."""

    _inherit = 'stock.lot'

    def _perles_price_words(self, partner, company):
        """The price of one unit, of the list that an order of this contact takes now.

        A member in force has the list of the plan; whoever is none any more pays what everybody
        pays.

        :param partner: a `res.partner` whose organisation may be a member.
        :param company: a `res.company`.
        :return: words, such as “€ 0.50 incl. VAT a piece”; without VAT first for who buys for work
        """
        self.ensure_one()
        product = self.sudo().product_id.with_company(company)
        lists = product.env['product.pricelist']
        pricelist = lists._get_partner_pricelist_multi(partner.ids).get(partner.id, lists)
        currency = pricelist.currency_id or company.currency_id
        price = pricelist._get_product_price(product, 1.0, currency=currency)
        before = product.taxes_id._filter_taxes_by_company(company)
        positions = product.env['account.fiscal.position']
        taxes = positions._get_fiscal_position(partner).map_tax(before)
        bare = partner._perles_is_professional()
        template = product.product_tmpl_id
        amounts = template._perles_billed(price, before, taxes, currency, product, partner)
        return template._perles_price_line(
            amounts['total_excluded' if bare else 'total_included'], taxes, currency, bare,
        )
