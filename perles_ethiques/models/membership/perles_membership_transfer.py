from math import isfinite

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.calendars import paris_date


class PerlesMembership(models.Model):
    """Bank transfers: announced by the member, booked by the team when the money is there."""

    _inherit = 'perles.membership'

    term_day = fields.Date(
        string="Ends on", compute='_compute_term_day', store=True, index=True,
        help="Last day of the running term: the one that was asked for, else the one that is "
             "paid or billed.",
    )
    notice_count = fields.Integer(compute='_compute_notice_count')

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
        transaction = self._pending_transfers(invoice)[:1] or self._pending_transfer()
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
        if invoice._perles_period()._charge_is_running():
            raise UserError(self.env._(
                "The card on file is being charged: wait for the answer, or give it if you are "
                "asked what became of the charge."
            ))
        if day > self._today():
            raise UserError(self.env._("The day of the payment is in the future."))
        if day < paris_date(order.create_date or self.create_date):
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

    @api.depends('end_date', 'leaves_on')
    def _compute_term_day(self):
        for membership in self:
            days = [day for day in (membership.end_date, membership.leaves_on) if day]
            membership.term_day = min(days, default=False)

    @api.depends('name', 'partner_id.display_name')
    @api.depends_context('perles_show_member')
    def _compute_display_name(self):
        """Override of `base`: a calendar shows who, and not only a number."""
        result = super()._compute_display_name()
        if self.env.context.get('perles_show_member'):
            for membership in self:
                membership.display_name = membership.partner_id.display_name
        return result

    def _compute_notice_count(self):
        counts = dict(self.env['perles.notice'].sudo()._read_group(
            [('res_model', '=', self._name), ('res_id', 'in', self.ids)], ['res_id'], ['__count'],
        ))
        for membership in self:
            membership.notice_count = counts.get(membership.id, 0)

    def action_view_notices(self):
        """Open the mails owed and sent about this membership."""
        self.ensure_one()
        return {
            **self.env['ir.actions.actions']._for_xml_id('perles_ethiques.notice_action'),
            'domain': [('res_model', '=', self._name), ('res_id', '=', self.id)],
        }
