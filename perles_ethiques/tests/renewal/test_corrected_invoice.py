from datetime import date

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .corrections import CorrectionCommon


@tagged('post_install', '-at_install')
class TestCorrectedInvoice(CorrectionCommon):
    """A corrected invoice is the same debt: what was paid, what is due, its clocks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.membership = cls._member_since('2026-12-15')
        cls.invoice = cls.membership.invoice_ids

    def _assert_in_force(self, instant):
        with freeze_time(instant):
            self.assertEqual(self.membership.state, 'active')
            self.assertTrue(self.membership._is_in_force())
        self.assertFalse(self.membership.past_due_since)
        self.assertFalse(self.membership.activity_ids)

    def test_first_year_paid(self):
        period = self.membership.period_ids
        new = self._correct(self.invoice, '2027-01-10 10:00:00')
        self.assertEqual(new.perles_membership_id, self.membership)
        self.assertEqual(new.payment_state, 'paid')
        self.assertEqual(period.invoice_id, new)
        self.assertEqual(self.invoice.payment_state, 'reversed')
        self.assertEqual(self.membership.start_date, date(2026, 12, 15))
        self.assertFalse(self.membership._unpaid_invoice())
        self._assert_in_force('2027-01-10 11:00:00')
        self.assertEqual(len(self._notices(self.membership, 'welcome')), 1)

    def test_nobody_falls_while_the_accountant_writes(self):
        new = self._correct(self.invoice, '2027-01-10 10:00:00', post=False)
        self.assertEqual(new.state, 'draft')
        self._assert_in_force('2027-01-10 11:00:00')
        with freeze_time('2027-01-12 10:00:00'):
            new.action_post()
        self._assert_in_force('2027-01-12 11:00:00')
        self.assertEqual(new.amount_residual, 0.0)

    def test_corrected_twice_then_undone(self):
        new = self._correct(self.invoice, '2027-01-10 10:00:00')
        last = self._correct(new, '2027-01-11 10:00:00')
        self._assert_in_force('2027-01-11 11:00:00')
        self.assertEqual(self.membership.period_ids.invoice_id, last)
        # nothing that happens to what was replaced counts
        self.invoice.reversal_move_ids.button_draft()
        self._assert_in_force('2027-01-11 11:00:00')
        last._get_reconciled_payments().action_cancel()
        last.matched_payment_ids.action_cancel()
        self.assertEqual(self.membership.state, 'pending')

    def test_draft_deleted_gives_the_debt_back(self):
        new = self._correct(self.invoice, '2027-01-10 10:00:00', post=False)
        new.with_user(self.accountant).unlink()
        self.assertEqual(self.membership.period_ids.invoice_id, self.invoice)
        self.assertEqual(self.membership.state, 'pending')
        self.assertTrue(self.membership.activity_ids)

    def test_renewal_unpaid_keeps_its_clocks(self):
        self._run_clock('renew', '2027-12-15 06:00:00')
        period = self.membership.period_ids[:1]
        new = self._correct(period.invoice_id, '2027-12-20 10:00:00', post=False)
        self.assertEqual(period.invoice_id, new)
        self.assertEqual(period.unpaid_since, date(2027, 12, 15))
        self._run_clock('dun', '2027-12-23 06:00:00')
        self.assertFalse(self._notices(self.membership, 'reminder'), "still being written")
        with freeze_time('2027-12-24 10:00:00'):
            new.action_post()
        self.assertEqual(new.invoice_date_due, date(2027, 12, 15))
        self._run_clock('dun', '2027-12-24 11:00:00')
        self.assertTrue(self._notices(self.membership, 'reminder'))
        self.assertEqual(self.membership._unpaid_invoice(), new)
        self._pay_on(new, '2027-12-26 10:00:00')
        self._assert_in_force('2027-12-26 11:00:00')

    def test_renewal_unpaid_is_charged_once_as_corrected(self):
        self._card_on_file(self.membership)
        self._run_clock('renew', '2027-12-15 06:00:00')
        period = self.membership.period_ids[:1]
        new = self._correct(period.invoice_id, '2027-12-15 06:30:00', post=False)
        self._charge()
        self.assertFalse(period.charge_id)
        with freeze_time('2027-12-15 08:00:00'):
            new.invoice_line_ids.price_unit = 150
            new.action_post()
        self._charge('2027-12-15 09:00:00')
        self.assertEqual(period.charge_id.amount, 180.0)
        self.assertEqual(period.price, 150.0)
        self.assertEqual(new.payment_state, 'paid')
        self._assert_in_force('2027-12-15 11:00:00')

    def test_renewal_paid(self):
        self._run_clock('renew', '2027-12-15 06:00:00')
        period = self.membership.period_ids[:1]
        transaction = self._pay_on(period.invoice_id, '2027-12-15 10:00:00')
        new = self._correct(period.invoice_id, '2028-01-10 10:00:00')
        self._assert_in_force('2028-01-10 11:00:00')
        self.assertFalse(period.unpaid_since)
        self.assertIn(new, transaction.invoice_ids)
        # paid back by the provider, the corrected bill is due again
        self.card.support_refund = 'partial'
        with freeze_time('2028-02-01 10:00:00'):
            transaction._refund()
            transaction.child_transaction_ids._post_process()
        self.assertEqual(period.unpaid_since, date(2028, 2, 1))

    def test_transfer_announced_for_the_old_invoice_pays_the_new_one(self):
        self._run_clock('renew', '2027-12-15 06:00:00')
        period = self.membership.period_ids[:1]
        with freeze_time('2027-12-16 10:00:00'):
            transfer = self._transfer_of(period.invoice_id)
        new = self._correct(period.invoice_id, '2027-12-17 10:00:00')
        self.assertTrue(self.membership.transfer_expected)
        with freeze_time('2027-12-20 10:00:00'):
            self.membership._receive_transfer(date(2027, 12, 20), 216.0)
        self.assertEqual(transfer.state, 'done')
        self.assertEqual(new.payment_state, 'paid')
        self._assert_in_force('2027-12-20 11:00:00')

    def test_withdrawn_while_being_corrected(self):
        membership = self._member_since('2027-01-01', number=1)
        new = self._correct(membership.invoice_ids, '2027-01-03 10:00:00', post=False)
        with freeze_time('2027-01-04 10:00:00'):
            self.assertEqual(membership._request_withdrawal(), 216.0)
        self.assertEqual(new.state, 'posted')
        self.assertEqual(sum(new.reversal_move_ids.mapped('amount_total')), 216.0)

    def test_corrected_amount(self):
        for price, left, words in (
            (200.0, 24.0, "Corrected invoice: something is left to pay"),
            (150.0, 0.0, "Paid more than what was due"),
        ):
            with self.subTest(price=price):
                membership = self._member_since('2026-12-15', number=price)
                new = self._correct(membership.invoice_ids, '2027-01-10 10:00:00', post=False)
                with freeze_time('2027-01-10 11:00:00'):
                    new.invoice_line_ids.price_unit = price
                    new.action_post()
                    self.assertTrue(membership._is_in_force())
                self.assertEqual(membership._unpaid_invoice().amount_residual, left)
                self.assertEqual(self._summaries(membership), [words])
                if left:
                    self._pay_on(new, '2027-01-12 10:00:00')
                self.assertFalse(membership.past_due_since)

    def test_nobody_ties_by_hand(self):
        other = self._member_since('2026-12-15', number=2).invoice_ids
        for name, value in (
            ('perles_corrects_id', other.id), ('perles_is_replaced', True),
            ('perles_carried_ids', [Command.set(other.line_ids.ids)]),
        ):
            with self.subTest(name), self.assertRaises(UserError):
                self.invoice.with_user(self.accountant).write({name: value})
