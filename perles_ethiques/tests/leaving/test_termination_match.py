from datetime import date, datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..clause import clause
from .termination import TerminationCommon


@tagged('post_install', '-at_install')
class TestMatching(TerminationCommon):
    """Whose contract it is, is found out by the clock, at the instant of the request."""

    def _treated(self, **values):
        with freeze_time('2027-12-01 10:00:00'):
            termination = self._notify_as_guest(**values)
            self.assertEqual(termination.state, 'received')
            self._run_clock('match_terminations')
        return termination

    @clause('000-16')
    def test_the_click_counts_though_the_clock_comes_later(self):
        with freeze_time('2027-12-14 22:58:00'):
            termination = self._notify_as_guest()
        with freeze_time('2027-12-14 23:30:00'):
            self._run_clock('match_terminations')
        self.assertEqual(termination.state, 'applied')
        self.assertEqual(termination.requested_at, datetime(2027, 12, 14, 22, 58))
        self.assertEqual(termination.last_day, date(2027, 12, 14))
        self.assertEqual(self.membership.leaves_on, date(2027, 12, 14))

    def test_number_and_email(self):
        for reference in (self.membership.name, self.membership.name.lower().replace('/', ' ')):
            with self.subTest(reference=reference):
                termination = self._treated(contract_ref=reference)
                self.assertEqual(termination.membership_id, self.membership)
                self.assertEqual(termination.partner_id, self.membership.partner_id)

    def test_email_alone_ends_nothing(self):
        termination = self._treated(contract_ref=False)
        self.assertEqual((termination.state, termination.membership_id.id), ('review', False))
        self.assertFalse(self.membership.leaves_on)
        self.assertTrue(termination.activity_ids)
        self.assertEqual(
            self._notices(termination, 'leaving_to_confirm').partner_id,
            self.membership.contact_id,
        )

    @clause('000-16')
    def test_the_member_confirms_and_the_first_click_counts(self):
        termination = self._treated(contract_ref=False)
        with freeze_time('2027-12-20 10:00:00'):
            self.assertTrue(termination._check_confirm_secret(termination._confirm_secret()))
            termination._confirm()
            termination._confirm()
        self.assertEqual(termination.membership_id, self.membership)
        self.assertEqual(self.membership.leaves_on, date(2027, 12, 14))
        self.assertFalse(termination.activity_ids)

    def test_another_secret_confirms_nothing(self):
        termination = self._treated(contract_ref=False)
        for secret in ('', 'x', 'é', termination._undo_secret()):
            self.assertFalse(termination._check_confirm_secret(secret))
        signed = self._refuse_renewal()
        self.assertFalse(signed._check_confirm_secret(signed._confirm_secret()))

    def test_email_of_the_organisation(self):
        organised = self._joined_on(
            '2026-12-15', kind='company', siret='98393922400017', vat='FR14983939224',
            email='contact@atelier.example',
        )
        organised.contact_id.email = 'someone@atelier.example'
        for email in ('contact@atelier.example', 'someone@atelier.example'):
            with self.subTest(email=email):
                termination = self._treated(email=email, contract_ref=organised.name)
                self.assertEqual(termination.membership_id, organised)
                with freeze_time('2027-12-01 11:00:00'):
                    organised._stay()

    def test_the_acknowledgement_goes_to_the_address_on_file(self):
        self.membership.partner_id.email = 'Camille Roux <CAMILLE@luz.example>'
        termination = self._treated()
        notice = self._notices(termination, 'leaving')
        self.assertEqual(notice.partner_id, self.membership.contact_id)
        self.assertEqual(notice.email, 'camille@luz.example')

    def test_not_recognised(self):
        other = self._joined_on('2026-12-15', email='other@luz.example')
        for values in (
            {'email': 'nobody@luz.example'}, {'contract_ref': 'ADH/1999/0001'},
            {'contract_ref': other.name}, {'email': '%@luz.example', 'contract_ref': False},
            {'email': 'nobody@luz.example', 'contract_ref': False},
        ):
            with self.subTest(**values):
                termination = self._treated(**values)
                self.assertEqual(termination.state, 'review')
                self.assertFalse(termination.membership_id)
                self.assertFalse(self._notices(termination))
                self.assertEqual(len(termination.activity_ids), 1)
        self.assertFalse(self.membership.leaves_on)
        self.assertFalse(other.leaves_on)

    def test_an_email_that_leads_to_two_memberships(self):
        other = self._joined_on('2026-12-15', email='other@luz.example')
        other.contact_id.email = 'camille@luz.example'
        self.assertEqual(self._treated(contract_ref=False).state, 'review')
        self.assertEqual(self._treated(contract_ref=other.name).membership_id, other)
        self.assertFalse(self.membership.leaves_on)

    def test_not_paid_is_for_the_team(self):
        draft = self._join(email='draft@luz.example')
        termination = self._treated(email='draft@luz.example', contract_ref=draft.name)
        self.assertEqual(termination.state, 'review')
        with self.assertRaises(UserError):
            termination._apply_to(draft)

    def test_what_had_already_ended_is_said_so(self):
        with freeze_time('2026-12-16 10:00:00'):
            self.membership._request_withdrawal()
        termination = self._treated()
        self.assertEqual(termination.state, 'applied')
        self.assertTrue(termination.was_over)
        self.assertEqual(termination.last_day, date(2026, 12, 16), "not the end of the year paid")
        self.assertFalse(self.membership.leaves_on)
        self.assertEqual(self._notices(termination).kind, 'leaving')
        self.assertFalse(termination._can_undo())
        self.assertFalse(termination._check_undo_secret(termination._undo_secret()))

    def test_sent_twice(self):
        with freeze_time('2027-12-01 10:00:00'):
            first = self._notify_as_guest()
            self.assertEqual(self._notify_as_guest(), first)
            self._run_clock('match_terminations')
            self.assertEqual(self._notify_as_guest(), first)
        with freeze_time('2027-12-01 12:00:00'):
            self.assertNotEqual(self._notify_as_guest(), first)

    def test_too_many_for_one_address_lose_nothing(self):
        with freeze_time('2027-12-01 10:00:00'):
            requests = [
                self._notify_as_guest(wished_day=date(2028, 1, 1) + timedelta(days=number))
                for number in range(4)
            ]
            self._run_clock('match_terminations')
        self.assertEqual([request.state for request in requests], ['applied'] * 3 + ['review'])

    def test_one_bad_request_delays_nobody(self):
        with freeze_time('2027-12-01 10:00:00'):
            bad = self._notify_as_guest()
            other = self._joined_on('2026-12-15', email='other@luz.example')
            good = self._notify_as_guest(email='other@luz.example', contract_ref=other.name)
            memberships = type(self.membership)
            leave_on = memberships._leave_on

            def fail_once(membership, day, instant=None):
                if membership == self.membership:
                    raise ValueError("no such luck")
                return leave_on(membership, day, instant)

            with patch.object(memberships, '_leave_on', fail_once):
                self._run_clock('match_terminations')
        self.assertEqual(bad.state, 'review')
        self.assertIn("no such luck", bad.activity_ids.note)
        self.assertFalse(bad.membership_id)
        self.assertEqual(good.state, 'applied')

    def test_clock_run_again_changes_nothing(self):
        termination = self._treated()
        self._run_clock('match_terminations')
        self.assertEqual(len(self._notices(termination)), 1)
