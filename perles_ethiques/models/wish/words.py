from odoo import fields, models
from odoo.tools import float_repr, format_date, format_time

from ...tools.paris import to_paris
from ...tools.units import GRAMS, STRANDS


class StockLot(models.Model):
    _inherit = 'stock.lot'

    def _perles_quantity_words(self, quantity):
        """Override of `perles_ethiques` to say one piece, one strand."""
        self.ensure_one()
        if quantity != 1 or self.perles_unit == GRAMS:
            return super()._perles_quantity_words(quantity)
        return self.env._("1 strand") if self.perles_unit == STRANDS else self.env._("1 piece")

    def _perles_number_words(self, quantity):
        """A quantity to write in a field: no useless zero, the decimal sign of the reader."""
        number = float_repr(quantity, 2).rstrip('0').rstrip('.')
        lang = self.env['res.lang']._get_data(code=self.env.lang or 'en_US')
        return number.replace('.', lang.decimal_point or '.')


class PerlesOffer(models.Model):
    _inherit = 'perles.offer'

    product_id = fields.Many2one(related='lot_id.product_id')

    def _price_words(self):
        """The member price of the lot, tax excluded, for one unit of it."""
        self.ensure_one()
        offer = self.sudo()
        membership = offer.partner_id._memberships_in_force(offer.company_id).get(offer.partner_id)
        prices = self.env['perles.match']._prices(offer.lot_id)[offer.lot_id.id]
        price = prices.get(
            membership.plan_id.id if membership else 0, min(prices.values(), default=0.0),
        )
        return self.env._(
            "%(price)s excl. VAT for %(one)s",
            price=offer.company_id.currency_id.format(price),
            one=offer.lot_id._perles_quantity_words(1),
        )

    def _quantity_words(self):
        """The quantity that is offered, with its unit."""
        self.ensure_one()
        return self.lot_id._perles_quantity_words(self.quantity)

    def _end_words(self):
        """The last instant to answer, in Paris, in words."""
        self.ensure_one()
        end = to_paris(self.expires_at)
        return self.env._(
            "%(day)s at %(hour)s",
            day=format_date(self.env, end.date(), date_format='EEEE d MMMM y'),
            hour=format_time(self.env, end.time(), time_format='HH:mm'),
        )


class PerlesClaim(models.Model):
    _inherit = 'perles.claim'

    product_id = fields.Many2one(related='lot_id.product_id')

    def _quantity_words(self):
        """The quantity that is held, with its unit."""
        self.ensure_one()
        return self.lot_id._perles_quantity_words(self.quantity)

    def _asked_words(self):
        """The quantity that was asked, with its unit."""
        self.ensure_one()
        return self.lot_id._perles_quantity_words(self.asked_qty)

    def _state_words(self):
        """What became of this pre-reservation, in a sentence or two."""
        self.ensure_one()
        words = {
            'expected': self.env._(
                "It is yours by your rank. The pieces are in care at the Thalasso des bijoux: the "
                "exact quantity is known at the end, and the quotation reaches you at once."
            ),
            'settled': self.env._("The pieces are out of care: your quotation is on its way."),
            'quoted': self.env._("Your quotation waits for your signature."),
            'ordered': self.env._("You have ordered it: thank you."),
            'lapsed': self.env._("The quotation was not signed in time: the next member has it."),
            'cancelled': self.env._("This pre-reservation was cancelled."),
        }
        if self.state == 'refused':
            return self.env._("Nothing is left for you: %s", self._why_refused())
        if self.is_partial and self.state in ('settled', 'quoted'):
            return self.env._(
                "Fewer are usable than expected: %(kept)s of %(asked)s are yours, by your rank.",
                kept=self._quantity_words(), asked=self._asked_words(),
            ) + ' ' + words[self.state]
        return words[self.state]

    def _why_refused(self):
        """Why nothing is left for this pre-reservation, in one sentence."""
        self.ensure_one()
        claim = self.sudo()
        before = self.sudo().search_count([
            ('lot_id', '=', claim.lot_id.id),
            ('state', 'not in', ('refused', 'lapsed', 'cancelled')),
            '|', ('rank_at', '<', claim.rank_at),
            '&', ('rank_at', '=', claim.rank_at), ('id', '<', claim.id),
        ], limit=1)
        if before:
            return self.env._(
                "fewer are usable than expected, and all of them go to members who came before "
                "you."
            )
        return self.env._(
            "fewer are usable than expected: less than the smallest quantity that you accept."
        )
