from datetime import date, datetime, timedelta

from odoo.tests import TransactionCase, freeze_time, tagged

from ..clause import clause
from ..kit.payments import OneMemberCommon

LADDER = ('reminder', 'second_reminder', 'suspended', 'closed')


@tagged('post_install', '-at_install')
class TestDunning(OneMemberCommon, TransactionCase):

    def _unpaid(self, **values):
        """A member whose invoice of 15 December 2027 is not paid."""
        membership = self._a_member(**values)
        self._run_clock('renew', '2027-12-15 06:00:00')
        return membership

    def _mails(self, membership):
        """Kinds of the mails of the ladder that are to be sent, or were."""
        notices = self._notices(membership).filtered(
            lambda n: n.kind in LADDER and n.state != 'cancelled'
        )
        return [kind for kind in LADDER if kind in notices.mapped('kind')]

    @clause('000-17')
    def test_ladder_day_by_day(self):
        """The clock runs every day at 00:30 in Paris, from the invoice to the closing."""
        membership = self._unpaid()
        period = membership.period_ids[:1]
        self.assertEqual(period.unpaid_since, date(2027, 12, 15))
        seen = {}
        day = date(2027, 12, 15)
        while day <= date(2028, 2, 20):
            before = (self._mails(membership), membership.state)
            self._run_clock('dun', f'{day - timedelta(days=1)} 23:30:00')
            self._run_clock('renew', f'{day - timedelta(days=1)} 23:40:00')
            after = (self._mails(membership), membership.state)
            if after != before:
                seen[day] = (after[0][-1], after[1])
            day += timedelta(days=1)
        self.assertEqual(seen, {
            date(2027, 12, 22): ('reminder', 'active'),
            date(2027, 12, 30): ('second_reminder', 'active'),
            date(2028, 1, 14): ('suspended', 'suspended'),
            date(2028, 2, 13): ('closed', 'closed'),
        })
        self.assertEqual(membership.suspended_on, date(2028, 1, 14))
        self.assertEqual(membership.left_on, date(2028, 2, 13))
        self.assertEqual(len(membership.invoice_ids), 2)

    @clause('000-17', '000-21')
    def test_rights_stop_on_the_day_of_the_suspension_clock_or_not(self):
        membership = self._unpaid()
        midnight = datetime(2028, 1, 13, 23)
        for _clock in range(2):
            for instant in (midnight, midnight + timedelta(days=200)):
                self.assertFalse(membership._is_in_force(instant))
                self.assertNotIn(membership, self._in_force(instant))
            if membership.state == 'active':
                last = midnight - timedelta(seconds=1)
                self.assertTrue(membership._is_in_force(last))
                self.assertIn(membership, self._in_force(last))
            self._run_clock('dun', '2028-01-14 00:30:00')
        self.assertEqual(membership.state, 'suspended')

    def _in_force(self, instant):
        memberships = self.env['perles.membership']
        return memberships.search(memberships._in_force_domain(instant))

    @clause('000-17')
    def test_late_clock_takes_one_step(self):
        cases = (
            ('2027-12-29 22:59:59', ['reminder'], 'active'),
            ('2027-12-29 23:00:00', ['second_reminder'], 'active'),
            ('2028-01-10 10:00:00', ['second_reminder'], 'active'),
            ('2028-01-14 10:00:00', ['suspended'], 'suspended'),
            ('2028-06-01 10:00:00', ['suspended'], 'suspended'),
        )
        for number, (instant, mails, state) in enumerate(cases):
            with self.subTest(instant):
                membership = self._unpaid(number=number)
                for _run in range(3):
                    self._run_clock('dun', instant)
                self.assertEqual((self._mails(membership), membership.state), (mails, state))

    @clause('000-17')
    def test_closed_no_sooner_than_planned_after_a_late_suspension(self):
        membership = self._unpaid()
        self._run_clock('dun', '2028-02-20 10:00:00')
        self.assertEqual(membership.suspended_on, date(2028, 2, 20))
        self._run_clock('dun', '2028-03-20 22:59:59')
        self.assertEqual(membership.state, 'suspended')
        self._run_clock('dun', '2028-03-20 23:00:00')
        self.assertEqual(membership.state, 'closed')

    def test_two_reminders_never_at_once(self):
        """The mail server was off: what a stronger mail makes useless never leaves."""
        membership = self._unpaid()
        self._run_clock('dun', '2027-12-22 10:00:00')
        first = self._notices(membership, 'reminder')
        self.assertEqual(first.state, 'owed')
        self._run_clock('dun', '2027-12-30 10:00:00')
        self.assertEqual(first.state, 'cancelled')
        self._run_clock('dun', '2028-01-14 10:00:00')
        self.assertEqual(self._mails(membership), ['suspended'])
        self._run_clock('dun', '2028-02-13 10:00:00')
        self.assertEqual(self._mails(membership), ['closed'])

    def test_settings(self):
        membership = self._unpaid()
        self.company.write({
            'perles_reminder_days': 2, 'perles_second_reminder_days': 4,
            'perles_suspend_days': 10, 'perles_close_days': 20,
        })
        self.assertTrue(membership._is_in_force(datetime(2027, 12, 24, 22, 59, 59)))
        self.assertFalse(membership._is_in_force(datetime(2027, 12, 24, 23)))
        for day, mail in (('17', 'reminder'), ('19', 'second_reminder'), ('25', 'suspended')):
            self._run_clock('dun', f'2027-12-{int(day) - 1} 22:59:59')
            self.assertNotIn(mail, self._mails(membership))
            self._run_clock('dun', f'2027-12-{int(day) - 1} 23:00:00')
            self.assertIn(mail, self._mails(membership))
        self._run_clock('dun', '2028-01-04 10:00:00')
        self.assertEqual(membership.state, 'closed')

    def test_settings_changed_later_take_nothing_back(self):
        membership = self._unpaid()
        self._run_clock('dun', '2028-01-14 10:00:00')
        self.company.write({'perles_suspend_days': 45})
        self._run_clock('dun', '2028-01-15 10:00:00')
        self.assertEqual(membership.state, 'suspended')
        self._run_clock('dun', '2028-02-12 10:00:00')
        self.assertEqual(membership.state, 'suspended')
        self._run_clock('dun', '2028-02-13 10:00:00')
        self.assertEqual(membership.state, 'closed')

    def test_due_days_move_the_whole_ladder(self):
        self.company.perles_due_days = 30
        membership = self._unpaid()
        self._run_clock('dun', '2028-01-20 10:00:00')
        self.assertEqual(self._mails(membership), [])
        self._run_clock('dun', '2028-01-21 10:00:00')
        self.assertEqual(self._mails(membership), ['reminder'])

    def test_one_that_fails_delays_nobody(self):
        members = [self._unpaid(number=number) for number in range(3)]
        moves = self.registry['perles.membership']
        suspend = moves._suspend

        def refuse(records):
            if members[1] in records:
                raise ZeroDivisionError
            return suspend(records)

        self.patch(moves, '_suspend', refuse)
        with self.assertLogs('odoo.addons.perles_ethiques.models.base.perles_batch_mixin', 'ERROR'):
            for hour in (8, 9, 10):
                self._run_clock('dun', f'2028-01-14 {hour:02}:00:00')
        self.assertEqual(
            [member.state for member in members], ['suspended', 'active', 'suspended'],
        )
        self.assertEqual(len(members[1].activity_ids), 1)
        self.assertEqual(members[1].clock_step, '_suspend')

    @clause('000-17')
    def test_nothing_is_asked_of_who_paid(self):
        membership = self._unpaid()
        self._run_clock('dun', '2027-12-22 10:00:00')
        self._pay_invoice(membership.period_ids[:1].invoice_id, '2027-12-23 10:00:00')
        for day in ('2027-12-30', '2028-01-14', '2028-02-13'):
            self._run_clock('dun', f'{day} 10:00:00')
        self.assertEqual((self._mails(membership), membership.state), ([], 'active'))
        with freeze_time('2028-01-20 10:00:00'):
            self.assertTrue(membership._is_in_force())
