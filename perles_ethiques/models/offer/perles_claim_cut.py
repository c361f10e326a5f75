from odoo import models

from ...tools.units import NEGLIGIBLE


class PerlesClaim(models.Model):
    """What becomes of a pre-reservation when the team cancels it, or corrects its lot."""

    _inherit = 'perles.claim'

    def action_cancel(self):
        """Cancel these pre-reservations (the team); the next rank is offered what comes free."""
        self.check_access('write')
        return self._move('cancel')

    def _before_move(self, name, **values):
        """Extends `base`: who did not give up by oneself is told; of an order, with its money."""
        super()._before_move(name, **values)
        if name == 'cancel' and self.env.user._is_internal():
            self.filtered(lambda claim: claim.state != 'ordered')._owe_refusal('claim_cancelled')

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
