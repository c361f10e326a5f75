import re
from datetime import date, timedelta

from freezegun import freeze_time

from odoo import fields, sql_db
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..tools.calendars import add_months, paris_date
from .clause import clause
from .http_common import PerlesHttpCommon


class TerminationHttpCommon(PerlesHttpCommon):

    def setUp(self):
        super().setUp()
        self.today = paris_date(fields.Datetime.now())
        self.membership = self._member()

    def _typed(self, **values):
        return {
            'person_name': "Camille Roux", 'email': 'camille@luz.example',
            'contract_ref': self.membership.name, 'wished_day': '', **values,
        }

    def _confirm(self, **values):
        return self._post('/resilier/confirmer', self._typed(**values), token_from='/resilier')

    def _requests(self):
        return self.env['perles.termination'].search([])

    def _match(self):
        with self.enter_registry_test_mode():
            self.env.ref('perles_ethiques.ir_cron_match_terminations').method_direct_trigger()

    def _sign_in(self, membership):
        user = self._portal_user(membership.contact_id)
        self.authenticate(user.login, 'portal-password')


@tagged('post_install', '-at_install')
class TestGuestTermination(TerminationHttpCommon):
    """*Résilier votre contrat*, without an account (clause 000-16)."""

    @clause('000-16')
    def test_reachable_from_every_page(self):
        for path in ('/', '/adhesion', '/shop', '/contactus', '/web/login', '/adhesion/contrat'):
            with self.subTest(path=path):
                self.assertIn('href="/resilier"', self.url_open(path).text)
        self.assertEqual(self.url_open('/resilier').status_code, 200)
        answer = self.url_open('/my/resilier', allow_redirects=False)
        self.assertEqual(answer.status_code, 301)
        self.assertTrue(answer.headers['Location'].endswith('/resilier'))

    @clause('000-16')
    def test_form_summary_confirmation(self):
        wished = self.today + timedelta(days=40)
        summary = self._post('/resilier', self._typed(wished_day=str(wished)))
        self.assertEqual(summary.status_code, 200)
        self.assertFalse(self._requests(), "the summary writes nothing")
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', summary.text))
        self.assertEqual(
            {name: hidden[name] for name in self._typed()}, self._typed(wished_day=str(wished)),
        )
        answer = self.url_open('/resilier/confirmer', data=hidden, allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
        termination = self._requests()
        self.assertEqual(termination.state, 'received')
        self.assertEqual(termination.wished_day, wished)
        self.assertEqual(termination.ip_address, '127.0.0.1')
        thanks = self.url_open('/resilier/merci')
        self.assertEqual(thanks.status_code, 200)
        self.assertIn(termination.name, thanks.text)
        self.assertIn(fields.Datetime.context_timestamp(
            termination.with_context(tz='Europe/Paris'), termination.requested_at,
        ).strftime('%H:%M'), thanks.text)
        self._match()
        self.assertEqual(self.membership.leaves_on, termination.last_day)

    def test_correcting_keeps_what_was_typed(self):
        page = self._post('/resilier', self._typed(person_name="L’autre <b>", edit='1'))
        self.assertEqual(page.status_code, 200)
        self.assertIn('value="L’autre &lt;b&gt;"', page.text)
        self.assertFalse(self._requests())

    def test_wrong_values_write_nothing(self):
        wrong = {
            'person_name': ('', 'x' * 300), 'email': ('', 'nobody', 'a@b', 'x' * 5000),
            'contract_ref': ('x' * 300,),
            'wished_day': (
                str(self.today - timedelta(days=1)), '2099-01-01', '1999-12-31', 'demain',
                '31/02/2027', '0000-00-00', '9999-99-99', '2027-1', "'; DROP TABLE", '\x00',
                str(add_months(self.today, 24) + timedelta(days=1)),
            ),
        }
        for name, values in wrong.items():
            for value in values:
                for path in ('/resilier', '/resilier/confirmer'):
                    with self.subTest(path=path, field=name, value=value[:20]):
                        answer = self._post(
                            path, self._typed(**{name: value}), token_from='/resilier',
                        )
                        self.assertEqual(answer.status_code, 400)
                        self.assertIn(f'id="{name}_error"', answer.text)
                        self.assertIn(f'href="#{name}"', answer.text)
                        self.assertNotIn('Traceback', answer.text)
        self.assertFalse(self._requests())

    def test_days_that_are_right(self):
        for value in (
            '', str(self.today), self.today.strftime('%d/%m/%Y'), str(add_months(self.today, 24)),
        ):
            with self.subTest(value=value):
                self.assertEqual(
                    self._post('/resilier', self._typed(wished_day=value)).status_code, 200,
                )

    def test_nothing_typed_at_all(self):
        for path in ('/resilier', '/resilier/confirmer'):
            self.assertEqual(self._post(path, {}, token_from='/resilier').status_code, 400)
        self.assertFalse(self._requests())

    def test_cross_site_post_is_refused(self):
        with mute_logger('odoo.http'):
            answer = self.url_open('/resilier/confirmer', data=self._typed())
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(self._requests())

    @clause('000-16')
    def test_same_answer_whoever_is_known(self):
        """Same way, same words but what was typed, same number of questions to the database."""
        answers, words, costs = set(), set(), {}
        self._confirm(email='warm@luz.example')
        for email in ('camille@luz.example', 'nobody@luz.example'):
            token = self._token('/resilier')
            before = sql_db.sql_counter
            answer = self.url_open('/resilier/confirmer', allow_redirects=False, data={
                **self._typed(email=email, contract_ref=''), 'csrf_token': token,
            })
            costs[email] = sql_db.sql_counter - before
            answers.add((answer.status_code, answer.headers['Location'].split('?')[0]))
            page = self.url_open('/resilier/merci').text
            main = page[page.index('<h1'):page.index('</main>')]
            words.add(re.sub(r'RES/\d+/\d+|\d\d:\d\d(:\d\d)?Z?', '', main.replace(email, '')))
        self.assertEqual(len(answers), 1)
        self.assertEqual(len(words), 1)
        self.assertEqual(len(set(costs.values())), 1, costs)

    def test_too_many_from_one_visitor(self):
        for number in range(10):
            self.assertEqual(self._confirm(email=f'{number}@luz.example').status_code, 303)
        answer = self._confirm(email='more@luz.example')
        self.assertEqual(answer.status_code, 429)
        self.assertIn('value="more@luz.example"', answer.text, "what was typed is kept")
        self.assertEqual(len(self._requests()), 10)

    def test_thanks_of_nobody(self):
        answer = self.url_open('/resilier/merci', allow_redirects=False)
        self.assertEqual(answer.status_code, 303)

    def test_reading_the_pages_writes_nothing(self):
        for path in ('/resilier', '/resilier/merci', '/resilier/confirmer'):
            with mute_logger('odoo.http'):
                self.url_open(path)
        self.assertFalse(self._requests())


@tagged('post_install', '-at_install')
class TestUndoLink(TerminationHttpCommon):

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
        again = self.url_open(self.path, data={'csrf_token': self._token('/resilier')})
        self.assertEqual(again.status_code, 200)
        self.assertNotIn('<form class="pe-form"', again.text)
        self.assertEqual(len(self._notices(self.termination, 'leaving_undone')), 1)

    def test_forged_links(self):
        other = self._member(email='other@luz.example')
        theirs = self.env['perles.termination']._record_member(
            other, other.contact_id, 'termination',
        )
        received = self.env['perles.termination']._record_guest(
            {'person_name': "X", 'email': 'x@luz.example'}, self.company,
        )
        token = self._token('/resilier')
        for path in (
            f'{self.termination.id}/forged',
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
class TestMemberLeaves(TerminationHttpCommon):

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
        token = self._token('/my/membership/leave')
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
class TestInstant(PerlesHttpCommon):
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


@tagged('post_install', '-at_install')
class TestNothingToLeave(TerminationHttpCommon):

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
