from datetime import date, timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from ..clause import clause
from ..kit.pages import PageCommon
from .termination_pages import TerminationPages


@tagged('post_install', '-at_install')
class TestUndoLink(TerminationPages):

    def setUp(self):
        super().setUp()
        self.termination = self.env['perles.termination']._record_member(
            self.membership, self.membership.contact_id, 'termination',
        )
        self.path = f'/resilier/annuler/{self.termination.id}/{self.termination._undo_secret()}'

    @clause('000-16')
    def test_opening_the_link_writes_nothing(self):
        for _time in range(2):
            page = self.url_open(self.path)
            self.assertEqual(page.status_code, 200)
            self.assertIn(f'action="{self.path}"', page.text)
        self.assertEqual(self.termination.state, 'applied')
        self.assertTrue(self.membership.leaves_on)

    @clause('000-16')
    def test_pressing_the_button_undoes_once(self):
        answer = self._post(self.path, {})
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(self.termination.state, 'undone')
        self.assertFalse(self.membership.leaves_on)
        again = self.url_open(self.path, data={'csrf_token': self._csrf('/resilier')})
        self.assertEqual(again.status_code, 200)
        self.assertNotIn('<form class="pe-form"', again.text)
        self.assertEqual(len(self._notices(self.termination, 'leaving_undone')), 1)

    def test_the_member_confirms_by_the_mailed_link(self):
        self.termination._undo()
        asked = self.env['perles.termination']._record_guest({
            'person_name': "C", 'email': self.membership.contact_id.email,
        }, self.company)
        self._run_clock('match_terminations')
        path = f'/resilier/valider/{asked.id}/{asked._confirm_secret()}'
        self.assertIn(f'action="{path}"', self.url_open(path).text)
        self.assertEqual((asked.state, self.membership.leaves_on), ('review', False))
        self.assertEqual(self._post(path, {}).status_code, 200)
        self.assertEqual(asked.state, 'applied')
        self.assertTrue(self.membership.leaves_on)
        for secret in ('forged', '%C3%A9', asked._undo_secret()):
            answer = self.url_open(f'/resilier/valider/{asked.id}/{secret}')
            self.assertEqual(answer.status_code, 404)

    def test_forged_links(self):
        other = self._member(email='other@luz.example')
        theirs = self.env['perles.termination']._record_member(
            other, other.contact_id, 'termination',
        )
        received = self.env['perles.termination']._record_guest(
            {'person_name': "X", 'email': 'x@luz.example'}, self.company,
        )
        token = self._csrf('/resilier')
        for path in (
            f'{self.termination.id}/forged', f'{self.termination.id}/%C3%A9',
            f'{self.termination.id}/{theirs._undo_secret()}',
            f'{received.id}/{received._undo_secret()}',
            '999999/forged',
        ):
            for data in (None, {'csrf_token': token}):
                with self.subTest(path=path, post=bool(data)):
                    answer = self.url_open(f'/resilier/annuler/{path}', data=data)
                    self.assertEqual(answer.status_code, 404)
                    self.assertNotIn(self.membership.name, answer.text)
        self.assertTrue(self.membership.leaves_on)
        self.assertTrue(other.leaves_on)

    def test_after_the_last_day(self):
        with freeze_time(self.termination.last_day + timedelta(days=1)):
            page = self.url_open(self.path)
            self.assertEqual(page.status_code, 200)
            self.assertNotIn('<form class="pe-form"', page.text)
        self.assertEqual(self.termination.state, 'applied')


@tagged('post_install', '-at_install')
class TestInstant(PageCommon):
    """The last minutes of a year, from the click to the mail."""

    def _clicked_at(self, instant, path, data, token_from):
        with freeze_time('2026-12-15 10:00:00'):
            membership = self._member()
            user = self._portal_user(membership.contact_id)
        with freeze_time(instant):
            self.authenticate(user.login, 'portal-password')
            answer = self._post(path, data, token_from=token_from)
            self.assertEqual(answer.status_code, 303)
            self._send_notices()
        return membership, self._new_mails.filtered(lambda m: m.model == 'perles.termination')

    @clause('000-16')
    def test_two_minutes_before_midnight(self):
        membership, mail = self._clicked_at(
            '2027-12-14 22:58:00', '/my/membership/leave', {}, '/my/membership/leave',
        )
        self.assertEqual(membership.leaves_on, date(2027, 12, 14))
        self.assertRegex(mail.body_html, '14 (décembre|December) 2027')
        self.assertIn('23:58', mail.body_html)
        self.assertNotIn('2028', mail.body_html)

    @clause('000-16')
    def test_one_minute_after_midnight(self):
        membership, mail = self._clicked_at(
            '2027-12-14 23:01:00', '/resilier/confirmer', {}, '/resilier',
        )
        self.assertEqual(membership.leaves_on, date(2028, 12, 14))
        self.assertRegex(mail.body_html, '15 (décembre|December) 2027')
        self.assertIn('00:01', mail.body_html)
        self.assertRegex(mail.body_html, '14 (décembre|December) 2028')
