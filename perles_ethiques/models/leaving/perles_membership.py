from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.calendars import Duration, deadline, paris_date, period, period_number
from .perles_termination import GUEST_UNDO

# Mails still to be sent that the end of a membership makes useless.
USELESS_MAILS = ('renewal_notice', 'reminder', 'second_reminder', 'suspended')


class PerlesMembership(models.Model):
    """Leaving: not renewed, or ended (000-16); paid back when the law says so (000-15)."""

    _inherit = 'perles.membership'

    def _may_leave(self):
        """Whether this membership has something to leave."""
        self.ensure_one()
        return self.state in ('active', 'suspended')

    def _last_day_on_leaving(self, instant=None, wished=None, termination=False):
        """Last day of this membership if its member asks now to leave it.

        The last day of the term that is running at the day asked for; for a consumer renewed
        without a notice, the day asked for itself (code de la consommation, L215-1).

        :param datetime instant: of the request, naive UTC; now by default.
        :param date wished: day wished by the member, in Paris; the earliest by default.
        :param bool termination: the contract is to end, and not only its renewal.
        :rtype: date
        """
        self.ensure_one()
        today = paris_date(instant or fields.Datetime.now())
        day = max(today, wished or today)
        if termination and self._may_leave_at_once(day):
            return day
        return self._term_end(day)

    def _term_end(self, day):
        """Last day of the term that a day lies in, billed or not yet."""
        covering = self.period_ids.filtered(lambda p: p.start_date <= day <= p.end_date)
        if covering:
            return covering[:1].end_date
        months = self.plan_id.duration_months
        origin = self.plan_id._next_period(self)[0]
        number = period_number(origin, day, months) if day >= origin else 0
        return period(origin, number, months).end

    def _may_leave_at_once(self, day):
        """Whether a consumer may leave on a day of a renewed period: no notice came in time.

        :param date day: in Paris.
        """
        self.ensure_one()
        if self.partner_id._perles_is_professional():
            return False
        term = self.period_ids.filtered(lambda p: p.start_date <= day <= p.end_date)[:1]
        renewed = term.number > 1
        return renewed and not self._announcement_for(term.start_date)._was_in_time()

    def _leave_on(self, day, instant=None):
        """Let this membership end after a day; asked again, the day last asked for counts.

        :param date day: last day, in Paris.
        :param datetime instant: of the request, naive UTC; now by default. What was asked in
            time counts, though a clock or the team treats it after the last day (000-16).
        :raise UserError: if there is nothing to leave, or the day had passed when it was asked.
        """
        self.ensure_one()
        if not self._may_leave():
            raise UserError(self.env._("%s has nothing to leave.", self.display_name))
        if day < paris_date(instant or fields.Datetime.now()):
            raise UserError(self.env._("The last day cannot be in the past."))
        if self.leaves_on != day:
            self.sudo().leaves_on = day

    # === CLOCK === #

    @api.model
    def _cron_end(self, batch_size=100):
        """Clock: end the memberships whose last day has passed.

        One that a visitor ended without signing in waits some days: its rights have stopped, and
        its member may still take it back.
        """
        self._work_through(self._ending_domain(self._today()), '_end_now', batch_size=batch_size)

    @api.model
    def _ending_domain(self, day):
        waits = Domain('termination_ids', 'any', [
            ('channel', '=', 'guest'), ('state', '=', 'applied'),
            ('applied_at', '>', fields.Datetime.now() - GUEST_UNDO),
        ])
        return (
            Domain('state', 'in', ('active', 'suspended')) & Domain('leaves_on', '<', day) & ~waits
        )

    def _end_now(self):
        """Close the door, then credit what will not be served; a mail says it.

        In this order: a bill that is credited in full takes an active membership back to
        *awaiting payment*.
        """
        self.sudo()._move('end')
        for membership in self:
            membership.sudo()._credit_after_leaving()

    def _ended(self):
        book = self.env['perles.notice']
        for membership in self:
            membership.sudo().left_on = membership.leaves_on
            # what a broken mail server kept makes no sense any more
            book._of(membership).filtered(lambda n: n.kind in USELESS_MAILS)._give_up()
        book._owe_all('ended', [
            book._prepare_due(membership, str(membership.left_on), membership.contact_id)
            for membership in self
        ])
        self._forget_failure()

    # === REFUND (000-15) === #

    def _refund_on_leaving(self, day):
        """What is paid back if the membership ends on a day, and until when.

        :param date day: last day, in Paris.
        :return: (amount TTC, last day to pay it back) or ``(0.0, False)``
        """
        self.ensure_one()
        amount = sum(term._refund_from(day)[1] for term in self._terms_cut_by(day))
        if not amount:
            return 0.0, False
        delay = Duration(self.company_id.perles_termination_refund_days, 'days')
        return amount, deadline(day, delay, roll_over=True).day

    def _terms_cut_by(self, day):
        """Billed periods that do not run to their end, or were billed after the last day.

        :param date day: last day; who stays has none, and loses none.
        """
        return self.period_ids.filtered(lambda p: day and p.invoice_id and p.end_date > day)

    def _credit_after_leaving(self):
        """Post the credit note of the days after the last one, and ask for the refund."""
        self.ensure_one()
        for term in self._terms_cut_by(self.leaves_on):
            credit, refund = term._refund_from(self.leaves_on)
            _amount, limit = self._refund_on_leaving(self.leaves_on)
            self._post_credit(
                term.invoice_id, credit, refund, limit,
                self.env._("End of %(name)s on %(day)s", name=self.name,
                           day=f'{self.leaves_on:%d/%m/%Y}'),
            )

    def _leaving_outcome(self, kind, instant=None, wished=None):
        """What a request to leave gives, without writing anything.

        An earlier last day, already asked for, stays.

        :param str kind: of a `perles.termination`.
        :param datetime instant: of the request, naive UTC; now by default.
        :param date wished: the day wished for, if any.
        :return: (last day, amount paid back TTC, last day to pay it back or ``False``)
        """
        self.ensure_one()
        day = self._last_day_on_leaving(instant, wished, termination=kind == 'termination')
        day = min(day, self.leaves_on or day)
        return day, *self._refund_on_leaving(day)

    def _is_billed_before(self, day):
        """Whether a year is still to be billed before this membership ends on a day."""
        self.ensure_one()
        return bool(day and self.end_date and self.state == 'active' and self.end_date < day)

    # === HOOKS === #

    def _after_leaving(self, name):
        """Extends `membership`: what is still owed to who has left is dropped."""
        super()._after_leaving(name)
        if name == 'end':
            self._ended()
        elif name == 'withdraw':
            self._withdrawn()

    @api.model
    def _before_renewals(self):
        """Extends `renewal`: what was asked before midnight counts, looked at or not (000-16)."""
        super()._before_renewals()
        self.env['perles.termination']._cron_match()
