from odoo.exceptions import UserError
from odoo.tests import TransactionCase, freeze_time, tagged

from ...exceptions import ConsentMissing
from ..clause import clause
from ..kit.payments import OneMemberCommon


@tagged('post_install', '-at_install')
class TestRenewalTaken(OneMemberCommon, TransactionCase):
    """Payments of a renewal: by transfer, in part, too much, taken back."""

    def setUp(self):
        super().setUp()
        self.membership, self.period = self._billed(state=None)
        self.invoice = self.period.invoice_id

    def _receive(self, instant, **values):
        with freeze_time(instant):
            self.env['perles.payment.received'].with_user(self.employee).create({
                'membership_id': self.membership.id, **values,
            }).action_confirm()

    @clause('000-17')
    def test_transfer_announced_on_the_invoice(self):
        transfer = self._transaction_on(
            self.invoice, provider=self.transfer, operation='online_redirect',
        )
        self._notify(transfer)
        transfer._post_process()
        self.assertEqual((transfer.state, self.membership.state), ('pending', 'active'))
        self.assertEqual(len(self._notices(self.membership, 'transfer')), 1)
        found = self.env['perles.membership'].with_user(self.employee).search(
            [('transfer_expected', '=', True)],
        )
        self.assertEqual(found, self.membership)
        self._receive('2027-12-20 10:00:00')
        transfer._post_process()
        self.assertEqual(self.invoice.payment_state, 'paid')
        self.assertEqual(len(self.invoice.matched_payment_ids), 1)
        self.assertEqual((transfer.state, self.membership.state), ('done', 'active'))
        self.assertFalse(self.membership.transfer_expected)
        self.assertFalse(self.membership.activity_ids)
        with self.assertRaises(UserError):
            self._receive('2027-12-21 10:00:00', amount=216.0)

    def test_transfer_that_nobody_announced(self):
        self._run_clock('dun', '2028-01-14 06:00:00')
        self._receive('2028-01-20 10:00:00')
        self.assertEqual(self.invoice.payment_state, 'paid')
        self.assertEqual(self.membership.state, 'active')

    def test_announced_transfer_replaced_by_a_card(self):
        transfer = self._transaction_on(
            self.invoice, provider=self.transfer, operation='online_redirect',
        )
        self._notify(transfer)
        transfer._post_process()
        self._pay_on(self.invoice, '2027-12-20 10:00:00')
        self.assertEqual(transfer.state, 'cancel')
        self.assertFalse(self.membership.transfer_expected)

    def test_doors_of_a_payment(self):
        invoice = self.invoice
        for amount in (216.01, 0.0, -5.0):
            with self.subTest(amount), self.assertRaises(ConsentMissing), self.cr.savepoint():
                self._transaction_on(invoice, amount=amount)
        first, second = self._transaction_on(invoice), self._transaction_on(invoice)
        self._notify(first)
        with self.assertRaises(ConsentMissing), self.cr.savepoint():
            self._transaction_on(invoice)
        for transaction in (first, second):
            if transaction == second:
                self._notify(second)
            transaction._post_process()
        self.assertEqual(self._summaries(self.membership), ["Paid more than what was due"])
        self.assertIn("216", self.membership.activity_ids.note)
        with self.assertRaises(ConsentMissing), self.cr.savepoint():
            self._transaction_on(invoice, amount=216.0)

    def test_bills_that_cannot_be_paid(self):
        for number, damage in enumerate(('button_draft', 'button_cancel', '_credit')):
            with self.subTest(damage):
                _membership, period = self._billed(state=None, number=number)
                invoice = period.invoice_id
                pending = self._transaction_on(invoice)
                if damage == '_credit':
                    invoice._reverse_moves(cancel=True)
                else:
                    getattr(invoice, damage)()
                with self.assertRaises(ConsentMissing), self.cr.savepoint():
                    self._transaction_on(invoice, amount=216.0)
                # begun before: the money is kept, and somebody is told what it does not pay
                self._notify(pending)
                pending._post_process()
                self.assertTrue(pending.payment_id)
                told = "Paid more than what was due" in self._summaries(_membership)
                self.assertEqual(told, damage != 'button_draft')

    def test_in_two_parts(self):
        self._pay_on(self.invoice, '2027-12-16 10:00:00', amount=100.0)
        self.assertTrue(self.period.unpaid_since)
        self.assertEqual(self.membership.amount_due, 116.0)
        self._receive('2027-12-20 10:00:00', amount=116.0)
        self.assertFalse(self.period.unpaid_since)

    def test_card_of_who_pays_for_the_member(self):
        own = self._pay_on(self.invoice, '2027-12-16 10:00:00', tokenize=True)
        self.assertTrue(own.token_id)
        self.assertEqual(self.membership.token_id, own.token_id)
        self.assertFalse(own.token_id.partner_id == self.company.partner_id)
        _membership, period = self._billed(state=None, number='other')
        payer = self.env['res.partner'].create({'name': "A friend"})
        gift = self._pay_on(
            period.invoice_id, '2027-12-16 10:00:00', tokenize=True, partner_id=payer.id,
        )
        self.assertTrue(gift.token_id)
        self.assertFalse(_membership.token_id)
        self.assertEqual(period.invoice_id.payment_state, 'paid')
