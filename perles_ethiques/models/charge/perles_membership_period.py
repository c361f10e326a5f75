from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .perles_charge_mixin import OPEN_STATES

# A payment page left open longer than this does not hold the charge back any more.
PAGE_OPEN = timedelta(minutes=30)


class PerlesMembershipPeriod(models.Model):
    """Charging the card on file for a period, on the day it is due."""

    _inherit = ['perles.membership.period', 'perles.charge.mixin']
    _name = 'perles.membership.period'

    _charge_order = 'start_date, id'

    paying_at = fields.Datetime(
        readonly=True, copy=False,
        help="When somebody last began to pay this bill: the card on file waits for the outcome.",
    )

    _one_charge = models.UniqueIndex(
        "(charge_id) WHERE charge_id IS NOT NULL", "This charge already pays a period.",
    )

    @api.model
    def _charge_domain(self):
        """Unpaid periods of members who left a card, never charged before, that nobody pays now.

        A bill that was once paid by card, or was credited in part, is left to the member: what
        was taken back, a dispute for instance, is not taken again by itself.
        """
        page_open = fields.Datetime.now() - PAGE_OPEN
        return (
            Domain('unpaid_since', '<=', self.env['perles.membership']._today())
            & Domain('charge_id', '=', False)
            & Domain('invoice_id.state', '=', 'posted')
            & Domain('invoice_id.payment_state', 'in', ('not_paid', 'partial'))
            & Domain('invoice_id.reversal_move_ids', 'not any', [('state', '=', 'posted')])
            & Domain('invoice_id.transaction_ids', 'not any', [
                ('state', 'in', ('pending', 'authorized', 'done')),
            ])
            & (Domain('paying_at', '=', False) | Domain('paying_at', '<=', page_open))
            & Domain('membership_id.state', 'in', ('active', 'suspended'))
            & Domain('membership_id.token_id.active', '=', True)
            & Domain('membership_id.token_id.provider_id.state', '!=', 'disabled')
        )

    def _charged_card(self):
        """Extends `base`: the card that the member left."""
        return self.membership_id.token_id

    def _charge_amount(self):
        """Extends `base`: what the bill still asks for."""
        return self.invoice_id.sudo().amount_residual

    def _charge_reference(self):
        """Extends `base`: number of the membership and first day of the period."""
        self.ensure_one()
        return f"{self.membership_id.name.replace('/', '-')}-{self.start_date:%Y%m%d}"

    def _charge_holder(self):
        """Extends `base`: the team works on the membership."""
        return self.membership_id

    def _tell_uncharged(self, reason):
        """Extends `base`: an activity on the membership."""
        membership = self.membership_id
        membership._schedule_team(
            membership._for_team().env._("The card on file cannot be charged"), reason,
        )

    def _charge_refused(self):
        """The card was refused, or the bank wants its owner: a mail with a link to pay."""
        book = self.env['perles.notice']
        book._owe_all('charge_refused', [
            book._prepare_due(period.membership_id, str(period.unpaid_since),
                              period.membership_id.contact_id)
            for period in self if period.unpaid_since
        ])

    # === OTHER PAYMENTS === #

    def _charge_is_running(self, transaction=None):
        """Whether the card on file is being charged, so that nothing else may be paid.

        :param transaction: the `payment.transaction` that wants to pay, if there is one.
        """
        # the clock holds the lock of the period while the provider is being called
        free = self.try_lock_for_update(allow_referencing=True)
        return free != self or any(
            period.charge_id and period.charge_id != transaction
            and period.charge_id.sudo().state in OPEN_STATES
            for period in self
        )

    def _begin_payment(self):
        """Somebody begins to pay: the clock waits.

        Written, and not only locked: a clock that read this period just before would otherwise
        not notice that the payment came in between.
        """
        if self:
            self.sudo().paying_at = fields.Datetime.now()
