from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .membership_seat import LIVE_STATES

# Mails that make no sense any more once the bill is paid.
DUNNING_MAILS = ('reminder', 'second_reminder', 'suspended', 'charge_refused')


class PerlesMembership(models.Model):
    """A renewal that is not paid: reminders, suspension, closing, and the way back (000-17)."""

    _inherit = 'perles.membership'

    suspended_on = fields.Date(
        copy=False, readonly=True, help="Day, in Paris, of the running or last suspension.",
    )

    # === CLOCK === #

    @api.model
    def _cron_dun(self, batch_size=100):
        """Clock: take each unpaid membership to the step of the ladder that is due.

        After days off only the last step due is taken: nobody gets two mails at once.
        """
        today = self._today()
        for setting, step, states in self._ladder():
            self._work_through(
                Domain('state', 'in', states) & self._late_domain(today, setting), step,
                batch_size=batch_size,
            )

    @api.model
    def _ladder(self):
        """Steps of the ladder, the last one first: (setting, method, states)."""
        return (
            ('perles_close_days', '_close_unpaid', ('suspended',)),
            ('perles_suspend_days', '_suspend', ('active',)),
            ('perles_second_reminder_days', '_remind_again', ('active',)),
            ('perles_reminder_days', '_remind', ('active',)),
        )

    @api.model
    def _late_domain(self, day, setting):
        """Memberships unpaid for as many days as their company allows for a step, or more."""
        domains = [
            Domain('company_id', '=', company.id)
            & Domain('past_due_since', '<=', day - timedelta(days=company[setting]))
            for company in self.env['perles.membership.plan']._companies()
        ]
        return Domain.OR(domains)

    # === STEPS === #

    def _remind(self):
        self._owe_dunning('reminder', skipped_by='second_reminder')

    def _remind_again(self):
        self._owe_dunning('second_reminder')

    def _owe_dunning(self, kind, skipped_by=None):
        """Owe one reminder for each unpaid bill; the stronger one makes the weaker useless."""
        book = self.env['perles.notice']
        told = set()
        if skipped_by:
            told = {(n.res_id, n.period) for n in book.sudo().search([
                ('res_model', '=', self._name), ('res_id', 'in', self.ids),
                ('kind', '=', skipped_by),
            ])}
        book._owe_all(kind, [
            book._prepare_due(membership, str(membership.past_due_since), membership.contact_id)
            for membership in self
            if (membership.id, str(membership.past_due_since)) not in told
        ])
        self._forget_failure()

    def _suspend(self):
        """Suspend: no early access, no new loan; wishes are kept."""
        self.sudo().suspended_on = self._today()
        self.sudo()._move('suspend')

    def _after_suspend(self):
        self._owe_dunning('suspended')

    def _close_unpaid(self):
        """Close what stayed suspended as long as the ladder says, however late the clock is."""
        today = self._today()
        self.filtered(lambda m: m._closing_day() <= today).sudo()._move('close')

    def _closing_day(self):
        """Day of the closing: never less than the planned days after the suspension."""
        self.ensure_one()
        company = self.company_id
        planned = self.past_due_since + timedelta(days=company.perles_close_days)
        if not self.suspended_on:
            return planned
        days = company.perles_close_days - company.perles_suspend_days
        return max(planned, self.suspended_on + timedelta(days=days))

    def _suspension_day(self):
        """Day on which an unpaid membership is suspended, or ``False`` when nothing is due."""
        self.ensure_one()
        days = timedelta(days=self.company_id.perles_suspend_days)
        return self.past_due_since and self.past_due_since + days

    def _after_close(self):
        self.sudo().left_on = self._today()
        book = self.env['perles.notice']
        book._owe_all('closed', [
            book._prepare_due(membership, str(membership.past_due_since), membership.contact_id)
            for membership in self
        ])

    # === THE WAY BACK === #

    def _bill_settled(self, period):
        """A bill was paid, late or not: what was owed about it is dropped, rights come back.

        :param period: the `perles.membership.period` that is paid.
        """
        self.ensure_one()
        if not period.unpaid_since:
            return
        since = str(period.unpaid_since)
        period.sudo().unpaid_since = False
        self.env['perles.notice']._of(self).filtered(
            lambda n: n.kind in DUNNING_MAILS and n.period == since
            and n.state in ('owed', 'sending')
        ).state = 'cancelled'
        if self._can_move('resume') and self._may_resume(period):
            self._move('resume', period=period)

    def _bill_unsettled(self, period):
        """A payment of a renewal was taken back: the ladder starts again from today.

        :param period: the `perles.membership.period` that is not paid any more.
        """
        self.ensure_one()
        if period.unpaid_since or self.state not in ('active', 'suspended'):
            return
        period.sudo().unpaid_since = self._today()
        self._after_undo_payment(period.invoice_id)

    def _may_resume(self, period):
        """Whether a payment brings this membership back; if not, the team is told.

        Nothing is lost: the money stays on the invoice that it pays.
        """
        live = self.search([
            ('partner_id', '=', self.partner_id.id), ('company_id', '=', self.company_id.id),
            ('state', 'in', LIVE_STATES), ('id', '!=', self.id),
        ], limit=1)
        last_day = self.leaves_on or period.end_date
        team = self._for_team()
        if self.state == 'closed':
            self._schedule_team(
                team.env._("Payment after closing"),
                team.env._("%s was paid after the membership was closed.", period.invoice_id.name),
            )
        return not live and min(last_day, period.end_date) >= self._today()

    def _comes_back_by_paying(self):
        """Whether this closed membership needs no new contract: its unpaid year still runs."""
        self.ensure_one()
        return bool(
            self.state == 'closed' and self.past_due_since and self.end_date >= self._today()
        )

    def _after_resume(self, period):
        """Back as before, period unchanged; a mail says it."""
        self.ensure_one()
        self.sudo().left_on = False
        self.env['perles.notice']._owe(
            self, 'resumed', period=str(self._today()), partner=self.contact_id,
        )
