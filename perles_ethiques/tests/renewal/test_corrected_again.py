from datetime import date

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .corrections import CorrectionCommon


@tagged('post_install', '-at_install')
class TestCorrectedAgain(CorrectionCommon):
    """Gestures one after the other on one invoice, and of another day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.membership = cls._member_since('2026-12-15')
        cls.invoice = cls.membership.invoice_ids

    def test_cancelled_by_mistake_and_posted_again(self):
        paid_by = self.invoice._get_reconciled_amls()
        with freeze_time('2027-01-10 10:00:00'):
            invoice = self.invoice.with_user(self.accountant)
            invoice.button_cancel()
            invoice.button_draft()
            self.assertEqual(self.invoice.perles_carried_ids, paid_by)
            invoice.action_post()
        self.assertEqual(self.invoice.payment_state, 'paid')
        self.assertEqual(self.membership.state, 'active')

    def test_a_correction_of_another_day_is_refused(self):
        with freeze_time('2027-01-10 10:00:00'):
            wizard = self.env['account.move.reversal'].with_user(self.accountant).with_context(
                active_model='account.move', active_ids=self.invoice.ids,
            ).create({'journal_id': self.invoice.journal_id.id, 'date': '2027-01-31'})
            with self.assertRaisesRegex(UserError, "corrected today"):
                wizard.modify_moves()
        self.assertFalse(self.invoice.perles_is_replaced)
        self.assertEqual(self.membership.state, 'active')


@tagged('post_install', '-at_install')
class TestPaidBackWhileCorrected(CorrectionCommon):
    """Who leaves while a bill is being written again is paid back what was paid of it, no more."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.membership = cls._member_since('2026-12-15')

    def setUp(self):
        super().setUp()
        self._run_clock('renew', '2027-12-15 06:00:00')
        self.period = self.membership.period_ids[:1]

    def _bill(self):
        return self.period.invoice_id

    def _assert_paid_back(self, credit, refund):
        """Whatever an accountant does to the bill, the same is credited and paid back."""
        steps = {
            'as it is': lambda: None,
            'a draft': lambda: self._bill().button_draft(),
            'posted again': lambda: self._bill().action_post(),
            'replaced by a draft': lambda: self._correct(
                self._bill(), '2027-12-22 10:00:00', post=False),
            'replaced': lambda: self._bill().action_post(),
            'replaced again': lambda: self._correct(self._bill(), '2027-12-23 10:00:00'),
        }
        for step, gesture in steps.items():
            with freeze_time('2027-12-23 10:00:00'):
                gesture()
            found = self.period._refund_from(date(2027, 12, 31))
            self.assertEqual((step, *found), (step, credit, refund))

    def test_credited_in_part_and_unpaid(self):
        with freeze_time('2027-12-20 10:00:00'):
            self._credit_in_part(self._bill())
        self._assert_paid_back(186.0, 0.0)

    def test_credited_in_part_and_paid(self):
        with freeze_time('2027-12-20 10:00:00'):
            self._credit_in_part(self._bill())
        self._pay_on(self._bill(), '2027-12-21 10:00:00')
        self._assert_paid_back(186.0, 186.0)

    def test_paid_back_in_part(self):
        self.card.support_refund = 'partial'
        transaction = self._pay_on(self._bill(), '2027-12-20 10:00:00')
        with freeze_time('2027-12-21 10:00:00'):
            transaction._refund(30.0)
            transaction.child_transaction_ids._post_process()
        self._assert_paid_back(186.0, 186.0)

    def test_the_credit_of_another_bill_is_none_of_this_one(self):
        with freeze_time('2027-12-20 10:00:00'):
            first = self.membership.period_ids[1:].invoice_id
            lines = (self._credit(first) | self._bill()).line_ids.filtered(
                lambda line: line.display_type == 'payment_term'
            )
            lines.reconcile()
            self._bill().button_draft()
        self.assertFalse(self._bill()._perles_is_dropped())
        self.assertEqual(self.membership.state, 'active')
