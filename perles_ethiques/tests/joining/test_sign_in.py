from datetime import timedelta
from types import SimpleNamespace
from unittest.mock import patch

from odoo import fields
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger
from odoo.tools.mail import email_normalize

from ..clause import clause
from ..kit.pages import PageCommon

LOGIN, PASSWORD = 'brake@luz.example', 'brake@luz.example'
INVITED = 'invited@luz.example'


@tagged('post_install', '-at_install')
class TestSignIn(PageCommon):
    """A brake on wrong passwords; nobody is told who has an account (clause 000-93)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        contact = cls.env['res.partner'].create({'name': "Brake", 'email': LOGIN})
        cls.user = cls._portal_user(contact, login=LOGIN)
        # what is natively counted is not what is looked at here
        cls.env['ir.config_parameter'].set_param('base.login_cooldown_after', '0')
        cls.failures = cls.env['perles.sign.in.failure']

    def setUp(self):
        super().setUp()
        # natively kept in memory for each address: it would lock whoever signs in next
        self.addCleanup(lambda: getattr(self.registry, '_login_failures', {}).clear())

    def _try(self, password, login=LOGIN):
        """What the page of sign in answers, without what differs from a login to another."""
        self.url_open('/web/session/logout')
        with mute_logger('odoo.addons.base.models.res_users'):
            answer = self._post('/web/login', {'login': login, 'password': password})
        return answer

    def _is_in(self, password):
        return self._try(password).status_code == 303

    def _mailed(self):
        """Addresses to which the clock of what was asked mails."""
        with self.mock_mail_gateway():
            self._run_clock('answer_requests')
        self.assertFalse(self.env['perles.account.request'].search([]))
        return [email_normalize(address) for mail in self._mails for address in mail['email_to']]

    @clause('000-93')
    def test_ten_wrong_passwords_lock_the_login(self):
        for number in range(9):
            self.assertFalse(self._is_in(f'wrong {number}'))
        self.assertTrue(self._is_in(PASSWORD), "who finds the right one starts again")
        for number in range(10):
            self.assertFalse(self._is_in(f'wrong {number}'))
        self.assertFalse(self._is_in(PASSWORD))
        self.assertEqual(self._mailed(), [LOGIN])

    def test_a_login_that_nobody_has_is_locked_alike(self):
        words = set()
        for login in (LOGIN, 'nobody@luz.example'):
            for _time in range(11):
                page = self._try('wrong', login).text
            words.add(page[page.index('<main'):page.index('</main>')].count("quart d’heure"))
        self.assertEqual(words, {1})

    @clause('000-93')
    def test_for_a_quarter_of_an_hour(self):
        now = fields.Datetime.now()
        for _time in range(10):
            self.failures._note(LOGIN, '203.0.113.7')
        for minutes, locked in ((14, True), (16, False)):
            with freeze_time(now + timedelta(minutes=minutes)):
                self.assertEqual(self.failures._is_locked(LOGIN.upper(), '203.0.113.7'), locked)
        self.assertFalse(self.failures._is_locked(LOGIN, '203.0.113.8'), "its owner may sign in")

    def test_not_when_they_come_slowly(self):
        now = fields.Datetime.now()
        for number in range(12):
            with freeze_time(now + timedelta(minutes=number)):
                self.failures._note(LOGIN, '203.0.113.7')
                self.assertFalse(self.failures._is_locked(LOGIN, '203.0.113.7'))

    def test_from_everywhere(self):
        for number in range(50):
            self.failures._note(LOGIN, f'203.0.113.{number}')
        self.assertTrue(self.failures._is_locked(LOGIN, '198.51.100.1'))

    def _reset(self, login):
        page = self._post('/web/reset_password', {'login': login}).text
        return page[page.index('<main'):page.index('</main>')].replace(login, '')

    def test_a_wrong_password_costs_the_same_whoever_has_the_login(self):
        """The time of a password is spent on a login that nobody has, or that has none."""
        self._portal_user(self.env['res.partner'].create({'name': "Invited"}), login=INVITED)
        self.env.cr.execute("UPDATE res_users SET password = NULL WHERE login = %s", [INVITED])
        native, spent = self.user._crypt_context(), []
        spy = SimpleNamespace(
            hash=lambda password: spent.append(password) or native.hash(password),
            verify_and_update=lambda password, hashed: (
                spent.append(password) if hashed else None
            ) or native.verify_and_update(password, hashed),
        )
        with patch.object(self.registry['res.users'], '_crypt_context', lambda _self: spy):
            for login in (LOGIN, 'nobody@luz.example', INVITED):
                with self.subTest(login):
                    spent.clear()
                    self._try('wrong', login)
                    self.assertEqual(len(spent), 1)

    def test_a_reset_answers_the_same_to_everybody(self):
        archived = self._portal_user(
            self.env['res.partner'].create({'name': "Gone", 'email': 'gone@luz.example'}),
            login='gone@luz.example',
        )
        archived.active = False
        answers = {self._reset(login) for login in (
            LOGIN, 'nobody@luz.example', 'gone@luz.example',
        )}
        self.assertEqual(len(answers), 1, answers)
        self._reset(LOGIN)
        self.assertEqual(self._mailed(), [LOGIN], "asked twice, mailed once")

    def test_a_reset_does_its_work_after_its_answer(self):
        """Nothing is looked for, drawn or sent while somebody waits: that would take its time."""
        with patch.object(type(self.user), '_get_login_domain', side_effect=AssertionError):
            page = self._reset(LOGIN)
        self.assertIn('alert-success', page)
        self.assertEqual(self._mailed(), [LOGIN])

    def _sign_up_as(self, login):
        page = self._post('/web/signup', {'name': "Lou", 'login': login}).text
        return page[page.index('<main'):page.index('</main>')]

    def test_an_open_sign_up_answers_the_same_to_everybody(self):
        self.env['website'].search([]).auth_signup_uninvited = 'b2c'
        answers = {self._sign_up_as(login) for login in (LOGIN, 'nobody@luz.example')}
        self.assertEqual(len(answers), 1)
        self.assertIn('alert-success', answers.pop())
        self.assertEqual(self._mailed(), [LOGIN, 'nobody@luz.example'])
        user = self.env['res.users'].search([('login', '=', 'nobody@luz.example')])
        self.assertTrue(user.perles_to_prove)
        # the mailed link is what opens the account
        partner = user.partner_id
        user.signup({'password': PASSWORD}, partner._generate_signup_token())
        self.assertFalse(user.perles_to_prove)
        self.assertEqual(self._try(PASSWORD, user.login).status_code, 303)
        self.assertIn('alert-danger', self._sign_up_as('nowhere'))

    def test_no_page_tells_who_has_an_account(self):
        websites = self.env['website'].search([])
        websites.auth_signup_uninvited = 'b2c'
        websites._perles_apply_identity()
        for login in (LOGIN, 'nobody@luz.example'):
            self.assertEqual(self.url_open('/web/signup').status_code, 404)
            answer = self.url_open(
                f'/web/reset_password?signup_email={login}', allow_redirects=False,
            )
            self.assertEqual(answer.status_code, 200)
