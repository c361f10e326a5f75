from odoo import fields, models
from odoo.exceptions import UserError


class PerlesPaymentUndone(models.TransientModel):
    """*Paiement reçu* taken back: the money is not there, or came on another day."""

    _name = 'perles.payment.undone'
    _description = "Payment taken back"
    _inherit = ['perles.typed.mixin']

    membership_id = fields.Many2one('perles.membership', required=True)
    currency_id = fields.Many2one(related='membership_id.company_id.currency_id')
    date = fields.Date(string="Credited on", compute='_compute_payment')
    amount = fields.Monetary(string="Amount received (TTC)", compute='_compute_payment')
    is_first_year = fields.Boolean(compute='_compute_payment')
    reason = fields.Char(required=True, help="Kept on the membership, with your name.")

    def _compute_payment(self):
        for wizard in self:
            membership = wizard.membership_id
            payment = membership._booked_transfer().payment_id
            wizard.date = payment.date
            wizard.amount = payment.amount
            wizard.is_first_year = len(membership.period_ids) == 1

    def action_confirm(self):
        """Cancel the payment: its transfer is awaited again.

        A first year loses its rights, and begins with the payment that is booked next.

        :raise UserError: if nothing was booked, or the bank statement has the money.
        """
        self.ensure_one()
        self.membership_id.check_access('write')
        membership = self.membership_id.sudo()
        payment = membership._booked_transfer().payment_id
        if not payment:
            raise UserError(self.env._("No transfer was booked for the last bill."))
        if payment.is_matched:
            raise UserError(self.env._(
                "The bank statement has this payment: the accountant takes it back there."
            ))
        membership.message_post(
            author_id=self.env.user.partner_id.id, body=self.env._(
                "Payment of %(amount)s credited on %(day)s taken back: %(reason)s",
                amount=payment.currency_id.format(payment.amount),
                day=f'{payment.date:%d/%m/%Y}', reason=self.reason,
            ),
        )
        # straight from posted: the numbered entry stays, and is cancelled
        payment.action_cancel()
        if membership.state == 'pending':
            membership.period_ids.unlink()
        return {'type': 'ir.actions.act_window_close'}
