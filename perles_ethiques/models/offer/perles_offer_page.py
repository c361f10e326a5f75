from odoo import fields, models

from ...tools.quantities import unit_price_words


class PerlesOffer(models.Model):
    _inherit = 'perles.offer'

    product_id = fields.Many2one(related='lot_id.product_id')

    def _price_words(self):
        """The member price of the lot, tax excluded, for one unit of it."""
        self.ensure_one()
        offer = self.sudo()
        memberships = self.env['perles.membership']
        rights = memberships._in_force_of(offer.partner_id, offer.company_id)
        membership = rights.get(offer.partner_id)
        prices = self.env['perles.match']._prices(offer.lot_id)[offer.lot_id.id]
        price = prices.get(
            membership.plan_id.id if membership else 0, min(prices.values(), default=0.0),
        )
        return self.env._(
            "%(price)s excl. VAT for %(one)s",
            price=unit_price_words(self.env, price, offer.company_id.currency_id),
            one=offer.lot_id._perles_quantity_words(1),
        )

    def _contacts(self):
        """Who reads the mails about these, for their templates too: document → `res.partner`."""
        return self.env['perles.membership']._contacts_of(self)
