from odoo import fields, models


class StockMove(models.Model):
    _inherit = 'stock.move'

    restrict_lot_id = fields.Many2one(
        'stock.lot', string="Promised lot", readonly=True, index='btree_not_null',
        ondelete='restrict',
    )
