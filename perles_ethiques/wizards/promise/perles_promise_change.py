from odoo import fields, models
from odoo.exceptions import UserError


class PerlesPromiseChange(models.TransientModel):
    """A manager promises another lot of the same product on an order line, and says why."""

    _name = 'perles.promise.change'
    _description = "Change the promised lot"
    _inherit = ['perles.typed.mixin']

    line_id = fields.Many2one('sale.order.line', required=True)
    product_id = fields.Many2one(related='line_id.product_id')
    former_lot_id = fields.Many2one(related='line_id.perles_lot_id', string="Promised until now")
    quantity = fields.Float(related='line_id.product_uom_qty')
    uom_id = fields.Many2one(related='line_id.product_uom_id', string="Unit")
    lot_id = fields.Many2one('stock.lot', string="Promised from now on", required=True)
    reason = fields.Char(required=True, help="Kept on the order.")

    def action_confirm(self):
        """Change the promise.

        :raise AccessError: for anybody but a manager.
        :raise UserError: without a reason, or if the lot cannot do.
        """
        self.ensure_one()
        if not (self.reason or '').strip():
            raise UserError(self.env._("Say why: the reason stays on the order."))
        self.line_id._perles_change_promise(self.lot_id, self.reason.strip())
        return {'type': 'ir.actions.act_window_close'}
