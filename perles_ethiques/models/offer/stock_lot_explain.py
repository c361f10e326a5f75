from odoo import models


class StockLot(models.Model):
    """Why a lot was not offered to a wish: what matching says, then what its offers say."""

    _inherit = 'stock.lot'

    def _perles_why_not(self, wish):
        """Why this lot is not offered to a wish, in one sentence; nothing when it is.

        :param wish: one `perles.wish`.
        :return: str, or ``False``
        """
        self.ensure_one()
        failing = self._perles_failing(wish)
        if failing:
            return self._perles_failing_words(failing[0], wish)
        offers = self.env['perles.offer'].sudo().search([
            ('lot_id', '=', self.id), ('wish_id', '=', wish.id),
        ], order='id desc')
        if offers.filtered(lambda offer: offer.state in ('live', 'accepted')):
            return False
        if offers[:1].is_taken_back:
            return self.env._("The house has taken its offer back.")
        if offers:
            return {
                'declined': self.env._("You declined it."),
                'lapsed': self.env._("It was offered to you, and the time to answer is over."),
                'withdrawn': self.env._("There was less of it than expected."),
            }[offers[0].state]
        if self.perles_stage not in ('expected', 'ready'):
            return self.env._("It is no longer kept for members.")
        return self.env._("Members whose wish is older than yours come first.")
