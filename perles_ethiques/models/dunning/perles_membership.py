from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..charge.perles_charge_mixin import OPEN_STATES

# Mails still to be sent that a stronger one makes useless: nobody gets two reminders at once.
WEAKER_MAILS = {
    'reminder': (),
    'second_reminder': ('reminder',),
    'suspended': ('reminder', 'second_reminder', 'charge_refused'),
    'closed': ('reminder', 'second_reminder', 'charge_refused', 'suspended'),
}
# The step that each mail belongs to, in their order.
STEPS = {
    'reminder': '_remind', 'second_reminder': '_remind_again', 'suspended': '_suspend',
    'closed': '_close_unpaid',
}


class PerlesMembership(models.Model):
    """A renewal that is not paid: reminders, suspension, closing (000-17)."""

    _inherit = 'perles.membership'

    _locked_fields = frozenset({'suspended_on'})

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
        """Memberships unpaid for as many days as their company allows for a step, or more.

        A bill that is being corrected asks for nothing until it is posted.
        """
        domains = [
            Domain('company_id', '=', company.id)
            & Domain('past_due_since', '<=', day - timedelta(days=company[setting]))
            for company in self.env['perles.membership.plan']._companies()
        ]
        return Domain.OR(domains) & Domain('period_ids', 'not any', [
            ('unpaid_since', '!=', False), ('invoice_id.state', '=', 'draft'),
        ])

    # === STEPS === #

    def _remind(self):
        reminded = self._reminded('second_reminder')
        self._not_charged_now().filtered(lambda m: m not in reminded)._owe_dunning('reminder')

    def _remind_again(self):
        self._not_charged_now()._owe_dunning('second_reminder')

    def _not_charged_now(self):
        """Those whose card is not being charged: the others could not pay if they wanted to."""
        return self.filtered(lambda m: not any(
            period.charge_id.sudo().state in OPEN_STATES for period in m.period_ids
            if period.unpaid_since and period.charge_id
        ))

    def _reminded(self, kind):
        """Those who were owed a mail of this kind about the bill that is unpaid now."""
        told = {(notice.res_id, notice.period) for notice in self._dunning_mails((kind,))}
        return self.filtered(lambda m: (m.id, str(m.past_due_since)) in told)

    def _dunning_mails(self, kinds):
        return self.env['perles.notice'].sudo().search([
            ('res_model', '=', self._name), ('res_id', 'in', self.ids), ('kind', 'in', kinds),
        ])

    def _owe_dunning(self, kind):
        """Owe one mail for each unpaid bill, and give up the weaker ones that have not left."""
        if weaker := WEAKER_MAILS[kind]:
            bills = {(membership.id, str(membership.past_due_since)) for membership in self}
            self._dunning_mails(weaker).filtered(
                lambda n: (n.res_id, n.period) in bills
            )._give_up()
        book = self.env['perles.notice']
        book._owe_all(kind, [
            book._prepare_due(membership, str(membership.past_due_since), membership.contact_id)
            for membership in self
        ])
        # what stopped a step is mended once that step is made, or a later one
        steps = list(STEPS.values())
        self._forget_failure(*steps[:steps.index(STEPS[kind]) + 1])

    def _suspend(self):
        """Suspend: no early access, no new loan; wishes are kept."""
        self.sudo().suspended_on = self._today()
        self.sudo()._move('suspend')

    def _close_unpaid(self):
        """Close what stayed suspended as long as the ladder says, however late the clock is."""
        today = self._today()
        self.filtered(lambda m: m._closing_day() <= today).sudo()._move('close')

    def _closing_day(self):
        """Day of the closing: never less than the planned days after the suspension.

        :return: date in Paris, or ``False`` when nothing is due
        """
        self.ensure_one()
        company = self.company_id
        if not self.past_due_since:
            return False
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

    def _after_dunning(self, name):
        """Extends `membership`: each step of the ladder says itself by mail."""
        super()._after_dunning(name)
        if name == 'suspend':
            self._owe_dunning('suspended')
        elif name == 'close':
            self.sudo().left_on = self._today()
            self._owe_dunning('closed')
        elif name == 'resume':
            self._resumed()
