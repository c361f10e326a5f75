from datetime import date, datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .clause import clause
from .common import PerlesCommon


class TerminationCommon(PerlesCommon):
    """A member of 15 December 2026, who may leave."""

    def setUp(self):
        super().setUp()
        self.membership = self._joined_on('2026-12-15')

    def _joined_on(self, day, **values):
        with freeze_time(f'{day} 10:00:00'):
            return self._member(**values)

    def _typed(self, **values):
        """What the public form gives once it is checked."""
        return {
            'person_name': "Camille Roux",
            'email': 'camille@luz.example',
            'contract_ref': self.membership.name,
            'wished_day': False,
            'ip_address': '203.0.113.7',
            **values,
        }

    def _notify_as_guest(self, **values):
        return self.env['perles.termination']._record_guest(self._typed(**values), self.company)

    def _match(self):
        """Run the clock for real."""
        with self.enter_registry_test_mode():
            self.env.ref('perles_ethiques.ir_cron_match_terminations').method_direct_trigger()

    def _refuse_renewal(self, kind='no_renewal', **values):
        return self.env['perles.termination']._record_member(
            self.membership, self.membership.contact_id, kind, **values,
        )


@tagged('post_install', '-at_install')
class TestLeaving(TerminationCommon):
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


@tagged('post_install', '-at_install')
class TestFacts(TerminationCommon):
    """What was asked stays as it was asked."""

    def setUp(self):
        super().setUp()
        self.termination = self._notify_as_guest()

    def test_nobody_rewrites_a_request(self):
        facts = {
            'requested_at': '2020-01-01', 'email': 'x@luz.example', 'person_name': "X",
            'contract_ref': "X", 'wished_day': '2030-01-01', 'kind': 'no_renewal',
            'ip_address': '192.0.2.9', 'channel': 'team',
        }
        for field, value in facts.items():
            for termination in (self.termination.with_user(self.manager), self.termination.sudo()):
                with self.subTest(field=field, su=termination.env.su):
                    with self.assertRaises(AccessError):
                        termination.write({field: value})

    def test_the_outcome_is_not_written_by_hand(self):
        for values in (
            {'membership_id': self.membership.id}, {'last_day': '2027-01-01'},
            {'refund_amount': 100}, {'state': 'applied'}, {'refusal_reason': "No"},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self.termination.with_user(self.manager).write(values)

    def test_nobody_deletes_or_invents_a_request(self):
        with self.assertRaises(AccessError):
            self.termination.with_user(self.manager).unlink()
        with self.assertRaises(AccessError):
            self.env['perles.termination'].with_user(self.manager).create(
                {**self._typed(), 'kind': 'termination', 'channel': 'guest'},
            )

    def test_forgotten_after_the_years_of_evidence(self):
        with freeze_time('2027-12-01 10:00:00'):
            old = self._refuse_renewal()
        with freeze_time('2037-11-30 10:00:00'):
            self.env['perles.termination']._gc_past_retention()
            self.assertTrue(old.exists())
        with freeze_time('2037-12-02 10:00:00'):
            self.env['perles.termination']._gc_past_retention()
            self.assertFalse(old.exists())
            self.assertTrue(self.termination.exists(), "what was never treated is kept")
