from odoo import models


class StockPicking(models.Model):
    _inherit = 'stock.picking'

    def _perles_after_arrival(self, lots):
        """Extends `lot`: each new lot enters the *Thalasso*."""
        self.env['perles.care'].sudo().create([
            {'lot_id': lot.id, 'company_id': self.company_id.id} for lot in lots
        ])
        super()._perles_after_arrival(lots)
