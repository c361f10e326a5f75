from odoo import models


class StockReturnPickingLine(models.TransientModel):
    _inherit = 'stock.return.picking.line'

    def _prepare_move_default_values(self, new_picking):
        """Override of `stock`: each promised lot comes back to its own place."""
        values = super()._prepare_move_default_values(new_picking)
        lot = self.move_id._perles_promised_lot() if self.move_id else self.env['stock.lot']
        if lot and self.move_id.location_dest_id.usage == 'customer':
            values['location_dest_id'] = lot._perles_home().id
        return values
