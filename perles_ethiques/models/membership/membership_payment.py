from math import isfinite

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.calendars import paris_date


class PerlesMembership(models.Model):
    """What payments do to a membership: activate it, once; take it back when undone."""

    _inherit = 'perles.membership'

    # === SIGNAL === #

    def _payment_changed(self, invoice):
        """Bring the state in line with the payment of an invoice of this membership.

        Idempotent: called by every door through which a payment comes, goes or comes back.

        :param invoice: a posted `account.move` of this membership.
        """
        self.ensure_one()
        period = self.period_ids.filtered(lambda p: p.invoice_id == invoice)
        renewal = period.number > 1 and invoice._perles_is_alive()
        if invoice._perles_is_settled():
            self._bill_settled(period)
            if self._can_move('activate') and self._may_activate(invoice):
                self._move('activate', invoice=invoice)
        elif renewal:
            self._bill_unsettled(period)
        elif self._can_move('undo_payment') and invoice == self._current_period().invoice_id:
            self._move('undo_payment', invoice=invoice)

    def _may_activate(self, invoice):
        """Whether this invoice bills this membership and its contract was accepted.

        What was paid otherwise is left to the team, with an activity.
        """
        bills = self.order_id.sudo().invoice_ids | self.period_ids.invoice_id
        if self.version_id and invoice in bills:
            return True
        team = self._for_team()
        self._schedule_team(
            team.env._("Paid without an accepted contract"),
            team.env._("%s is paid, but the member has not accepted the contract.", invoice.name),
        )
        return False

    def _after_activate(self, invoice):
        """Open the paid period and owe the welcome mail, unless both were done before."""
        self.ensure_one()
        self._forget_transfers()
        period = self.period_ids.filtered(lambda p: p.invoice_id == invoice)
        if not period:
            period = self._open_period(invoice)
        self.env['perles.notice']._owe(
            self, 'welcome', period=str(period.start_date), partner=self.contact_id,
        )

    def _open_period(self, invoice):
        """First period: starts on the day the money arrived (clauses 000-06 and 000-08)."""
        start, end = self.plan_id._period_from(invoice._perles_paid_on(), 1)
        values = {'start_date': start, 'end_date': end, 'invoice_id': invoice.id}
        # a period whose invoice was cancelled or paid back is billed again by this one
        dead = self.period_ids.filtered(lambda p: not p.invoice_id._perles_is_alive())[:1]
        if dead:
            dead.sudo().write(values)
            return dead
        return self.env['perles.membership.period'].sudo().create({
            'membership_id': self.id, 'number': 1, **values,
        })

    def _forget_transfers(self):
        """A transfer that was announced before another payment is no longer expected."""
        self._pending_transfers(self.sudo().order_id)._set_canceled()

    def _after_undo_payment(self, invoice):
        """Tell the team that a payment was taken back."""
        team = self._for_team()
        self._schedule_team(
            team.env._("Payment undone"),
            team.env._("The payment of %s was cancelled or refunded.", invoice.name),
        )

    def _schedule_team(self, summary, note):
        """Leave one activity on this membership for who answers for it."""
        for membership in self:
            membership.activity_schedule(
                'mail.mail_activity_data_todo', summary=summary, note=note,
                user_id=membership._responsible_user().id,
            )

    # === ACCEPTANCE === #

    def _refuse_payment_reason(self, order=None):
        """Why this membership cannot be paid now, or ``False``.

        :param order: the joining order that is paid; none when an invoice is paid.
        """
        self.ensure_one()
        if self.state in ('cancelled', 'withdrawn') or (order and order.state == 'cancel'):
            return self.env._("This membership was cancelled: it cannot be paid any more.")
        if order and not self._is_payable(order):
            return self.env._("This membership is already paid or billed.")
        accepted = self.version_id if order is None else False
        if not accepted and not self.joining_id._is_consent_current():
            return self._consent_words()
        return False

    def _is_payable(self, order):
        """Whether the joining order is still the one to pay: unpaid, and not invoiced yet."""
        return bool(
            self.state in ('draft', 'pending')
            and order.state in ('draft', 'sent', 'sale')
            and not order.invoice_ids
        )

    def _unpaid_invoice(self):
        """The oldest invoice that is still to be paid for this membership; may be empty."""
        self.ensure_one()
        bills = self.sudo().order_id.invoice_ids | self.sudo().period_ids.invoice_id
        return bills.filtered(
            lambda m: m.move_type == 'out_invoice' and m.state == 'posted'
            and m._perles_is_alive() and not m._perles_is_settled()
        ).sorted(lambda m: (m.invoice_date, m.id))[:1]

    def _consent_words(self):
        return self.env._(
            "Tick the box by which you accept the membership contract before paying."
        )

    def _record_acceptance(self, transaction):
        """Write the proof that the contract was accepted by this payment (clause 000-04).

        :param transaction: the `payment.transaction` that was just created.
        """
        self.ensure_one()
        joining = self.joining_id
        now = fields.Datetime.now()
        contact = self.contact_id
        self.env['perles.acceptance'].sudo().create({
            'partner_id': self.partner_id.id,
            'company_id': self.company_id.id,
            'version_id': joining.version_id.id,
            'text_sha256': joining.version_id.sha256,
            'document_ref': self.order_id.name,
            'payment_ref': transaction.reference,
            'accepted_at': now,
            'person_name': contact.name,
            'organisation': self.partner_id.name if self.partner_id.is_company else False,
            'email': contact.email,
            'ip_address': joining.ip_address,
            'button_label': joining.button_label,
            'box_label': joining.box_label,
            'immediate_start': joining.immediate_start,
            'retention_date': self.env['perles.acceptance']._retention_from(now, self.company_id),
        })
        self.write({
            'version_id': joining.version_id.id,
            'accepted_at': now,
            'immediate_start': joining.immediate_start,
        })

    # === TRANSFER === #

    def _pending_transfer(self):
        """The bank transfer that is expected, for joining or for a year, or an empty record."""
        self.ensure_one()
        membership = self.sudo()
        awaited = self._pending_transfers(membership.order_id)
        return (awaited | self._pending_transfers(membership.period_ids.invoice_id))[:1]

    @api.model
    def _pending_transfers(self, documents):
        """Transfers announced for orders or invoices and not received yet."""
        return documents.transaction_ids.filtered(
            lambda tx: tx.state == 'pending' and tx.provider_code == 'custom'
        )

    def _after_await_payment(self):
        """Send the reference and the IBAN of the transfer that is expected."""
        self._owe_transfer_mail()

    def _owe_transfer_mail(self):
        for membership in self.filtered('transfer_expected'):
            self.env['perles.notice']._owe(
                membership, 'transfer', period=membership._unpaid_invoice().name
                or membership.order_id.name, partner=membership.contact_id,
            )

    def _receive_transfer(self, day, amount):
        """Book a transfer that arrived: invoice, native payment, activation on that day.

        :param date day: day of the credit on the bank account.
        :param float amount: TTC, in the currency of the order.
        :raise UserError: if nothing is awaited, or the amount or the day cannot be right.
        """
        self.ensure_one()
        invoice = self._unpaid_invoice()
        self._check_transfer(invoice, day, amount)
        transaction = self._pending_transfer()
        invoice = invoice or self._bill_joining_order(day)
        transaction.invoice_ids = invoice
        transaction._set_done()
        transaction.payment_id = self._register_payment(invoice, day, amount, transaction)
        return invoice

    def _bill_joining_order(self, day):
        """Confirm and bill the joining order that a transfer of this day pays."""
        order = self.order_id.sudo()
        order._perles_name_period(day)
        if order.state in ('draft', 'sent'):
            order.action_confirm()
        invoice = order._create_invoices()
        invoice.action_post()
        return invoice

    def _check_transfer(self, invoice, day, amount):
        order = self.order_id.sudo()
        if self.state in ('cancelled', 'withdrawn') or not (invoice or self._is_payable(order)):
            raise UserError(self.env._("This membership does not await any payment."))
        if not self.version_id:
            raise UserError(self.env._("The member has not accepted the contract yet."))
        if day > self._today():
            raise UserError(self.env._("The day of the payment is in the future."))
        if day < paris_date(order.create_date):
            raise UserError(self.env._("The payment cannot be older than the order."))
        due, currency = self.sudo().amount_due, self.company_id.currency_id
        if not isfinite(amount) or currency.compare_amounts(amount, due):
            raise UserError(self.env._(
                "%s is awaited. Ask the member for what is missing, or pay back what is too much.",
                currency.format(due),
            ))

    def _register_payment(self, invoice, day, amount, transaction):
        register = self.env['account.payment.register'].sudo().with_company(
            self.company_id
        ).with_context(active_model='account.move', active_ids=invoice.ids).create({
            'payment_date': day,
            'amount': amount,
            'communication': transaction.reference or invoice.name,
        })
        return register._create_payments()
