from odoo import fields, models
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
        if invoice._perles_is_settled():
            if self._can_move('activate'):
                self._move('activate', invoice=invoice)
        elif self._can_move('undo_payment') and invoice == self._current_period().invoice_id:
            self._move('undo_payment', invoice=invoice)

    def _after_activate(self, invoice):
        """Open the paid period and owe the welcome mail, unless both were done before."""
        self.ensure_one()
        period = self.period_ids.filtered(lambda p: p.invoice_id == invoice)
        if not period:
            period = self._open_period(invoice)
        self.env['perles.notice']._owe(
            self, 'welcome', period=str(period.start_date), partner=self.contact_id,
        )

    def _open_period(self, invoice):
        """First period: starts on the day the money arrived (clauses 000-06 and 000-08)."""
        start, end = self.plan_id._period_from(invoice._perles_paid_on(), 1)
        return self.env['perles.membership.period'].sudo().create({
            'membership_id': self.id,
            'number': 1,
            'start_date': start,
            'end_date': end,
            'invoice_id': invoice.id,
        })

    def _after_undo_payment(self, invoice):
        """Tell the team that a payment was taken back."""
        self._schedule_team(
            self.env._("Payment undone"),
            self.env._("The payment of %s was cancelled or refunded.", invoice.name),
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
        if order is None:
            unaccepted = not self.version_id and not self.joining_id._is_consent_current()
            return unaccepted and self._consent_words()
        if order.state == 'cancel' or self.state in ('cancelled', 'withdrawn'):
            return self.env._("This membership was cancelled: it cannot be paid any more.")
        if not self.joining_id._is_consent_current():
            return self._consent_words()
        return False

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
        """The bank transfer that is expected for the joining order, or an empty record."""
        self.ensure_one()
        return self.sudo().order_id.transaction_ids.filtered(
            lambda tx: tx.state == 'pending' and tx.provider_code == 'custom'
        )[:1]

    def _after_await_payment(self):
        """Send the reference and the IBAN of the transfer that is expected."""
        for membership in self.filtered('transfer_expected'):
            self.env['perles.notice']._owe(
                membership, 'transfer', period=membership.order_id.name,
                partner=membership.contact_id,
            )

    def _receive_transfer(self, day, amount):
        """Book a transfer that arrived: invoice, native payment, activation on that day.

        :param date day: day of the credit on the bank account.
        :param float amount: TTC, in the currency of the order.
        :raise UserError: if nothing is awaited, or the amount or the day cannot be right.
        """
        self.ensure_one()
        order = self.order_id.sudo()
        self._check_transfer(order, day, amount)
        transaction = self._pending_transfer()
        order._perles_name_period(day)
        if order.state in ('draft', 'sent'):
            order.action_confirm()
        invoice = order.invoice_ids.filtered(lambda m: m.state != 'cancel')
        invoice = invoice or order._create_invoices()
        invoice.filtered(lambda m: m.state == 'draft').action_post()
        payment = self._register_payment(invoice, day, amount, transaction)
        if transaction:
            transaction.write({
                'invoice_ids': [fields.Command.set(invoice.ids)], 'payment_id': payment.id,
            })
            transaction._set_done()
        return invoice

    def _check_transfer(self, order, day, amount):
        if self.state not in ('draft', 'pending') or order.state == 'cancel' or not order:
            raise UserError(self.env._("This membership does not await any payment."))
        if not self.version_id:
            raise UserError(self.env._("The member has not accepted the contract yet."))
        if day > paris_date(fields.Datetime.now()):
            raise UserError(self.env._("The day of the payment is in the future."))
        if day < paris_date(order.create_date):
            raise UserError(self.env._("The payment cannot be older than the order."))
        if order.currency_id.compare_amounts(amount, order.amount_total) < 0:
            raise UserError(self.env._(
                "The amount is lower than the %s awaited: ask the member for the rest.",
                order.currency_id.format(order.amount_total),
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
