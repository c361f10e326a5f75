from odoo.tests import tagged

from .termination_pages import TerminationPages


@tagged('post_install', '-at_install')
class TestAccountClosed(TerminationPages):
    """A person closes the account: the contract goes on, and everybody knows."""

    def _close(self, contact):
        user = self._portal_user(contact, f'login-{contact.id}-long')
        self.authenticate(user.login, user.login)
        page = self.url_open('/my/security').text
        self.answer = self._post('/my/deactivate_account', {
            'validation': user.login, 'password': user.login, 'request_blacklist': 'on',
        }, token_from='/my/security')
        self.env.invalidate_all()
        self.assertFalse(user.active)
        return page

    def test_contract_goes_on(self):
        contact = self.membership.contact_id
        email = contact.email
        page = self._close(contact)
        self.assertIn("ne met pas fin au contrat", page)
        self.assertIn(self.membership.name, page)
        self.assertIn('href="/resilier"', page)
        self.assertEqual(self.answer.status_code, 303)
        notice = self._notices(self.membership, 'account_closed')
        self.assertEqual(notice.email, email)
        self.assertIn("A member closed an account", self.membership.activity_ids.mapped('summary'))
        # who is written to about the contract still is
        self.assertTrue(contact.active)
        self._send_notices()
        self.assertEqual(notice.state, 'sent', notice.error)
        mail = self.env['mail.mail'].search([('message_id', '=', notice.message_ref)])
        self.assertIn('/resilier', mail.body_html)
        # the next ones too, though the address was put on the block list
        self.env['perles.notice']._owe(self.membership, 'renewal', period='next', partner=contact)
        self._send_notices()
        self.assertEqual(self._notices(self.membership, 'renewal').state, 'sent')

    def test_nothing_is_said_to_who_has_no_contract(self):
        contact = self.env['res.partner'].create({'name': "Sol", 'email': 'sol@luz.example'})
        self.assertNotIn("ne met pas fin au contrat", self._close(contact))
        self.assertFalse(self.env['perles.notice'].search([('kind', '=', 'account_closed')]))

    def test_who_comes_back_is_not_sent_to_a_closed_account(self):
        self._close(self.membership.contact_id)
        joining = self.env['perles.joining']._request(
            self._form_values(email=self.membership.contact_id.email),
        )
        self.assertFalse(joining._known_user())
        # the team knows who it is, and opens an account again
        self.assertTrue(self._notices(joining, 'joining_review'))
