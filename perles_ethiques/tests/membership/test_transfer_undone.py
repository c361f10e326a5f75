from datetime import date

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from ..kit.members import MemberCommon


@tagged('post_install', '-at_install')
class TestTransferUndone(MemberCommon):
    """*Paiement reçu* taken back, and mails about a transfer that is settled."""

    def _wizard(self, membership, **values):
        return self.env['perles.payment.received'].with_user(self.employee).create({
            'membership_id': membership.id, **values,
        })

    def _undo(self, membership):
        self.env['perles.payment.undone'].with_user(self.employee).create({
            'membership_id': membership.id, 'reason': "Booked for the wrong member",
        }).action_confirm()

    def _expected(self):
        return self.env['perles.membership'].with_user(self.employee).search(
            [('transfer_expected', '=', True)],
        )

    def _joined_by_transfer(self, day, booked):
        with freeze_time(f'{day} 10:00:00'):
            membership = self._join()
            self._choose_transfer(membership)
        with freeze_time(f'{booked} 15:00:00'):
            self._wizard(membership, date=date.fromisoformat(booked)).action_confirm()
        return membership

    def test_late_transfer_mail_is_given_up_once_paid(self):
        membership = self._joined_by_transfer('2026-12-01', '2026-12-04')
        notice = self._notices(membership, 'transfer')
        self.assertEqual(notice.state, 'cancelled')
        # and one that a clock finds nevertheless asks for nothing any more
        notice.state = 'owed'
        with freeze_time('2026-12-05 10:00:00'):
            self._send_notices()
        self.assertEqual(notice.state, 'cancelled')

    def test_nobody_is_welcomed_for_a_payment_that_was_taken_back(self):
        membership = self._joined_by_transfer('2026-12-01', '2026-12-04')
        notice = self._notices(membership, 'welcome')
        self._undo(membership)
        with freeze_time('2026-12-05 10:00:00'):
            self._send_notices()
        self.assertEqual(notice.state, 'cancelled')
        with freeze_time('2026-12-05 11:00:00'):
            self._wizard(membership, date=date(2026, 12, 4)).action_confirm()
            self._send_notices()
        self.assertEqual(self._notices(membership, 'welcome').state, 'sent')

    def test_the_member_hears_of_it_unless_it_is_booked_again(self):
        for booked_again in (True, False):
            with self.subTest(booked_again=booked_again):
                membership = self._joined_by_transfer('2026-12-01', '2026-12-04')
                with freeze_time('2026-12-05 10:00:00'):
                    self._undo(membership)
                notice = self._notices(membership, 'payment_undone')
                self.assertEqual((notice.state, notice.partner_id),
                                 ('owed', membership.contact_id))
                if booked_again:
                    with freeze_time('2026-12-05 10:05:00'):
                        self._wizard(membership).action_confirm()
                with freeze_time('2026-12-05 11:00:00'):
                    self._send_notices()
                self.assertEqual(notice.state, 'cancelled' if booked_again else 'sent')

    def test_transfer_mail_of_a_cancelled_membership_does_not_leave(self):
        membership = self._join()
        self._choose_transfer(membership)
        membership.with_user(self.manager).action_cancel()
        self._send_notices()
        self.assertEqual(self._notices(membership, 'transfer').state, 'cancelled')

    def test_transfer_chosen_again_is_told_again(self):
        membership = self._join()
        self._choose_transfer(membership)
        payment = self._pay_by_card(membership).payment_id
        self.assertEqual(self._notices(membership, 'transfer').state, 'cancelled')
        payment.action_cancel()
        invoice = membership._unpaid_invoice()
        self._notices(membership, 'transfer').period = invoice.name
        transfer = self._transaction(
            membership.order_id, provider=self.transfer, operation='online_redirect',
            sale_order_ids=False, amount=216.0, invoice_ids=[Command.set(invoice.ids)],
        )
        self._notify(transfer)
        transfer._post_process()
        self.assertEqual(self._notices(membership, 'transfer').state, 'owed')

    def test_native_payment_cancelled_is_awaited_again(self):
        for gestures in (['action_cancel'], ['action_draft', 'unlink']):
            with self.subTest(gestures=gestures):
                membership = self._joined_by_transfer('2026-12-01', '2026-12-04')
                payment = membership.order_id.transaction_ids.payment_id
                for gesture in gestures:
                    getattr(payment, gesture)()
                self.assertEqual(membership.state, 'pending')
                self.assertTrue(membership.transfer_expected)
                self.assertIn(membership, self._expected())
                with freeze_time('2026-12-10 10:00:00'):
                    self._wizard(membership).action_confirm()
                self.assertEqual(membership.state, 'active')
                self.assertNotIn(membership, self._expected())
                membership._move('withdraw')

    def test_the_team_takes_a_payment_back(self):
        membership = self._joined_by_transfer('2026-12-01', '2026-12-04')
        self.assertTrue(membership.with_user(self.employee).has_booked_transfer)
        self._undo(membership)
        self.assertEqual(membership.state, 'pending')
        self.assertIn(membership, self._expected())
        self.assertFalse(membership.has_booked_transfer)
        self.assertIn("Booked for the wrong member", membership.message_ids[0].body
                      + membership.message_ids[1].body + membership.message_ids[2].body)
        with freeze_time('2026-12-20 10:00:00'):
            self._wizard(membership, date=date(2026, 12, 18)).action_confirm()
        # the first year begins with the money, and its invoice says so
        self.assertEqual(membership.start_date, date(2026, 12, 18))
        invoice = membership.period_ids.invoice_id
        self.assertIn("18/12/2026", invoice.invoice_line_ids.name)
        self.assertEqual(invoice.payment_state, 'paid')
        self.assertEqual(len(membership.invoice_ids), 2)
        with self.assertRaises(UserError):
            self._undo(self._member(email='card@luz.example'))
