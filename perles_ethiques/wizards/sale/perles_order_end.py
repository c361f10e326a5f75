from odoo import fields, models
from odoo.exceptions import UserError


class PerlesOrderEnd(models.TransientModel):
    """An order that was billed or paid is cancelled: what becomes of its money is asked first."""

    _name = 'perles.order.end'
    _description = "Cancel an order that was billed or paid"

    order_id = fields.Many2one('sale.order', required=True, readonly=True)
    currency_id = fields.Many2one(related='order_id.currency_id')
    received = fields.Monetary(string="Received (incl. VAT)", compute='_compute_amounts')
    asked = fields.Monetary(string="Still asked (incl. VAT)", compute='_compute_amounts')
    money = fields.Selection(
        selection=[
            ('credit', "Credit the whole invoice, and pay back what was received"),
            ('later', "Decide later: an activity reminds you, nothing is charged meanwhile"),
        ],
        string="What becomes of the money", required=True, default='credit',
    )

    def _compute_amounts(self):
        for wizard in self:
            wizard.received = wizard.order_id._perles_received()
            wizard.asked = wizard.order_id._perles_asked()

    def action_end(self):
        """Cancel the order; its customer is told by mail.

        :raise UserError: if it is locked, or some of it was delivered.
        """
        self.ensure_one()
        order = self.order_id
        order.check_access('write')
        if order.state != 'sale':
            raise UserError(self.env._("%s is not a confirmed order any more.", order.name))
        order.action_cancel()
        if self.money == 'credit':
            order._perles_credit_bills()
            order._perles_settle_money()
        return {'type': 'ir.actions.act_window_close'}
