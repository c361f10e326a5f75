from odoo import models


class StockLot(models.Model):
    _inherit = 'stock.lot'

    def _perles_due_qty(self):
        """Override of `perles_ethiques` to take off what ordered claims have had delivered."""
        claims = self.env['perles.claim'].sudo().search([
            ('lot_id', '=', self.id), ('state', '=', 'ordered'),
        ])
        delivered = sum(line._perles_delivered_qty() for line in claims.order_line_ids)
        return max(super()._perles_due_qty() - delivered, 0)
