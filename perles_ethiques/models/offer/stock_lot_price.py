from odoo import models


class StockLot(models.Model):
    """What one unit of a lot costs who may take it."""

    _inherit = 'stock.lot'

    def _perles_price_words(self, partner, company):
        """The price of one unit for a member, or for whoever has the dearest right to it.

        :param partner: a `res.partner` whose organisation may be a member.
        :param company: a `res.company`.
        :return: words, such as “€ 0.50 incl. VAT a piece”; without VAT first for who buys for work
        """
        self.ensure_one()
        member = partner.commercial_partner_id
        membership = self.env['perles.membership']._in_force_of(member, company).get(member)
        prices = self.env['perles.match']._prices(self)[self.id]
        price = prices.get(
            membership.plan_id.id if membership else 0, min(prices.values(), default=0.0),
        )
        return self._perles_price_line(price, partner, company)

    def _perles_price_line(self, price, partner, company):
        """Words of a price of one unit of this lot.

        :param float price: as the team types it.
        """
        product, currency = self.sudo().product_id, company.currency_id
        taxes = product.taxes_id._filter_taxes_by_company(company)
        positions = self.env['account.fiscal.position'].sudo().with_company(company)
        taxes = positions._get_fiscal_position(partner).map_tax(taxes)
        bare = partner._perles_is_professional()
        template = product.product_tmpl_id
        amounts = template._perles_amounts(price, taxes, currency, product, partner)
        return template._perles_price_line(
            amounts['total_excluded' if bare else 'total_included'], taxes, currency, bare,
        )
