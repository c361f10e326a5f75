from odoo import fields, models

from ..base.perles_batch_mixin import CLOCK_STOPPED
from .stock_lot import MATCH_CLOCK


class StockPicking(models.Model):
    """A receipt whose lots are matched with the wishes once, and only once (clause 000-40)."""

    _name = 'stock.picking'
    _inherit = ['stock.picking', 'perles.batch.mixin']
    _failure_activity = CLOCK_STOPPED

    perles_to_match = fields.Boolean(string="To be matched", copy=False, readonly=True)
    perles_matched_at = fields.Datetime(string="Matched", copy=False, readonly=True)

    _perles_to_match_idx = models.Index("(id) WHERE perles_to_match IS TRUE")

    def _perles_arrive(self, lots):
        """Extends `lot`: a receipt is matched once, by the clock."""
        self.sudo().filtered(lambda receipt: not receipt.perles_matched_at).perles_to_match = True
        self.env.ref(MATCH_CLOCK).sudo()._trigger()
        super()._perles_arrive(lots)

    def _perles_match(self):
        """Step of the clock: offer the lots of these receipts, one letter a member and receipt."""
        for receipt in self:
            lots = self.env['stock.lot'].search([('perles_receipt_id', '=', receipt.id)])
            self.env['perles.match']._offer(lots)
            receipt.write({'perles_to_match': False, 'perles_matched_at': fields.Datetime.now()})
