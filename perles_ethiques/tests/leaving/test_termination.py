from datetime import date, datetime

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..clause import clause
from .termination import TerminationCommon


@tagged('post_install', '-at_install')
class TestTermination(TerminationCommon):
    """The instant of the click is the one that counts (clause 000-16)."""

    @clause('000-16')
    def test_two_minutes_before_the_end(self):
        with freeze_time('2027-12-14 22:58:00'):
            termination = self._refuse_renewal()
        self.assertEqual(termination.state, 'applied')
        self.assertEqual(termination.last_day, date(2027, 12, 14))
        self.assertEqual(self.membership.leaves_on, date(2027, 12, 14))

    @clause('000-16')
    def test_one_minute_after_the_end(self):
        with freeze_time('2027-12-14 23:01:00'):
            termination = self._refuse_renewal()
        self.assertEqual(termination.last_day, date(2028, 12, 14))
        self.assertEqual(self.membership.leaves_on, date(2028, 12, 14))

    @clause('000-16')
    def test_last_second(self):
        for instant, last_day in (
            ('2027-12-14 22:59:59', date(2027, 12, 14)),
            ('2027-12-14 23:00:00', date(2028, 12, 14)),
        ):
            with freeze_time(instant), self.subTest(instant=instant):
                termination = self._refuse_renewal()
                self.assertEqual(termination.last_day, last_day)
                termination.membership_id.leaves_on = False
                termination._move('undo')

    @clause('000-16')
    def test_acknowledgement_says_date_and_hour(self):
        with freeze_time('2027-12-14 22:58:00'):
            termination = self._refuse_renewal()
            self._send_notices()
        notice = self._notices(termination, 'leaving')
        self.assertEqual(notice.state, 'sent', notice.error)
        [mail] = [mail for mail in self._new_mails if mail.model == 'perles.termination']
        self.assertEqual(mail.recipient_ids, self.membership.contact_id)
        body = mail.body_html
        self.assertRegex(body, '14 (décembre|December) 2027')
        self.assertIn('23:58', body)
        self.assertNotIn('22:58', body)
        self.assertIn(termination._undo_url(), body)

    def test_the_same_click_twice(self):
        with freeze_time('2027-12-01 10:00:00'):
            first = self._refuse_renewal()
            self.assertEqual(self._refuse_renewal(), first)
        self.assertEqual(len(self.membership.termination_ids), 1)

    def test_a_later_wish_does_not_prolong(self):
        with freeze_time('2027-12-01 10:00:00'):
            self._refuse_renewal()
            termination = self._refuse_renewal('termination', wished=date(2028, 3, 1))
        self.assertEqual(termination.last_day, date(2027, 12, 14))
        self.assertEqual(self.membership.leaves_on, date(2027, 12, 14))

    def test_wished_day_of_next_year(self):
        with freeze_time('2027-12-01 10:00:00'):
            termination = self._refuse_renewal('termination', wished=date(2028, 3, 1))
        self.assertEqual(termination.last_day, date(2028, 12, 14))

    def test_nothing_to_leave(self):
        draft = self._join(email='draft@luz.example')
        with self.assertRaises(UserError):
            self.env['perles.termination']._record_member(draft, draft.contact_id, 'no_renewal')
        self.assertFalse(draft.termination_ids)


@tagged('post_install', '-at_install')
class TestUndo(TerminationCommon):

    def test_changing_ones_mind(self):
        with freeze_time('2027-12-01 10:00:00'):
            no_renewal = self._refuse_renewal()
            termination = self._refuse_renewal('termination')
            no_renewal._undo()
        self.assertFalse(self.membership.leaves_on)
        self.assertEqual((no_renewal + termination).mapped('state'), ['undone'] * 2)
        self.assertEqual(no_renewal.undone_at, datetime(2027, 12, 1, 10))
        self.assertEqual(len(self._notices(no_renewal, 'leaving_undone')), 1)
        self.assertFalse(self._notices(termination, 'leaving_undone'))

    def test_until_the_last_second(self):
        with freeze_time('2027-12-01 10:00:00'):
            termination = self._refuse_renewal()
        with freeze_time('2027-12-14 23:00:00'):
            self.assertFalse(termination._can_undo())
            with self.assertRaises(UserError):
                termination._undo()
        self.assertEqual(termination.state, 'applied')
        with freeze_time('2027-12-14 22:59:59'):
            self.assertTrue(termination._can_undo())
            termination._undo()
        self.assertEqual(termination.state, 'undone')

    def test_never_twice(self):
        with freeze_time('2027-12-01 10:00:00'):
            termination = self._refuse_renewal()
            termination._undo()
            with self.assertRaises(UserError):
                termination._undo()
            with self.assertRaises(UserError):
                self.membership._request_to_stay()
        self.assertEqual(len(self._notices(termination, 'leaving_undone')), 1)

    def test_staying_by_another_door_takes_the_request_back(self):
        with freeze_time('2027-12-01 10:00:00'):
            termination = self._refuse_renewal()
            self.membership._stay()
        self.assertEqual(termination.state, 'undone')

    def test_leaving_again(self):
        with freeze_time('2027-12-01 10:00:00'):
            first = self._refuse_renewal()
            first._undo()
            second = self._refuse_renewal()
        self.assertNotEqual(first, second)
        self.assertEqual(self.membership.leaves_on, date(2027, 12, 14))

    def test_secrets(self):
        other = self._joined_on('2026-12-15', email='other@luz.example')
        with freeze_time('2027-12-01 10:00:00'):
            mine = self._refuse_renewal()
            theirs = self.env['perles.termination']._record_member(
                other, other.contact_id, 'no_renewal',
            )
        self.assertTrue(mine._check_undo_secret(mine._undo_secret()))
        for secret in ('', 'x', theirs._undo_secret()):
            self.assertFalse(mine._check_undo_secret(secret))

    def test_no_link_before_it_is_applied(self):
        termination = self._notify_as_guest()
        self.assertFalse(termination._check_undo_secret(termination._undo_secret()))
