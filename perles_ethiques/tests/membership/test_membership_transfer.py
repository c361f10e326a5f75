from datetime import date, timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...tools.calendars import paris_date
from ..clause import clause
from ..kit.members import MemberCommon


@tagged('post_install', '-at_install')
class TestTransfer(MemberCommon):

    def _wizard(self, membership, user=None, **values):
        user = user or self.employee
        return self.env['perles.payment.received'].with_user(user).create({
            'membership_id': membership.id, **values,
        })

    @clause('000-06')
    def test_transfer_activates_on_the_day_of_the_money(self):
        with freeze_time('2026-12-01 10:00:00'):
            membership = self._join()
            self._choose_transfer(membership)
        self.assertEqual(membership.order_id.state, 'sent')
        self.assertEqual(membership.state, 'pending')
        self.assertEqual(len(self._notices(membership, 'transfer')), 1)
        with freeze_time('2026-12-02 10:00:00'):
            self.assertFalse(membership.partner_id._membership_at())
        with freeze_time('2026-12-04 15:00:00'):
            self._wizard(membership, date=date(2026, 12, 4)).action_confirm()
        self.assertEqual(membership.state, 'active')
        self.assertEqual(membership.start_date, date(2026, 12, 4))
        self.assertEqual(membership.end_date, date(2027, 12, 3))
        invoice = membership.invoice_ids
        self.assertEqual(invoice.payment_state, 'paid')
        self.assertIn("04/12/2026", invoice.invoice_line_ids.name)
        self.assertEqual(membership.order_id.transaction_ids.state, 'done')

    def test_transfer_seen_some_days_late_starts_on_the_day_of_the_credit(self):
        with freeze_time('2026-12-01 10:00:00'):
            membership = self._join()
            self._choose_transfer(membership)
        with freeze_time('2026-12-09 10:00:00'):
            self._wizard(membership, date=date(2026, 12, 4)).action_confirm()
        self.assertEqual(membership.start_date, date(2026, 12, 4))

    def test_post_processing_afterwards_changes_nothing(self):
        membership = self._join()
        transaction = self._choose_transfer(membership)
        self._wizard(membership).action_confirm()
        transaction._post_process()
        self.assertEqual(len(membership.invoice_ids), 1)
        payments = self.env['account.payment'].search([
            ('partner_id', '=', membership.partner_id.id),
        ])
        self.assertEqual(len(payments), 1)

    def test_refusals(self):
        membership = self._join()
        self._choose_transfer(membership)
        today = paris_date(fields.Datetime.now())
        for values in (
            {'amount': 215.99}, {'amount': 0.0}, {'date': today + timedelta(days=1)},
            {'date': today - timedelta(days=1)},
        ):
            wizard = self._wizard(membership, **values)
            with self.assertRaises(UserError, msg=values):
                wizard.action_confirm()
        self.assertEqual(membership.state, 'pending')
        self.assertFalse(membership.invoice_ids)

    def test_never_twice(self):
        membership = self._join()
        self._choose_transfer(membership)
        self._wizard(membership).action_confirm()
        with self.assertRaises(UserError):
            self._wizard(membership).action_confirm()
        self.assertEqual(len(membership.invoice_ids), 1)

    def test_more_than_due_is_paid_back_first(self):
        membership = self._join()
        self._choose_transfer(membership)
        for amount in (216.01, 2160.0, 1e12, float('nan')):
            with self.assertRaises(UserError):
                membership._receive_transfer(fields.Date.today(), amount)
        self.assertEqual(membership.state, 'pending')

    def test_transfer_replaced_by_a_card_is_no_longer_expected(self):
        membership = self._join()
        transfer = self._choose_transfer(membership)
        self._pay_by_card(membership)
        self.assertEqual(membership.state, 'active')
        self.assertEqual(transfer.state, 'cancel')
        self.assertFalse(membership.transfer_expected)

    def test_list_of_expected_transfers(self):
        waiting = self._join(email='a@luz.example')
        self._choose_transfer(waiting)
        self._member(email='b@luz.example')
        found = self.env['perles.membership'].with_user(self.employee).search(
            [('transfer_expected', '=', True)],
        )
        self.assertIn(waiting, found)
        self.assertEqual(set(found.mapped('state')), {'pending'})
        self.assertTrue(waiting.with_user(self.employee).transfer_ref)

    def test_staff_cannot_confirm_the_order_instead(self):
        membership = self._join()
        with self.assertRaises(UserError):
            membership.order_id.with_user(self.manager).action_confirm()

    def test_portal_users_cannot_receive_a_payment(self):
        membership = self._join()
        self._choose_transfer(membership)
        user = self._portal_user(membership.contact_id)
        with self.assertRaises(AccessError):
            self._wizard(membership, user=user)
