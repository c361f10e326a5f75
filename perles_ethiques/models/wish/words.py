from odoo import models
from odoo.tools import float_repr, format_date, format_time

from ...tools.paris import to_paris
from ...tools.units import GRAMS, STRANDS


class StockLot(models.Model):
    _inherit = 'stock.lot'

    def _perles_quantity_words(self, quantity):
        """A quantity of this lot with its unit, in the language of the reader.

        :param float quantity: in the unit of the lot.
        """
        self.ensure_one()
        number = float_repr(quantity, 2).rstrip('0').rstrip('.') if quantity else '0'
        if self.env.lang and self.env['res.lang']._get_data(code=self.env.lang).decimal_point:
            number = number.replace('.', self.env['res.lang']._get_data(
                code=self.env.lang).decimal_point)
        if self.perles_unit == GRAMS:
            return self.env._("%s g", number)
        is_one = quantity == 1
        if self.perles_unit == STRANDS:
            return self.env._("1 strand") if is_one else self.env._("%s strands", number)
        return self.env._("1 piece") if is_one else self.env._("%s pieces", number)


class PerlesOffer(models.Model):
    _inherit = 'perles.offer'

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

    def _quantity_words(self):
        """The quantity that is held, with its unit."""
        self.ensure_one()
        return self.lot_id._perles_quantity_words(self.quantity)

    def _asked_words(self):
        """The quantity that was asked, with its unit."""
        self.ensure_one()
        return self.lot_id._perles_quantity_words(self.asked_qty)

    def _why_refused(self):
        """Why nothing is left for this pre-reservation, in one sentence."""
        self.ensure_one()
        claim = self.sudo()
        before = self.sudo().search_count([
            ('lot_id', '=', claim.lot_id.id), ('state', 'not in', ('refused', 'lapsed', 'cancelled')),
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
