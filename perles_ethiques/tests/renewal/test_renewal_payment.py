from datetime import date

from odoo.tests import TransactionCase, freeze_time, tagged

from ..clause import clause
from ..kit.payments import OneMemberCommon


@tagged('post_install', '-at_install')
class TestPaidLate(OneMemberCommon, TransactionCase):

    def _late(self, *instants, **values):
        """A member who did not pay, and the dunning clock run at some instants."""
        membership, period = self._billed(state=None, **values)
        for instant in instants:
            self._run_clock('dun', instant)
        return membership, period

    @clause('000-17')
    def test_paid_while_suspended(self):
        membership, period = self._late('2028-01-14 06:00:00')
        self.assertEqual(membership.state, 'suspended')
        self._pay_invoice(period.invoice_id, '2028-01-20 10:00:00')
        self.assertEqual(membership.state, 'active')
        self.assertEqual(membership.period_ids[:1], period)
        self.assertEqual(
            (period.start_date, period.end_date), (date(2027, 12, 15), date(2028, 12, 14)),
        )
        with freeze_time('2028-01-20 10:00:00'):
            self.assertTrue(membership._is_in_force())
        self.assertFalse(membership.rights_end)
        self.assertEqual(len(self._notices(membership, 'resumed')), 1)
        self.assertEqual(self._notices(membership, 'suspended').state, 'cancelled')
        self._run_clock('dun', '2028-02-13 06:00:00')
        self.assertEqual(membership.state, 'active')

    @clause('000-17')
    def test_paid_after_closing(self):
        membership, period = self._late('2028-01-14 06:00:00', '2028-02-13 06:00:00')
        self.assertEqual(membership.state, 'closed')
        self._pay_invoice(period.invoice_id, '2028-02-20 10:00:00')
        self.assertEqual(membership.state, 'active')
        self.assertFalse(membership.left_on)
        self.assertEqual(self._summaries(membership), ["Payment after closing"])
        self.assertIn("active again", membership.activity_ids.note)

    @clause('000-17')
    def test_paid_after_closing_and_joining_anew(self):
        old, period = self._late('2028-01-14 06:00:00', '2028-02-13 06:00:00')
        with freeze_time('2028-02-15 10:00:00'):
            new = self._join(contact=old.contact_id)
        self._pay_invoice(period.invoice_id, '2028-02-20 10:00:00')
        self.assertEqual((old.state, new.state), ('closed', 'draft'))
        self.assertEqual(period.invoice_id.payment_state, 'paid')
        self.assertIn("does not come back", old.activity_ids.note)

    def test_paid_when_the_year_is_over(self):
        membership, period = self._late('2028-01-14 06:00:00', '2028-02-13 06:00:00')
        self._pay_invoice(period.invoice_id, '2028-12-15 10:00:00')
        self.assertEqual(membership.state, 'closed')
        self.assertEqual(self._summaries(membership), ["Payment after closing"])

    @clause('000-12', '000-17')
    def test_missed_years_of_a_suspended_member(self):
        """The server was off for a year: a payment brings back, then the next year is billed."""
        membership = self._member_since('2026-12-15')
        self._run_clock('renew', '2029-01-10 06:00:00')
        self._run_clock('dun', '2029-02-10 06:00:00')
        self._run_clock('renew', '2029-02-10 07:00:00')
        self.assertEqual((membership.state, len(membership.period_ids)), ('suspended', 2))
        self._pay_invoice(membership.period_ids[:1].invoice_id, '2029-02-11 10:00:00')
        self.assertEqual(membership.state, 'active')
        self._run_clock('renew', '2029-02-11 11:00:00')
        self.assertEqual(membership.period_ids[:1].start_date, date(2028, 12, 15))

    def test_nobody_comes_back_with_another_bill_unpaid(self):
        membership, first = self._billed(state=None)
        self._pay_invoice(first.invoice_id, '2027-12-16 10:00:00')
        self._run_clock('renew', '2028-12-15 06:00:00')
        second = membership.period_ids[:1]
        with freeze_time('2028-12-20 10:00:00'):
            first.invoice_id.matched_payment_ids.action_cancel()
        self._run_clock('dun', '2029-01-14 06:00:00')
        self._pay_invoice(second.invoice_id, '2029-01-15 10:00:00')
        self.assertEqual(membership.state, 'suspended')
        self._pay_invoice(first.invoice_id, '2029-01-16 10:00:00')
        self.assertEqual(membership.state, 'active')

    @clause('000-17')
    def test_paid_after_leaving(self):
        membership, period = self._late()
        with freeze_time('2027-12-16 10:00:00'):
            membership._leave_on(date(2027, 12, 20))
        self._run_clock('end', '2027-12-21 06:00:00')
        self.assertEqual(membership.state, 'ended')
        self._pay_invoice(period.invoice_id, '2027-12-22 10:00:00')
        self.assertEqual(membership.state, 'ended')
        self.assertIn("Payment after closing", self._summaries(membership))
