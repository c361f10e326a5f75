from odoo import models


class StockReturnPicking(models.TransientModel):
    _inherit = 'stock.return.picking'

    def _prepare_picking_default_values_based_on(self, picking):
        """Override of `stock`: what was promised comes back to Reserved, or to Thalasso."""
        values = super()._prepare_picking_default_values_based_on(picking)
        lots = self.env['stock.lot'].union(
            *(move._perles_promised_lot() for move in picking.move_ids)
        )
        if lots and picking.location_dest_id.usage == 'customer':
            values['location_dest_id'] = lots[0]._perles_home().id
        return values

    def _get_proc_values(self, line):
        """Override of `stock`: what is exchanged is taken out of the promised lot again."""
        values = super()._get_proc_values(line)
        lot = line.move_id._perles_promised_lot()
        if lot:
            values['restrict_lot_id'] = lot.id
            values['route_ids'] = self.company_id.sudo().perles_reserved_route_id
        return values
