import re
from datetime import timedelta

from odoo import fields, sql_db
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...tools.calendars import add_months
from ..clause import clause
from .termination_pages import TerminationPages


@tagged('post_install', '-at_install')
class TestGuestTermination(TerminationPages):
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
        self._run_clock('match_terminations')
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
            token = self._csrf('/resilier')
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
