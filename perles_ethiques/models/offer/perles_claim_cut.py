from odoo import models

from ...tools.units import NEGLIGIBLE


class PerlesClaim(models.Model):
    """What becomes of a pre-reservation when the team cancels it, or corrects its lot."""

    _inherit = 'perles.claim'

    def action_cancel(self):
        """Cancel these pre-reservations (the team); the next rank is offered what comes free."""
        self.check_access('write')
        return self._move('cancel')

    def _may_be_cut(self):
        """Whether this may still be served less; `sale` keeps what is signed or being paid."""
        self.ensure_one()
        return self.state in ('expected', 'settled', 'quoted')

    def _cut(self, kept):
        """Hold no more than this: the member is told, and served first when pieces come free.

        :param float kept: in the unit of the lot, less than what is held; 0 for nothing at all.
        """
        self.ensure_one()
        lost = self.quantity - kept
        self.short_qty += lost
        if kept <= NEGLIGIBLE:
            self._owe_refusal()
            self._move('refuse')
        else:
            self._keep(kept)
            self.lot_id._perles_free(lost)

    def _give_back(self):
        """What these claims held is free again, in the lot and in the wish."""
        lots, held = {}, {}
        for claim in self.sudo():
            lots[claim.lot_id.id] = lots.get(claim.lot_id.id, 0.0) + claim.quantity
            for key, quantity in claim._held_parts().items():
                held[key] = held.get(key, 0.0) - quantity
        if lots:
            self.env['stock.lot'].sudo()._perles_free_all(lots)
        self.env['perles.match']._hold(held)
