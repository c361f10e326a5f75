from math import isfinite

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.calendars import paris_date


class PerlesMembership(models.Model):
    """Bank transfers: announced by the member, booked by the team when the money is there."""

    _inherit = 'perles.membership'
    _asking_kinds = ('transfer',)

    transfer_expected = fields.Boolean(
        compute='_compute_transfer_expected', search='_search_transfer_expected',
    )
    has_booked_transfer = fields.Boolean(compute='_compute_booked_transfer')
    transfer_ref = fields.Char(compute='_compute_transfer_expected', string="Transfer reference")

    @api.depends(
        'state', 'order_id.transaction_ids.state', 'period_ids.invoice_id.transaction_ids.state',
        'order_id.transaction_ids.payment_id.state', 'period_ids.invoice_id.payment_state',
        'period_ids.invoice_id.transaction_ids.payment_id.state',
    )
    def _compute_transfer_expected(self):
        for membership in self:
            transfer = membership._pending_transfer()
            membership.transfer_expected = bool(transfer)
            membership.transfer_ref = transfer._get_communication() if transfer else False

    def _search_transfer_expected(self, operator, value):
        """Search of `transfer_expected`: a pending bank transfer, for joining or for a year."""
        if operator != 'in':
            return NotImplemented
        # transactions are for accountants only: the team sees that one exists, and no more
        unpaid = [
            ('perles_membership_id', '!=', False), ('state', '=', 'posted'),
            ('payment_state', 'in', ('not_paid', 'partial')),
        ]
        transfers = self.env['payment.transaction'].sudo().search([
            ('provider_id.code', '=', 'custom'), '|', ('state', '=', 'pending'),
            '&', ('state', '=', 'done'), ('invoice_ids', 'any', unpaid),
        ]).filtered(lambda tx: tx.state == 'pending' or tx._perles_is_taken_back())
        awaited = Domain('perles_membership_id', '!=', False) & Domain(
            'transaction_ids', 'in', transfers.ids,
        )
        orders = self.env['sale.order'].sudo()._search(awaited)
        invoices = self.env['account.move'].sudo()._search(awaited)
        joining = Domain('state', '=', 'pending') & Domain('order_id', 'in', orders)
        return joining | Domain('period_ids.invoice_id', 'in', invoices)

    def _pending_transfer(self):
        """The bank transfer that is expected, for joining or for a year, or an empty record."""
        self.ensure_one()
        membership = self.sudo()
        awaited = self._pending_transfers(membership.order_id)
        return (awaited | self._pending_transfers(membership.period_ids.invoice_id))[:1]

    def _owe_transfer_mail(self):
        """Owe the reference and the IBAN of the transfer that is expected."""
        for each in self.filtered('transfer_expected'):
            each.env['perles.notice']._owe_again(
                each, 'transfer', each._unpaid_invoice().name or each.order_id.name,
                each.contact_id,
            )

    def _still_asks(self, kind):
        """Extends `base`: a transfer is asked for as long as it is awaited."""
        if kind == 'transfer':
            return self.transfer_expected and self.state not in ('cancelled', 'withdrawn')
        return super()._still_asks(kind)

    def _awaits_payment(self):
        """Whether money that comes in is for this membership, announced or not."""
        gone = self.state in ('cancelled', 'withdrawn')
        return not gone and bool(self._unpaid_invoice() or self._is_payable(self.order_id.sudo()))

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
        invoice = self._bill_named(invoice, day) or self._bill_joining_order(day)
        transaction.invoice_ids = invoice
        transaction._set_done()
        transaction.payment_id = self._register_payment(invoice, day, amount, transaction)
        return invoice

    def _bill_named(self, invoice, day):
        """The unpaid invoice, corrected if it names another first year than this day opens."""
        if not invoice or self.period_ids:
            return invoice
        return invoice._perles_corrected(self.order_id._perles_period_words(day))

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
        if not self._awaits_payment():
            raise UserError(self.env._("This membership does not await any payment."))
        if not self.version_id:
            raise UserError(self.env._("The member has not accepted the contract yet."))
        self._ensure_not_charged(invoice)
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

    def _ensure_not_charged(self, invoice):
        """Hook: no transfer is booked while something else brings the same money.

        :param invoice: the `account.move` that is to be paid.
        :raise UserError: saying what is under way; `charge` looks at the card on file.
        """

    def _tell_surplus(self, reference, surplus, currency):
        """Tell the team of money that nothing asks for.

        :param str reference: of the payment, or of the invoice that asks for less.
        :param float surplus: TTC.
        """
        for membership in self:
            team = membership._for_team()
            membership._schedule_team(
                team.env._("Paid more than what was due"), team.env._(
                    "%(reference)s brings %(amount)s too much: pay it back.",
                    reference=reference, amount=currency.with_env(team.env).format(surplus),
                ),
            )

    def _register_payment(self, invoice, day, amount, transaction):
        register = self.env['account.payment.register'].sudo().with_company(
            self.company_id
        ).with_context(active_model='account.move', active_ids=invoice.ids).create({
            'payment_date': day, 'amount': amount,
            'communication': transaction.reference or invoice.name,
        })
        return register._create_payments()

    def _compute_booked_transfer(self):
        for membership in self:
            membership.has_booked_transfer = bool(membership._booked_transfer())

    def _booked_transfer(self):
        """The transfer that the team booked for the last bill, as a transaction (sudo), or none."""
        self.ensure_one()
        bill = self.sudo().period_ids[:1].invoice_id
        return bill.transaction_ids.filtered(
            lambda tx: tx.provider_code == 'custom' and tx.state == 'done'
            and tx.payment_id.state in ('in_process', 'paid')
        )[:1]

    def action_undo_receive_payment(self):
        """Open the wizard that takes *Paiement reçu* back."""
        self.ensure_one()
        return {
            **self.action_receive_payment(), 'name': self.env._("Take back the payment"),
            'res_model': 'perles.payment.undone',
        }

    def action_receive_payment(self):
        """Open the wizard *Paiement reçu* on one expected transfer."""
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window', 'name': self.env._("Payment received"),
            'res_model': 'perles.payment.received', 'view_mode': 'form', 'target': 'new',
            'context': {'default_membership_id': self.id},
        }

    def action_settle_odd_transfer(self):
        """The transfers that did not fit are seen to: completed, explained or paid back."""
        self.check_access('write')
        self.sudo().odd_transfer = False
