from datetime import date, datetime

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, freeze_time, tagged

from ..clause import clause
from ..kit.payments import OneMemberCommon


@tagged('post_install', '-at_install')
class TestLeaving(OneMemberCommon, TransactionCase):

    def _renewed(self, notice=False, **values):
        """A consumer who joined on 15 Dec 2026 and was renewed a year later, paid."""
        membership = self._a_member(**values)
        if notice:
            self._announce_in_time(membership)
        self._run_clock('renew', '2027-12-15 06:00:00')
        self._pay_invoice(membership.period_ids[:1].invoice_id, '2027-12-15 09:00:00')
        return membership

    def _announce_in_time(self, membership):
        self._run_clock('announce', '2027-10-14 06:00:00')
        with freeze_time('2027-10-14 06:05:00'):
            self._send_notices()
        self.assertTrue(membership.announcement_ids.sent_at)

    @clause('000-16')
    def test_last_minute(self):
        membership = self.first
        # 14 Dec 2027 23:58 in Paris
        click = datetime(2027, 12, 14, 22, 58)
        with freeze_time(click):
            day = membership._last_day_on_leaving(click)
            self.assertEqual(day, date(2027, 12, 14))
            membership._leave_on(day)
        self._run_clock('end', '2027-12-14 23:30:00')
        self._run_clock('renew', '2027-12-14 23:30:00')
        self.assertEqual((membership.state, len(membership.period_ids)), ('ended', 1))

    @clause('000-16')
    def test_a_minute_too_late(self):
        membership = self.first
        # 15 Dec 2027 00:01 in Paris, the renewal not billed yet
        click = datetime(2027, 12, 14, 23, 1)
        with freeze_time(click):
            day = membership._last_day_on_leaving(click)
            self.assertEqual(day, date(2028, 12, 14))
            membership._leave_on(day)
        self._run_clock('renew', '2027-12-15 06:00:00')
        self.assertEqual(len(membership.period_ids), 2)
        self._pay_invoice(membership.period_ids[:1].invoice_id, '2027-12-15 09:00:00')
        self._run_clock('renew', '2028-12-15 06:00:00')
        self._run_clock('end', '2028-12-15 06:00:00')
        self.assertEqual((membership.state, len(membership.period_ids)), ('ended', 2))

    @clause('000-15')
    def test_consumer_without_notice(self):
        membership = self._renewed()
        with freeze_time('2028-02-14 10:00:00'):
            day = membership._last_day_on_leaving(termination=True)
            self.assertEqual(day, date(2028, 2, 14))
            amount, limit = membership._refund_on_leaving(day)
            self.assertEqual((amount, limit), (179.41, date(2028, 3, 15)))
            membership._leave_on(day)
            self.assertTrue(membership._is_in_force())
        self._run_clock('end', '2028-02-14 23:30:00')
        self._run_clock('end', '2028-02-15 05:30:00')
        self.assertEqual(membership.state, 'ended')
        credit = membership.invoice_ids.reversal_move_ids
        self.assertEqual((len(credit), credit.state), (1, 'posted'))
        self.assertEqual(credit.amount_total, 179.41)
        activity = membership.activity_ids
        self.assertEqual(activity.date_deadline, date(2028, 3, 15))
        self.assertRegex(activity.summary, r'179[.,]41')

    @clause('000-15')
    def test_notice_in_time_binds_until_the_end(self):
        membership = self._renewed(notice=True)
        with freeze_time('2028-02-14 10:00:00'):
            day = membership._last_day_on_leaving(termination=True)
            self.assertEqual(day, date(2028, 12, 14))
            self.assertEqual(membership._refund_on_leaving(day), (0.0, False))

    @clause('000-15')
    def test_notice_out_of_its_window_does_not_bind(self):
        membership = self._renewed(notice=True)
        announcement = membership.announcement_ids
        for sent, day in (
            ('2027-09-13 10:00:00', date(2028, 2, 14)), ('2027-09-14 10:00:00', None),
            ('2027-11-14 10:00:00', None), ('2027-11-15 10:00:00', date(2028, 2, 14)),
        ):
            with self.subTest(sent), freeze_time('2028-02-14 10:00:00'):
                announcement.sent_at = sent
                self.assertEqual(
                    membership._last_day_on_leaving(termination=True), day or date(2028, 12, 14),
                )

    @clause('000-15')
    def test_neighbours_of_the_refund(self):
        membership = self._renewed()
        for day, refund in (
            # 1, 365 and 366 days used of 366
            (date(2027, 12, 15), 215.41), (date(2028, 12, 13), 0.59), (date(2028, 12, 14), 0.0),
        ):
            with self.subTest(day):
                self.assertEqual(membership._refund_on_leaving(day)[0], refund)

    @clause('000-15')
    def test_unpaid_year_is_only_reduced(self):
        membership = self.first
        self._run_clock('renew', '2027-12-15 06:00:00')
        with freeze_time('2027-12-24 10:00:00'):
            day = membership._last_day_on_leaving(termination=True)
            self.assertEqual(membership._refund_on_leaving(day), (0.0, False))
            membership._leave_on(day)
        self._run_clock('end', '2027-12-25 05:00:00')
        invoice = membership.period_ids[:1].invoice_id
        # 10 days of 366 remain due
        self.assertEqual(invoice.amount_residual, 5.9)
        self.assertFalse(membership.activity_ids)

    def test_professional_leaves_at_the_end(self):
        membership = self._renewed(kind='company')
        with freeze_time('2028-02-14 10:00:00'):
            self.assertEqual(
                membership._last_day_on_leaving(termination=True), date(2028, 12, 14),
            )

    def test_first_year_binds(self):
        membership = self.first
        with freeze_time('2027-02-14 10:00:00'):
            self.assertEqual(
                membership._last_day_on_leaving(termination=True), date(2027, 12, 14),
            )

    def test_wished_day_in_a_later_term(self):
        membership = self.first
        with freeze_time('2027-02-14 10:00:00'):
            for wished, day in (
                (date(2027, 12, 14), date(2027, 12, 14)), (date(2027, 12, 15), date(2028, 12, 14)),
                (date(2020, 1, 1), date(2027, 12, 14)), (date(2030, 1, 1), date(2030, 12, 14)),
            ):
                self.assertEqual(membership._last_day_on_leaving(wished=wished), day)

    def test_staying_after_all(self):
        membership = self.first
        with freeze_time('2027-12-01 10:00:00'):
            membership._leave_on(date(2027, 12, 14))
            self.assertFalse(membership.renews_on)
        with freeze_time('2027-12-14 22:59:00'):
            membership._stay()
        self.assertEqual(membership.renews_on, date(2027, 12, 15))
        self._run_clock('renew', '2027-12-15 06:00:00')
        self.assertEqual(len(membership.period_ids), 2)

    def test_too_late_to_stay(self):
        membership = self.first
        with freeze_time('2027-12-01 10:00:00'):
            membership._leave_on(date(2027, 12, 14))
        with freeze_time('2027-12-14 23:00:00'), self.assertRaises(UserError):
            membership._stay()
        self._run_clock('end', '2027-12-15 05:00:00')
        with freeze_time('2027-12-15 06:00:00'), self.assertRaises(UserError):
            membership._leave_on(date(2027, 12, 20))

    @clause('000-20')
    def test_nothing_of_the_member_begins_again(self):
        """What ranks are counted from is untouched: the membership, its member, their dates."""
        membership = self._member_since('2026-12-03')
        before = membership.read(['start_date', 'create_date', 'name', 'partner_id', 'accepted_at'])
        self._run_clock('renew', '2027-12-03 06:00:00')
        self.assertEqual(membership.read(list(before[0])), before)
        self.assertEqual(membership.partner_id.perles_membership_ids, membership)

    @clause('000-21')
    def test_rights_are_dates(self):
        membership = self.first
        partner = membership.contact_id
        cases = {
            'renews': ({}, True),
            'leaves': ({'leaves_on': date(2027, 12, 14)}, False),
        }
        for name, (values, after) in cases.items():
            with self.subTest(name):
                membership.write(values)
                for instant, expected in (
                    ('2027-12-14 22:59:59', True), ('2027-12-14 23:00:00', after),
                    ('2027-12-15 12:00:00', after),
                ):
                    with freeze_time(instant):
                        self.assertEqual(bool(partner._membership_at()), expected)
                        self.assertEqual(membership._is_in_force(), expected)
