from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from ..membership.perles_membership import LIVE_STATES
from .perles_membership import STEPS

# Mails that make no sense any more once nothing is due.
DUNNING_MAILS = ('reminder', 'second_reminder', 'suspended', 'closed', 'charge_refused')
# The member hears that a payment was taken back, unless it is booked again meanwhile.
BOOKED_AGAIN = timedelta(minutes=10)
# States that no payment of a bill changes any more by itself.
OVER_STATES = ('closed', 'ended', 'cancelled', 'withdrawn')


class PerlesMembership(models.Model):
    """What becomes of an unpaid renewal when it is paid, taken back or given up (000-17)."""

    _inherit = 'perles.membership'
    _asking_kinds = (*DUNNING_MAILS, 'payment_undone')

    lacks_bill = fields.Boolean(
        compute='_compute_lacks_bill', help="The last renewal was cancelled or credited in full.",
    )

    def _compute_lacks_bill(self):
        for membership in self:
            membership.lacks_bill = membership._is_without_bill()

    def _is_without_bill(self):
        """Whether the last renewal of this membership, which goes on, is billed by nothing."""
        self.ensure_one()
        last = self.sudo().period_ids[:1]
        return bool(
            last.number > 1 and last.invoice_id and last.invoice_id._perles_is_dropped()
            and self.state in ('active', 'suspended')
        )

    def action_bill_again(self):
        """Bill a renewal anew whose bill was cancelled or credited: the same debt, due today.

        :raise UserError: if nothing lacks a bill.
        """
        self.ensure_one()
        self.check_access('write')
        if not self._is_without_bill():
            raise UserError(self.env._("%s lacks no bill.", self.display_name))
        membership, today = self.sudo().with_company(self.company_id), self._today()
        period = membership.period_ids[:1]
        old = period.invoice_id
        new = self.env['account.move'].sudo().with_company(self.company_id).create(
            membership._prepare_renewal_invoice(today, period.start_date, period.end_date),
        )
        old.perles_is_replaced = True
        new._perles_replace(old)
        new.invoice_date_due = period.unpaid_since = today
        new.action_post()
        self.env['perles.notice']._owe(
            membership, 'renewal', period=new.name, partner=membership.contact_id,
        )
        return new.with_env(self.env)._get_records_action(name=self.env._("Invoices"))

    def _still_asks(self, kind):
        """Extends `base`: nobody is reminded of what is not due any more."""
        if kind in DUNNING_MAILS:
            return bool(self.past_due_since)
        if kind == 'payment_undone':
            return self.state == 'pending' or bool(self.past_due_since)
        return super()._still_asks(kind)

    def _tell_payment_undone(self, invoice):
        """Extends `membership`: the member hears of it too, and of the way on."""
        super()._tell_payment_undone(invoice)
        if not invoice._perles_is_part_paid():
            now = fields.Datetime.now()
            self.env['perles.notice']._owe(
                self, 'payment_undone', period=f'{invoice.name} {now}', partner=self.contact_id,
                due_at=now + BOOKED_AGAIN,
            )

    def _bill_paid(self, period):
        """Extends `membership`: what was owed about a paid bill is dropped, and rights come back.

        :param period: the `perles.membership.period` that is paid.
        """
        super()._bill_paid(period)
        self.ensure_one()
        was = self.state
        self._nothing_due(period)
        self._forget_transfers(period.invoice_id)
        if self._can_move('resume') and self._may_resume(period):
            self._move('resume')
        if was in OVER_STATES:
            self._tell_late_payment(period)

    def _nothing_due(self, period):
        """Stop the ladder for a bill, with the mails about it that have not left."""
        since = str(period.unpaid_since)
        period.sudo().unpaid_since = False
        self.env['perles.notice']._of(self).filtered(
            lambda n: n.kind in DUNNING_MAILS and n.period == since
            and n.state in ('owed', 'sending')
        ).state = 'cancelled'
        self._forget_failure(*STEPS.values())

    def _bill_unpaid(self, period):
        """Extends `membership`: a payment taken back starts the ladder again, from today.

        :param period: the `perles.membership.period` that is not paid any more.
        """
        super()._bill_unpaid(period)
        self.ensure_one()
        if period.unpaid_since:
            # terms that were changed by hand give more time, never less
            due = period.invoice_id.sudo().invoice_date_due or period.unpaid_since
            period.sudo().unpaid_since = max(period.unpaid_since, due)
            return
        if self.state in ('active', 'suspended'):
            period.sudo().unpaid_since = self._today()
        self._tell_payment_undone(period.invoice_id)

    def _bill_dropped(self, period):
        """Extends `membership`: of a bill given up nothing is due, and somebody looks.

        Who is suspended stays on the ladder: no payment brought the rights back.

        :param period: the `perles.membership.period` that nothing bills any more.
        """
        super()._bill_dropped(period)
        self.ensure_one()
        if self.state not in ('active', 'suspended'):
            return
        if self.state == 'active' and period.unpaid_since:
            self._nothing_due(period)
        team = self._for_team()
        self._schedule_team(
            team.env._("Renewal without a bill"),
            team.env._(
                "%(invoice)s was cancelled or credited: nothing bills the period from "
                "%(start)s to %(end)s any more.", invoice=period.invoice_id.name,
                start=f'{period.start_date:%d/%m/%Y}', end=f'{period.end_date:%d/%m/%Y}',
            ),
        )

    def _may_resume(self, period):
        """Whether a payment brings this membership back.

        Who is suspended comes back once nothing is past due, even when the period is over: the
        next one is billed then (000-12). Who was closed only comes back to a running period.
        """
        today = self._today()
        if self.past_due_since or (self.leaves_on and self.leaves_on < today):
            return False
        if self.state == 'suspended':
            return True
        return period.end_date >= today and not self.search_count([
            ('partner_id', '=', self.partner_id.id), ('company_id', '=', self.company_id.id),
            ('state', 'in', LIVE_STATES), ('id', '!=', self.id),
        ], limit=1)

    def _tell_late_payment(self, period):
        """Tell the team of a payment after the end. Nothing is lost: it stays on its invoice."""
        team = self._for_team()
        name = period.invoice_id.name
        back = self.state == 'active'
        self._schedule_team(
            team.env._("Payment after closing"),
            team.env._("%s was paid: the membership, closed before, is active again.", name)
            if back else team.env._(
                "%s was paid after the end of the membership, which does not come back by "
                "itself: pay it back, or call the member.", name,
            ),
        )

    def _comes_back_by_paying(self):
        """Whether this closed membership needs no new contract: its unpaid year still runs."""
        self.ensure_one()
        return bool(
            self.state == 'closed' and self.past_due_since and self.end_date >= self._today()
        )

    def _resumed(self):
        """Back as before, period unchanged; a mail says it."""
        self.ensure_one()
        self.sudo().left_on = False
        self.env['perles.notice']._owe(
            self, 'resumed', period=str(self._today()), partner=self.contact_id,
        )
