from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.calendars import Duration, deadline, paris_date


class PerlesMembership(models.Model):
    """The consumer's right to withdraw (code de la consommation, L221-18 and L221-25)."""

    _inherit = 'perles.membership'

    def _withdrawal_deadline(self):
        """Last second to withdraw, naive UTC, or ``False`` when there is no such right.

        Counted from the acceptance, day of the event left out, carried over to the next
        working day; an organisation has no such right.
        """
        self.ensure_one()
        if not self.partner_id._perles_is_consumer() or not self.accepted_at:
            return False
        delay = Duration(self.company_id.perles_withdrawal_days, 'days')
        return deadline(self.accepted_at, delay, roll_over=True).last

    def _can_withdraw(self):
        """Whether the member may withdraw now."""
        self.ensure_one()
        limit = self._withdrawal_deadline()
        return bool(
            limit and fields.Datetime.now() <= limit
            and self._transitions['withdraw'].starts_from(self.state)
        )

    def _withdrawal_refund(self, day):
        """What is paid back on withdrawal on a day, TTC.

        Everything if the member never asked for the service to start at once; else the share
        of the days that remain after that day.

        :param date day: in Paris.
        """
        self.ensure_one()
        period = self._current_period()
        paid = period.invoice_id.sudo()._perles_kept() if period else 0.0
        if not period or not self.immediate_start:
            return paid
        total = (period.end_date - period.start_date).days + 1
        used = min(max((day - period.start_date).days + 1, 0), total)
        return self.company_id.currency_id.round(paid * (total - used) / total)

    def _refund_today(self):
        """What a withdrawal would pay back today, TTC."""
        return self._withdrawal_refund(paris_date(fields.Datetime.now()))

    def _request_withdrawal(self):
        """Withdraw at the member's request: credit note, mail, activity for the refund.

        :return: the refund due, TTC
        :raise UserError: if the delay is over or the membership cannot be withdrawn.
        """
        self.ensure_one()
        if not self._can_withdraw():
            raise UserError(self.env._("The withdrawal period is over."))
        day = paris_date(fields.Datetime.now())
        refund = self._withdrawal_refund(day)
        invoice = self._current_period().invoice_id
        self.sudo().refund_amount = refund
        self.sudo()._move('withdraw')
        if invoice:
            self._credit_unused(invoice.sudo(), refund)
        self.env['perles.notice']._owe(self, 'withdrawal', partner=self.contact_id)
        return refund

    def _withdrawn(self):
        """No welcome, no transfer to expect: what is still owed to the member is dropped."""
        for membership in self:
            membership.sudo().left_on = membership._today()
            notices = self.env['perles.notice']._of(membership)
            notices._give_up()

    def _credit_unused(self, invoice, refund):
        """Post the credit note of a withdrawal: the refund, or the whole of an unpaid invoice."""
        invoice._perles_end_draft()
        unpaid = invoice.state == 'posted' and invoice._perles_is_alive() and not refund
        if not refund and not unpaid:
            return self.env['account.move']
        delay = Duration(self.company_id.perles_refund_days, 'days')
        limit = deadline(fields.Datetime.now(), delay).day
        return self._post_credit(
            invoice, refund or invoice.amount_total, refund, limit,
            self.env._("Withdrawal of %s", self.name),
        )

    def _post_credit(self, invoice, credit, refund, limit, reference):
        """Post a credit note, exact to the cent, and ask the team to pay back what is due.

        :param invoice: the `account.move` that is credited.
        :param float credit: TTC, at most what the invoice still bills; nothing for 0.
        :param float refund: TTC, what of it was already paid.
        :param date limit: last day to pay it back, in Paris.
        :param str reference: printed on the credit note.
        :return: the credit note
        """
        if not credit:
            return self.env['account.move']
        invoice.sudo()._perles_end_draft()
        note = invoice.sudo()._reverse_moves([{
            'invoice_date': self._today(), 'ref': reference,
        }])
        if note.currency_id.compare_amounts(credit, note.amount_total):
            note._perles_reduce_to(credit)
        note.action_post()
        if refund:
            self._ask_refund(note, refund, limit)
        return note

    def _ask_refund(self, note, refund, limit):
        team = self._for_team()
        self.activity_schedule(
            'perles_ethiques.mail_activity_type_refund', date_deadline=limit,
            summary=team.env._("Refund %s", note.currency_id.with_env(team.env).format(refund)),
            note=team.env._("%(reference)s: credit note %(name)s is to be paid back.",
                            reference=note.ref, name=note.name),
            user_id=self._responsible_user().id,
        )

    def _credit_on_leaving(self):
        """The credit note of the days after the last one, or an empty record (000-15)."""
        self.ensure_one()
        last_day = self.left_on
        return self.sudo().invoice_ids.reversal_move_ids.filtered(
            lambda m: m.state == 'posted' and last_day and m.invoice_date > last_day
        )[:1]

    def _refund_due(self):
        """What the withdrawal pays back, TTC."""
        self.ensure_one()
        return self.refund_amount
