import re
from datetime import timedelta

from odoo.tests import tagged

from ..clause import clause
from .termination_pages import TerminationPages


@tagged('post_install', '-at_install')
class TestMemberLeaves(TerminationPages):

    def setUp(self):
        super().setUp()
        self._sign_in(self.membership)

    @clause('000-16')
    def test_do_not_renew_then_resume(self):
        page = self.url_open('/my/membership').text
        self.assertIn('href="/my/membership/leave"', page)
        self.assertIn('href="/resilier"', page)
        page = self.url_open('/my/membership/leave')
        self.assertIn(f'datetime="{self.membership.end_date}"', page.text)
        self.assertFalse(self._requests())
        answer = self._post('/my/membership/leave', {})
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self.membership.leaves_on, self.membership.end_date)
        termination = self._requests()
        self.assertEqual((termination.kind, termination.channel), ('no_renewal', 'member'))
        self.assertEqual(self._notices(termination, 'leaving').state, 'owed')
        page = self.url_open('/my/membership').text
        self.assertIn('action="/my/membership/stay"', page)
        self.assertNotIn('href="/my/membership/leave"', page)
        answer = self._post('/my/membership/stay', {}, token_from='/my/membership')
        self.assertEqual(answer.status_code, 303)
        self.assertFalse(self.membership.leaves_on)
        self.assertEqual(termination.state, 'undone')

    def test_confirming_twice_records_once(self):
        token = self._csrf('/my/membership/leave')
        for _time in range(2):
            self.url_open('/my/membership/leave', data={'csrf_token': token})
        self.assertEqual(len(self._requests()), 1)

    def test_staying_when_nothing_was_asked(self):
        answer = self._post('/my/membership/stay', {}, token_from='/my/membership/leave')
        self.assertEqual(answer.status_code, 400)

    @clause('000-16')
    def test_terminate_with_what_is_known(self):
        page = self.url_open('/resilier').text
        self.assertIn(self.membership.name, page)
        self.assertNotIn('name="person_name"', page)
        forged = self._typed(person_name="Somebody else", email='else@luz.example')
        summary = self._post('/resilier', forged)
        self.assertIn(f'datetime="{self.membership.end_date}"', summary.text)
        self.assertNotIn("else@luz.example", re.sub(r'<input[^>]*>', '', summary.text))
        self.assertFalse(self._requests())
        answer = self._confirm(**forged)
        self.assertEqual(answer.status_code, 303)
        self.assertTrue(answer.headers['Location'].endswith('/my/membership'))
        termination = self._requests()
        self.assertEqual(termination.state, 'applied')
        self.assertEqual(termination.email, 'camille@luz.example')
        self.assertEqual((termination.kind, termination.channel), ('termination', 'member'))

    def test_calendar_file(self):
        answer = self.url_open('/my/membership/calendar.ics')
        self.assertEqual(answer.headers['Content-Type'], 'text/calendar; charset=utf-8')
        end = self.membership.end_date
        for day in (end, end + timedelta(days=1)):
            self.assertIn(f'DTSTART;VALUE=DATE:{day:%Y%m%d}', answer.text)
        again = self.url_open('/my/membership/calendar.ics')
        self.assertEqual(answer.text, again.text)
        identifiers = re.findall('UID:(.*)', answer.text)
        self.assertEqual(len(set(identifiers)), 3)
        self._post('/my/membership/leave', {})
        leaving = self.url_open('/my/membership/calendar.ics').text
        self.assertEqual(leaving.count('BEGIN:VEVENT'), 1)
        self.assertIn(f'DTSTART;VALUE=DATE:{end:%Y%m%d}', leaving)


@tagged('post_install', '-at_install')
class TestNothingToLeave(TerminationPages):

    def test_unpaid(self):
        draft = self._join(email='draft@luz.example')
        self._sign_in(draft)
        self.assertEqual(self.url_open('/my/membership/leave').status_code, 200)
        answer = self._post('/my/membership/leave', {}, token_from='/resilier')
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(self.url_open('/resilier').status_code, 200)
        answer = self.url_open('/my/membership/calendar.ics', allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
        self.assertFalse(self._requests())

    def test_withdrawn(self):
        self.membership._request_withdrawal()
        self._sign_in(self.membership)
        page = self.url_open('/my/membership').text
        self.assertNotIn('href="/my/membership/leave"', page)
        answer = self._post('/my/membership/leave', {}, token_from='/resilier')
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(self._requests())

    def test_no_membership(self):
        partner = self.env['res.partner'].create({'name': "Nobody", 'email': 'n@luz.example'})
        user = self._portal_user(partner)
        self.authenticate(user.login, 'portal-password')
        for path in ('/my/membership/leave', '/my/membership/calendar.ics'):
            answer = self.url_open(path)
            self.assertTrue(answer.url.endswith('/adhesion'), answer.url)
        self.assertIn('value="n@luz.example"', self.url_open('/resilier').text)
