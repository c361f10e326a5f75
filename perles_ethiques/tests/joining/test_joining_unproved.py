from odoo.tests import tagged

from ..kit.members import MemberCommon


@tagged('post_install', '-at_install')
class TestUnprovedAddress(MemberCommon):
    """Who signed up alone has typed an address: a mail proves it before anything is opened."""

    def _signed_up(self, email='typed@luz.example'):
        """The user of somebody who signed up alone, having typed an address."""
        users = self.env['res.users'].sudo()
        self.env['website'].search([]).auth_signup_uninvited = 'b2c'
        users.signup({'login': email, 'name': "Typed", 'password': 'A-strangers-password-1'})
        return users.search([('login', '=', email)])

    def test_signing_up_proves_nothing(self):
        user = self._signed_up()
        self.assertFalse(user._perles_is_proved())
        user.partner_id.signup_prepare(signup_type='reset')
        token = user.partner_id._generate_signup_token()
        self.env['res.users'].sudo().signup({'password': 'A-long-password-1'}, token)
        self.assertTrue(user._perles_is_proved(), "a mailed link was followed")

    def test_another_email_is_not_proved(self):
        contact = self.env['res.partner'].create({'name': "In", 'email': 'in@luz.example'})
        user = self._portal_user(contact, login='in@luz.example')
        self.assertTrue(user._perles_is_proved())
        contact.email = 'victim@luz.example'
        self.assertFalse(user._perles_is_proved())

    def test_who_signed_up_alone_proves_by_mail(self):
        user = self._signed_up()
        values = self._form_values(email='typed@luz.example')
        joining = self.env['perles.joining']._request_signed_in(values, user.partner_id)
        self.assertEqual(joining.state, 'requested')
        self.assertEqual(self._notices(joining).mapped('kind'), ['joining_proof'])
        self.assertFalse(user.partner_id.perles_membership_ids)
        membership = joining._prove_by_mail(joining._secret(), 'A-long-password-1')
        self.assertEqual(membership.contact_id, user.partner_id)
        self.assertTrue(user._perles_is_proved())

    def test_the_owner_of_an_address_takes_its_account_back(self):
        """A stranger signed up with the address of somebody, who joins now."""
        user = self._signed_up()
        joining = self.env['perles.joining']._request(
            self._form_values(email='typed@luz.example'),
        )
        self.assertEqual(self._notices(joining).mapped('kind'), ['joining_proof'])
        session = user._compute_session_token('sid')
        membership = joining._prove_by_mail(joining._secret(), 'A-long-password-1')
        self.assertEqual(membership.contact_id.user_ids, user)
        self.assertNotEqual(user._compute_session_token('sid'), session)
