from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...const import MANAGER


class PerlesSaleByHand(models.TransientModel):
    """A manager confirms an order without its customer, and says why (clause 000-84)."""

    _name = 'perles.sale.by.hand'
    _description = "Confirm an order by hand"
    _inherit = ['perles.typed.mixin']

    order_id = fields.Many2one('sale.order', required=True, readonly=True)
    reason = fields.Text(required=True)

    @api.model
    def default_get(self, fields):
        """Override of `base` to take the order that the manager looks at."""
        values = super().default_get(fields)
        if self.env.context.get('active_model') == 'sale.order':
            values.setdefault('order_id', self.env.context.get('active_id'))
        return values

    def action_confirm(self):
        """Confirm the order; the reason stays in its history.

        :raise AccessError: for whoever is not a manager.
        :raise UserError: without a reason.
        """
        self.ensure_one()
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("Only the manager confirms an order by hand."))
        if not (self.reason or '').strip():
            raise UserError(self.env._("Say why the order is confirmed without its customer."))
        self.order_id._perles_confirm_manually(self.reason.strip())
        return {'type': 'ir.actions.act_window_close'}
