from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..kit.members import MemberCommon


@tagged('post_install', '-at_install')
class TestJoining(MemberCommon):

    def _request(self, **values):
        return self.env['perles.joining']._request(self._form_values(**values))

    def test_unknown_address_gets_a_link_and_opens_nothing(self):
        partners = self.env['res.partner'].search_count([])
        users = self.env['res.users'].search_count([])
        joining = self._request()
        self.assertEqual(joining.state, 'requested')
        self.assertEqual(self._notices(joining).mapped('kind'), ['joining_proof'])
        self.assertEqual(self._notices(joining).email, 'camille@luz.example')
        self.assertEqual(self.env['res.partner'].search_count([]), partners)
        self.assertEqual(self.env['res.users'].search_count([]), users)
        self.assertFalse(joining.membership_ids)

    def test_the_link_makes_a_portal_user_and_an_order(self):
        joining = self._request(kind='company', siret='98393922400017', vat='FR14983939224')
        self.env['res.partner'].search([('company_registry', '=', '98393922400017')]).write({
            'company_registry': False,
        })
        joining = self._request(
            kind='company', siret='44229377500031', vat=False, email='b@luz.example',
        )
        secret = joining._secret()
        membership = joining._prove_by_mail(secret, 'A-long-password-1')
        user = membership.contact_id.user_ids
        self.assertEqual(user.login, 'b@luz.example')
        self.assertTrue(user._is_portal())
        self.assertEqual(membership.partner_id.name, "Atelier Luz")
        self.assertEqual(membership.partner_id.company_registry, '44229377500031')
        self.assertEqual(membership.partner_id.invoice_edi_format, 'facturx')
        self.assertEqual(membership.order_id.amount_total, 216.0)
        self.assertEqual(joining.state, 'proved')

    def test_the_link_serves_once(self):
        joining = self._request()
        secret = joining._secret()
        joining._prove_by_mail(secret, 'A-long-password-1')
        self.assertFalse(joining._check_secret(secret))
        with self.assertRaises(UserError):
            joining._prove_by_mail(secret, 'A-long-password-1')

    def test_the_link_ends(self):
        with freeze_time('2026-12-01 10:00:00'):
            joining = self._request()
            secret = joining._secret()
        with freeze_time('2026-12-03 09:59:59'):
            self.assertTrue(joining._check_secret(secret))
        with freeze_time('2026-12-03 10:00:01'):
            self.assertFalse(joining._check_secret(secret))

    def test_another_secret_opens_nothing(self):
        joining = self._request()
        other = self._request(email='other@luz.example')
        for secret in ('', 'x', other._secret()):
            self.assertFalse(joining._check_secret(secret))
        self.assertTrue(joining._check_secret(joining._secret()))

    def test_known_user_is_told_by_mail_only(self):
        self._portal_user(
            self.env['res.partner'].create({'name': "Known", 'email': 'known@luz.example'}),
            login='known@luz.example',
        )
        for email in ('known@luz.example', 'Known@LUZ.example'):
            joining = self._request(email=email)
            self.assertEqual(self._notices(joining).mapped('kind'), ['joining_known'])
            self.assertFalse(joining.partner_id)

    def test_archived_user_is_known_too(self):
        user = self._portal_user(
            self.env['res.partner'].create({'name': "Gone", 'email': 'gone@luz.example'}),
            login='gone@luz.example',
        )
        user.active = False
        joining = self._request(email='gone@luz.example')
        self.assertEqual(self._notices(joining).kind, 'joining_known')

    def test_known_partner_is_never_attached(self):
        known = self.env['res.partner'].create({'name': "K", 'email': 'partner@luz.example'})
        joining = self._request(email='partner@luz.example')
        self.assertFalse(joining.activity_ids)
        self._send_notices()
        self.assertEqual(joining.state, 'review')
        self.assertEqual(self._notices(joining).mapped('kind'), ['joining_review'])
        self.assertFalse(joining.partner_id)
        self.assertTrue(joining.activity_ids)
        self.assertFalse(known.user_ids)
        self.assertFalse(joining._check_secret('anything'))

    def test_known_siret_is_never_attached(self):
        self.env['res.partner'].create({'name': "Co", 'company_registry': '442 293 775 00031'})
        joining = self._request(kind='company', siret='44229377500031')
        self._send_notices()
        self.assertEqual(joining.state, 'review')

    def test_somebody_became_known_meanwhile(self):
        joining = self._request()
        secret = joining._secret()
        self.env['res.partner'].create({'name': "Late", 'email': 'camille@luz.example'})
        with self.assertRaises(UserError):
            joining._prove_by_mail(secret, 'A-long-password-1')

    def test_mails_are_limited_without_saying_so(self):
        for _time in range(3):
            self.assertTrue(self._request())
        self.assertFalse(self._request())
        self.assertTrue(self._request(email='other@luz.example'))

    def test_forms_of_a_visitor_are_limited(self):
        joinings = self.env['perles.joining']
        for number in range(10):
            self.assertFalse(joinings._too_many_from('203.0.113.7', self.company))
            self._request(email=f'{number}@luz.example')
        self.assertTrue(joinings._too_many_from('203.0.113.7', self.company))
        self.assertFalse(joinings._too_many_from('203.0.113.8', self.company))

    def test_weak_password_is_refused(self):
        self.env['ir.config_parameter'].set_param('auth_password_policy.minlength', 8)
        joining = self._request()
        secret = joining._secret()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            joining._prove_by_mail(secret, 'short')

    def test_unproved_forms_are_forgotten(self):
        joining, kept = self._request(), self._member().joining_id
        self._request(email='fresh@luz.example')
        old = fields.Datetime.now() - timedelta(days=8)
        self.env.cr.execute(
            'UPDATE perles_joining SET create_date = %s WHERE id IN %s',
            (old, (joining.id, kept.id)),
        )
        joining.invalidate_recordset()
        self.env['perles.joining']._gc_unproved()
        self.assertFalse(joining.exists())
        self.assertTrue(kept.exists())
        self.assertTrue(self.env['perles.joining'].search([('email', '=', 'fresh@luz.example')]))

    def test_signed_in_person_completes_only_what_is_missing(self):
        contact = self.env['res.partner'].create({
            'name': "Andrée", 'email': 'andree@luz.example', 'street': "Known street",
        })
        self.env['perles.joining']._prove_by_session(self._form_values(), contact)
        self.assertEqual(contact.street, "Known street")
        self.assertEqual(contact.zip, "84000")
