from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...exceptions import ConsentMissing
from ..kit.members import MemberCommon


@tagged('post_install', '-at_install')
class TestWithdrawal(MemberCommon):
    """Fourteen days for a consumer; pro rata only if the start was expressly asked for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls._joined_on('2026-12-15')

    @classmethod
    def _joined_on(cls, day, **values):
        return cls._member_at(f'{day} 10:00:00', **values)

    def test_pro_rata_with_express_request(self):
        membership = self._joined_on('2026-12-15', immediate_start=True)
        with freeze_time('2026-12-20 10:00:00'):
            membership._request_withdrawal()
        credit = membership.invoice_ids.reversal_move_ids
        # 6 days used of 365
        self.assertEqual(credit.amount_total, 212.45)
        self.assertEqual(credit.state, 'posted')
        self.assertEqual(membership.state, 'withdrawn')
        self.assertEqual(membership.activity_ids.date_deadline, date(2027, 1, 3))
        self.assertEqual(self._notices(membership, 'withdrawal').state, 'owed')
        self.assertEqual(self._notices(membership, 'welcome').state, 'cancelled')

    def test_every_cent_of_every_day(self):
        """The credit note is exact to the cent, whatever the rounding of the tax."""
        membership = self._joined_on('2026-12-15', immediate_start=True)
        for day in range(15, 30):
            with freeze_time(f'2026-12-{day} 10:00:00'), self.subTest(day=day):
                refund = membership._refund_today()
                self.assertEqual(refund, round(216 * (365 - (day - 14)) / 365 + 1e-9, 2))
                credit = membership.invoice_ids._reverse_moves()
                credit._perles_reduce_to(refund)
                self.assertEqual(credit.amount_total, refund)
                credit.unlink()

    def test_everything_without_express_request(self):
        membership = self.first
        with freeze_time('2026-12-20 10:00:00'):
            membership._request_withdrawal()
        self.assertEqual(membership.invoice_ids.reversal_move_ids.amount_total, 216.0)

    def test_last_second(self):
        membership = self.first
        with freeze_time('2026-12-29 22:59:59'):
            self.assertTrue(membership._can_withdraw())
        with freeze_time('2026-12-29 23:00:00'):
            self.assertFalse(membership._can_withdraw())
            with self.assertRaises(UserError):
                membership._request_withdrawal()

    def test_carried_over_to_a_working_day(self):
        """Accepted on 11 December 2026: the 25th is a holiday, then a week-end."""
        membership = self._joined_on('2026-12-11')
        with freeze_time('2026-12-28 22:59:59'):
            self.assertTrue(membership._can_withdraw())
        with freeze_time('2026-12-28 23:00:00'):
            self.assertFalse(membership._can_withdraw())

    def test_an_organisation_has_no_such_right(self):
        membership = self._joined_on(
            '2026-12-15', kind='company', siret='98393922400017', vat='FR14983939224',
        )
        with freeze_time('2026-12-16 10:00:00'):
            self.assertFalse(membership._can_withdraw())

    def test_before_paying(self):
        with freeze_time('2026-12-15 10:00:00'):
            membership = self._join()
            self._choose_transfer(membership)
            membership._request_withdrawal()
        self.assertEqual(membership.state, 'withdrawn')
        self.assertEqual(membership.order_id.state, 'cancel')
        self.assertFalse(membership.invoice_ids)

    def test_nothing_is_paid_back_that_was_not_kept(self):
        membership = self.first
        membership.invoice_ids.matched_payment_ids.action_cancel()
        activities = membership.activity_ids
        with freeze_time('2026-12-16 10:00:00'):
            self.assertEqual(membership._request_withdrawal(), 0)
        self.assertEqual(membership.refund_amount, 0)
        self.assertEqual(membership.invoice_ids.payment_state, 'reversed')
        self.assertEqual(membership.activity_ids, activities)

    def test_what_was_already_credited_is_deducted(self):
        membership = self.first
        credit = membership.invoice_ids._reverse_moves()
        credit._perles_reduce_to(100.0)
        credit.action_post()
        with freeze_time('2026-12-16 10:00:00'):
            self.assertEqual(membership._request_withdrawal(), 116.0)

    def test_another_payment_does_not_reopen_the_right(self):
        membership = self.first
        with freeze_time('2027-06-01 10:00:00'):
            with self.assertRaises(ConsentMissing), self.env.cr.savepoint():
                self._transaction(membership.order_id)
            self.assertFalse(membership._can_withdraw())

    def test_never_twice(self):
        membership = self.first
        with freeze_time('2026-12-16 10:00:00'):
            membership._request_withdrawal()
            with self.assertRaises(UserError):
                membership._request_withdrawal()
        self.assertEqual(len(membership.invoice_ids.reversal_move_ids), 1)
