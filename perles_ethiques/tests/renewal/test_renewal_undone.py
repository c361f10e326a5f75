from datetime import date

from odoo.tests import TransactionCase, freeze_time, tagged

from ..clause import clause
from ..kit.payments import OneMemberCommon


@tagged('post_install', '-at_install')
class TestRenewalUndone(OneMemberCommon, TransactionCase):
    """A renewal that was paid, and is not any more."""

    def setUp(self):
        super().setUp()
        self.membership, self.period = self._billed(state=None)
        self.invoice = self.period.invoice_id
        self.transaction = self._pay_on(self.invoice, '2027-12-15 10:00:00')
        self.assertFalse(self.period.unpaid_since)

    def _assert_ladder_from(self, day):
        self.assertEqual(self.period.unpaid_since, day)
        self.assertEqual(self.membership.state, 'active')
        self.assertEqual(self._summaries(self.membership), ["Payment undone"])
        self.assertIn('owed', self._notices(self.membership, 'payment_undone').mapped('state'))

    @clause('000-17')
    def test_cancelled_within_grace_and_later(self):
        for instant, day in (('2027-12-20 10:00:00', date(2027, 12, 20)),
                             ('2028-06-20 10:00:00', date(2028, 6, 20))):
            with self.subTest(instant):
                with freeze_time(instant):
                    self.invoice.matched_payment_ids.filtered(
                        lambda p: p.state in ('in_process', 'paid')
                    ).action_cancel()
                self._assert_ladder_from(day)
                self._pay_invoice(self.invoice, instant)
                self.assertFalse(self.period.unpaid_since)
        with freeze_time('2028-06-25 10:00:00'):
            self.assertTrue(self.membership._is_in_force())

    def test_unreconciled(self):
        with freeze_time('2028-03-01 10:00:00'):
            self.invoice.line_ids.remove_move_reconcile()
            self.invoice.matched_payment_ids.action_draft()
        self._assert_ladder_from(date(2028, 3, 1))
        self._run_clock('dun', '2028-03-31 06:00:00')
        self.assertEqual(self.membership.state, 'suspended')

    def test_refunded_by_the_provider_then_paid_again(self):
        self.card.support_refund = 'partial'
        with freeze_time('2028-03-01 10:00:00'):
            self.transaction._refund()
            self.transaction.child_transaction_ids._post_process()
        self._assert_ladder_from(date(2028, 3, 1))
        with freeze_time('2028-03-02 10:00:00'):
            self.transaction.payment_id.action_cancel()
        self._pay_invoice(self.invoice, '2028-03-03 10:00:00')
        self.assertFalse(self.period.unpaid_since)

    def test_refunded_in_part(self):
        self.card.support_refund = 'partial'
        self.transaction._refund(100.0)
        self.transaction.child_transaction_ids._post_process()
        self.assertFalse(self.period.unpaid_since)
        self.assertFalse(self.membership.activity_ids)

    def test_bill_dropped_by_the_house(self):
        for number, drop in enumerate(('button_cancel', '_credit')):
            with self.subTest(drop):
                membership, period = self._billed(state=None, number=number)
                self._run_clock('dun', '2027-12-22 10:00:00')
                if drop == '_credit':
                    period.invoice_id._reverse_moves(cancel=True)
                else:
                    period.invoice_id.button_cancel()
                self.assertFalse(period.unpaid_since)
                self.assertEqual(membership.state, 'active')
                self.assertEqual(self._notices(membership, 'reminder').state, 'cancelled')
                self.assertIn("Renewal without a bill", self._summaries(membership))
                self._run_clock('dun', '2028-01-14 10:00:00')
                self.assertEqual(membership.state, 'active')

    def test_cancelled_bill_posted_again(self):
        membership, period = self._billed(state=None, number=1)
        period.invoice_id.button_cancel()
        with freeze_time('2028-01-05 10:00:00'):
            period.invoice_id.button_draft()
            period.invoice_id.action_post()
        self.assertEqual(period.unpaid_since, date(2028, 1, 5))
        self._pay_invoice(period.invoice_id, '2028-01-06 10:00:00')
        self.assertFalse(period.unpaid_since)
        self.assertEqual(membership.state, 'active')

    def test_suspended_whose_bill_is_dropped_is_closed(self):
        membership, period = self._billed(state=None, number=1)
        self._run_clock('dun', '2028-01-14 10:00:00')
        period.invoice_id._reverse_moves(cancel=True)
        self._run_clock('dun', '2028-02-13 10:00:00')
        self.assertEqual(membership.state, 'closed')

    def test_first_year_taken_back_in_the_second(self):
        first = self.membership.period_ids[1:]
        with freeze_time('2028-03-01 10:00:00'):
            first.invoice_id.matched_payment_ids.action_cancel()
        self.assertEqual(self.membership.state, 'active')
        self.assertEqual(self._summaries(self.membership), ["Payment undone"])

    def test_after_the_end_the_team_is_told(self):
        self.membership._write_state('ended')
        self.invoice.matched_payment_ids.action_cancel()
        self.assertEqual(self.membership.state, 'ended')
        self.assertFalse(self.period.unpaid_since)
        self.assertEqual(self._summaries(self.membership), ["Payment undone"])
