from odoo import models

from ...tools.allocation import Request, allocate
from .perles_claim import HOLDING


class StockLot(models.Model):
    """The end of care: what was pre-reserved is shared out of what is usable (000-41)."""

    _inherit = 'stock.lot'

    def _perles_settle(self):
        """Override of `perles_ethiques` to settle the claims, by rank, then to trim the offers.

        Nothing is held while the usable quantity is being written; the rows stay locked, so
        that nobody takes anything meanwhile.
        """
        self.sudo()._perles_hold_nothing()
        result = super()._perles_settle()
        for lot in self.sudo():
            lot._perles_share_usable()
        return result

    def _perles_hold_nothing(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE stock_lot SET perles_held_qty = 0 WHERE id = ANY(%s)", [self.ids],
        )
        self.invalidate_recordset(['perles_held_qty'])

    def _perles_share_usable(self):
        """Claims first, then the offers that nobody answered yet; then hold what is left."""
        self.ensure_one()
        claims = self.env['perles.claim'].search([('lot_id', '=', self.id)])
        usable = self.perles_promisable_qty
        known = claims.filtered(lambda claim: claim.state in HOLDING and claim.state != 'expected')
        left = claims._share_usable(max(usable - sum(known.mapped('quantity')), 0.0))
        self._perles_trim_offers(max(left, 0.0))
        self._perles_hold_again()

    def _perles_trim_offers(self, left):
        """Keep of the live offers what is left, by rank; the others are withdrawn."""
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

    def _perles_hold_again(self):
        """Count what is held, claims and live offers, and let the clock offer the rest."""
        self.env.flush_all()
        self.env.cr.execute(
            """
            UPDATE stock_lot SET perles_held_qty = COALESCE((
                SELECT sum(quantity) FROM perles_claim
                 WHERE lot_id = stock_lot.id AND state = ANY(%s)
            ), 0) + COALESCE((
                SELECT sum(quantity) FROM perles_offer
                 WHERE lot_id = stock_lot.id AND state = 'live'
            ), 0), perles_to_offer = TRUE WHERE id = %s
            """, [[*HOLDING], self.id],
        )
        self.invalidate_recordset(['perles_held_qty', 'perles_to_offer'])
        self._perles_wake()
