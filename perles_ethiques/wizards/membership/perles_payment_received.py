from math import isfinite

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.calendars import paris_date


class PerlesPaymentReceived(models.TransientModel):
    """*Paiement reçu*: the day and the amount of a transfer; one that does not fit is noted."""

    _name = 'perles.payment.received'
    _description = "Payment received"
    _inherit = ['perles.typed.mixin']

    membership_id = fields.Many2one(
        'perles.membership', required=True, domain=[('state', '!=', 'draft')],
    )
    currency_id = fields.Many2one(related='membership_id.company_id.currency_id')
    is_awaited = fields.Boolean(
        string="Money awaited", compute='_compute_is_awaited', compute_sudo=True,
    )
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
    misfit = fields.Char(compute='_compute_misfit')

    @api.depends('membership_id')
    def _compute_amount(self):
        for wizard in self:
            wizard.amount = wizard.expected if wizard.is_awaited else 0.0

    @api.depends('membership_id')
    def _compute_is_awaited(self):
        for wizard in self:
            membership = wizard.membership_id
            wizard.is_awaited = membership and membership._awaits_payment()

    @api.depends('membership_id', 'amount', 'date')
    def _compute_misfit(self):
        """Say why this transfer is noted and not booked; nothing for one that fits."""
        for wizard in self:
            is_filled = wizard.membership_id and isfinite(wizard.amount) and wizard.amount > 0
            wizard.misfit = wizard._misfit_words() if is_filled else False

    def _misfit_words(self):
        currency, day = self.currency_id, self.date and f'{self.date:%d/%m/%Y}'
        if not self.is_awaited:
            return self.env._(
                "%(amount)s credited on %(day)s while nothing was awaited: paid twice, or for"
                " something else.", amount=currency.format(self.amount), day=day,
            )
        missing = self.expected - self.amount
        if currency.is_zero(missing):
            return False
        words = {'amount': currency.format(self.amount), 'day': day,
                 'expected': currency.format(self.expected),
                 'rest': currency.format(abs(missing))}
        if missing > 0:
            return self.env._(
                "%(amount)s of %(expected)s credited on %(day)s: %(rest)s is missing.", **words,
            )
        return self.env._(
            "%(amount)s instead of %(expected)s credited on %(day)s: %(rest)s is too much.",
            **words,
        )

    def action_confirm(self):
        """Book the transfer and show the membership, now active."""
        self.ensure_one()
        self.membership_id.check_access('write')
        self.membership_id.sudo()._receive_transfer(self.date, self.amount)
        return {'type': 'ir.actions.act_window_close'}

    def action_note(self):
        """Keep a trace of a transfer that does not fit: on the membership, and in its pile.

        :raise UserError: if it fits, or is no amount of a day that has come.
        """
        self.ensure_one()
        self.membership_id.check_access('write')
        if not isfinite(self.amount) or self.amount <= 0:
            raise UserError(self.env._("Enter the amount that the bank statement shows."))
        if self.date > paris_date(fields.Datetime.now()):
            raise UserError(self.env._("The day of the payment is in the future."))
        if not self.misfit:
            raise UserError(self.env._("This transfer fits: press “Payment received”."))
        membership = self.membership_id.sudo()
        # each transfer is a line of its own, until the team has seen to it
        membership.odd_transfer = '\n'.join(filter(None, (membership.odd_transfer, self.misfit)))
        return {
            'type': 'ir.actions.client',
            'tag': 'display_notification',
            'params': {
                'type': 'warning',
                'message': self.env._(
                    "Noted on the membership: %s Nothing was booked.", self.misfit,
                ),
                'next': {'type': 'ir.actions.act_window_close'},
            },
        }
