

from odoo.tests import tagged

from ..kit.members import MemberCommon


@tagged('post_install', '-at_install')
class TestPaymentUndone(MemberCommon):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.membership = cls._member()
        cls.invoice = cls.membership.invoice_ids

    def _assert_taken_back(self):
        self.assertEqual(self.membership.state, 'pending')
        self.assertFalse(self.membership.partner_id._membership_at())
        self.assertTrue(self.membership.activity_ids)

    def test_payment_cancelled(self):
        self.invoice.matched_payment_ids.action_cancel()
        self._assert_taken_back()

    def test_unreconciled(self):
        self.invoice.line_ids.remove_move_reconcile()
        self.invoice.matched_payment_ids.action_draft()
        self._assert_taken_back()

    def test_refunded_by_the_provider(self):
        transaction = self.membership.order_id.transaction_ids
        self.card.support_refund = 'partial'
        transaction._refund()
        refund = transaction.child_transaction_ids
        refund._post_process()
        self.assertEqual(refund.state, 'done')
        self._assert_taken_back()

    def test_credited_in_full(self):
        credit = self.invoice._reverse_moves()
        credit.action_post()
        self._assert_taken_back()

    def test_paid_again(self):
        self.invoice.matched_payment_ids.action_cancel()
        end, welcome = self.membership.end_date, self._notices(self.membership, 'welcome')
        self.env['account.payment.register'].with_context(
            active_model='account.move', active_ids=self.invoice.ids,
        ).create({})._create_payments()
        self.assertEqual(self.membership.state, 'active')
        self.assertEqual(self.membership.end_date, end)
        self.assertEqual(self._notices(self.membership, 'welcome'), welcome)
