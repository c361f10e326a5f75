from odoo import fields, models


class StockMove(models.Model):
    _inherit = 'stock.move'

    # what was sold says it: `promise` refuses any other lot on the move of an order line
    restrict_lot_id = fields.Many2one(
        'stock.lot', string="Promised lot", index='btree_not_null', ondelete='restrict',
    )
