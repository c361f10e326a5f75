from odoo import models
from odoo.exceptions import UserError

from ...tools.ranking import RESTART, HeldError, Part, Wanted, rank_parts, rejoined


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

    def _plan_parts(self, basis, new):
        """The parts of this wish after an edit, as `tools.ranking` knows them.

        :param basis: the `tools.ranking.Basis` that it is decided from.
        :param new: the `tools.ranking.Wanted` that it leads to.
        :raise UserError: if what is held would be given up.
        """
        change = basis.change(new)
        try:
            planned = rank_parts(basis.parts, new.quantity, change, basis.at)
        except HeldError as error:
            held = self._format_quantity(error.held, basis.wanted.unit)
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
        return rejoined(planned, self._parts())

    def _rank_again(self, old):
        """Write the slices that an edit leads to.

        :param old: the `tools.ranking.Wanted` of before.
        """
        if (new := self._wanted()) == old:
            return
        self._lock_slices()
        basis = self._basis(old, new)
        self._write_parts(self._plan_parts(basis, new), basis)

    def _lock_slices(self):
        """Wait for whoever is offering these slices; the server replays what changed meanwhile."""
        if not self:
            return
        self.env['perles.wish.slice'].flush_model()
        self.env.cr.execute(
            "SELECT id FROM perles_wish_slice WHERE wish_id IN %s FOR UPDATE", [tuple(self.ids)],
        )
        self.slice_ids.invalidate_recordset(['quantity', 'held_qty'])

    def _write_parts(self, parts, basis=None):
        """Write the slices of this wish, and what a correction of it would be decided from.

        :param list parts: of `tools.ranking.Part`.
        :param basis: the `tools.ranking.Basis` of an edit; by default this is none, and what was
            ranked before is not given back.
        """
        slices = self.env['perles.wish.slice'].sudo()
        for part in parts:
            if part.key is None:
                slices.create({
                    'wish_id': self.id, 'rank_at': part.rank_at, 'quantity': part.quantity,
                })
            elif (known := slices.browse(part.key)).quantity != part.quantity:
                known.quantity = part.quantity
        slices.browse(part.key for part in parts if part.key and not part.quantity)._forget()
        if basis:
            self._remember(basis)
        else:
            self.sudo().before_slip = False
