from odoo import fields, models


class StockPicking(models.Model):
    """Parcels that leave in a packaging that comes back (000-46)."""

    _inherit = 'stock.picking'

    perles_reusable = fields.Boolean(related='sale_id.perles_reusable')
    perles_packaging_ids = fields.Many2many(
        'perles.packaging', 'perles_picking_packaging_rel', 'picking_id', 'packaging_id',
        string="Boxes that come back", copy=False, domain=[('trip_id', '=', False)],
    )

    def _perles_left(self):
        """Extends `lot`: what a parcel leaves in is counted out."""
        super()._perles_left()
        for picking in self.filtered('perles_packaging_ids'):
            picking.perles_packaging_ids._send_with(picking)
