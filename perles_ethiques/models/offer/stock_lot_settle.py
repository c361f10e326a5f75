from odoo import models

from ...tools.allocation import Request, allocate
from .perles_claim import HOLDING


class StockLot(models.Model):
    """The end of care: what was pre-reserved is shared out of what is usable (000-41)."""

    _inherit = 'stock.lot'

    def _prepare_settled(self, usable):
        """Extends `care`: claims first, by rank, then the offers that nobody answered yet.

        What is left of it the clock offers.
        """
        values = super()._prepare_settled(usable)
        claims = self.env['perles.claim'].search([('lot_id', '=', self.id)])
        known = claims.filtered(lambda claim: claim.state in HOLDING and claim.state != 'expected')
        taken = sum(known.mapped('quantity'))
        left = max(usable - self.perles_released_qty - taken, 0.0)
        claimed = claims._share_usable(left)
        offered = self._perles_trim_offers(max(left - claimed, 0.0))
        return {**values, 'perles_held_qty': taken + claimed + offered, 'perles_to_offer': True}

    def _perles_after_settle(self):
        """Extends `care`: quotations leave, and what nobody holds goes to the next rank."""
        super()._perles_after_settle()
        self.env['perles.claim'].search([
            ('lot_id', 'in', self.ids), ('state', '=', 'settled'),
        ])._after_settle()
        self._perles_wake()

    def _perles_trim_offers(self, left):
        """Keep of the live offers what is left, by rank; the others are withdrawn.

        :return: what stays offered
        """
        live = self.env['perles.offer'].search([
            ('lot_id', '=', self.id), ('state', '=', 'live'),
        ])
        shares = {share.key: share for share in allocate(left, [
            Request(
                offer.id, (offer.slice_id.rank_at, offer.slice_id.id), offer.quantity,
                minimum=offer._least(), group=offer.wish_id.id,
            ) for offer in live
        ])}
        for offer in live:
            offer._trim(shares[offer.id].given)
        return sum(live.filtered(lambda offer: offer.state == 'live').mapped('quantity'))
