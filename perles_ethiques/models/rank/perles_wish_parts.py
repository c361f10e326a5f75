from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.ranking import RESTART, HeldError, Part, Wanted, rank_parts


class PerlesWish(models.Model):
    """The slices of a wish: read as `tools.ranking` knows them, and written back."""

    _inherit = 'perles.wish'

    def _wanted(self):
        """What the rank of this wish hangs on."""
        self.ensure_one()
        materials = self.sudo().value_ids._origin.filtered(
            lambda value: value.attribute_id.perles_criterion == 'material'
        )
        return Wanted(
            self.categ_id._origin.id, frozenset(materials.ids), self.unit, self.quantity,
        )

    def _parts(self):
        """The slices of this wish, as `tools.ranking` knows them, the first served first."""
        return [
            Part(part.rank_at, part.quantity, part.held_qty, part.id)
            for part in self.sudo().slice_ids.sorted(lambda part: (part.rank_at, part.id))
        ]

    def _plan_parts(self, quantity, change, unit):
        """The parts of this wish after an edit, as `tools.ranking` knows them.

        :param str unit: what the parts of today are counted in.
        :raise UserError: if what is held would be given up.
        """
        try:
            return rank_parts(self._parts(), quantity, change, fields.Datetime.now())
        except HeldError as error:
            held = self._format_quantity(error.held, unit)
            if change == RESTART:
                sentence = self.env._(
                    "%s of this wish are offered to you or pre-reserved: its type, material and "
                    "unit stay as they are. Duplicate it and describe the other one there.", held,
                )
            else:
                sentence = self.env._(
                    "%s of this wish are offered to you or pre-reserved: the quantity cannot be "
                    "lower.", held,
                )
            raise UserError(sentence) from error

    def _rank_again(self, change, unit):
        """Write the slices that an edit leads to.

        :param str change: as `tools.ranking` says it.
        :param str unit: what they were counted in.
        """
        self._lock_slices()
        self._write_parts(self._plan_parts(self.quantity, change, unit))

    def _lock_slices(self):
        """Wait for whoever is offering these slices; the server replays what changed meanwhile."""
        if not self:
            return
        self.env['perles.wish.slice'].flush_model()
        self.env.cr.execute(
            "SELECT id FROM perles_wish_slice WHERE wish_id IN %s FOR UPDATE", [tuple(self.ids)],
        )
        self.slice_ids.invalidate_recordset(['quantity', 'held_qty'])

    def _write_parts(self, parts):
        slices = self.env['perles.wish.slice'].sudo()
        for part in parts:
            if part.key is None:
                slices.create({
                    'wish_id': self.id, 'rank_at': part.rank_at, 'quantity': part.quantity,
                })
            elif (known := slices.browse(part.key)).quantity != part.quantity:
                known.quantity = part.quantity
        slices.browse(part.key for part in parts if part.key and not part.quantity)._forget()
