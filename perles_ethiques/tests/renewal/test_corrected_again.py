from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .test_corrected_invoice import CorrectionCommon


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
