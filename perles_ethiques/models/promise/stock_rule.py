from odoo import models


class StockRule(models.Model):
    _inherit = 'stock.rule'

    def _get_custom_move_fields(self):
        """Override of `stock` to carry the promised lot from the order line to the move."""
        return [*super()._get_custom_move_fields(), 'restrict_lot_id']
