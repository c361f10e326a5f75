from odoo import api, fields, models

from ...tools.calendars import paris_date


class PerlesPaymentReceived(models.TransientModel):
    """*Paiement reçu*: the day and the amount of an expected transfer."""

    _name = 'perles.payment.received'
    _description = "Payment received"

    membership_id = fields.Many2one('perles.membership', required=True)
    currency_id = fields.Many2one(related='membership_id.company_id.currency_id')
    expected = fields.Monetary(
        related='membership_id.amount_due', string="Amount awaited (TTC)",
    )
    transfer_ref = fields.Char(related='membership_id.transfer_ref')
    date = fields.Date(
        string="Credited on", required=True,
        default=lambda self: paris_date(fields.Datetime.now()),
        help="Day on which the money reached the bank account: the membership starts then.",
    )
    amount = fields.Monetary(
        string="Amount received (TTC)", compute='_compute_amount', store=True, readonly=False,
        precompute=True, required=True,
    )

    @api.depends('membership_id')
    def _compute_amount(self):
        for wizard in self:
            wizard.amount = wizard.membership_id.amount_due

    def action_confirm(self):
        """Book the transfer and show the membership, now active."""
        self.ensure_one()
        self.membership_id.check_access('write')
        self.membership_id.sudo()._receive_transfer(self.date, self.amount)
        return {'type': 'ir.actions.act_window_close'}
