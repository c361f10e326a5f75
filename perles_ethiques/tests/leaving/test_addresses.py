from odoo.tests import tagged

from ..kit.members import MemberCommon


@tagged('post_install', '-at_install')
class TestAddresses(MemberCommon):
    """Gestures on the addresses of a contract that lives: who gets the mail, who is told."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.membership = cls._cheap_member(email='alix@luz.example')
        cls.alix = cls.membership.contact_id

    def _recipients(self, kind, period):
        """Who a mail of this membership goes to."""
        notice = self.env['perles.notice']._owe(
            self.membership, kind, period=period, partner=self.membership.contact_id,
        )
        self._send_notices()
        self.assertEqual(notice.state, 'sent', notice.error)
        return notice.email

    def test_address_changed(self):
        self.alix.email = 'Alix <alix@elsewhere.example>'
        told = self._notices(self.membership, 'address_changed')
        self.assertEqual(told.email, 'alix@luz.example')
        self._send_notices()
        mail = self.env['mail.mail'].search([('message_id', '=', told.message_ref)])
        self.assertEqual(mail.email_to, 'alix@luz.example')
        self.assertIn("a…@elsewhere.example", mail.body_html)
        self.assertNotIn("alix@elsewhere", mail.body_html)
        self.assertNotIn(self.membership.name, mail.body_html + mail.subject)
        self.assertEqual(self._recipients('renewal', 'next'), 'alix@elsewhere.example')

    def test_same_address_written_otherwise(self):
        self.alix.email = 'Alix Roux <ALIX@luz.example>'
        self.assertFalse(self._notices(self.membership, 'address_changed'))

    def test_address_emptied(self):
        self.alix.email = False
        self.assertEqual(
            self._notices(self.membership, 'address_changed').email, 'alix@luz.example',
        )
        self.assertIn("A member has no e-mail address any more",
                      self.membership.activity_ids.mapped('summary'))

    def test_contract_over_tells_nobody(self):
        self.membership._write_state('ended')
        self.alix.email = 'alix@elsewhere.example'
        self.assertFalse(self._notices(self.membership, 'address_changed'))

    def test_mail_returned(self):
        for _time in range(2):
            self.alix._message_receive_bounce('alix@luz.example', self.alix)
        activities = self.membership.activity_ids.filtered(lambda a: "come back" in a.summary)
        self.assertEqual(len(activities), 1)
        self.assertIn('alix@luz.example', activities.note)

    def test_address_taken_by_somebody_else(self):
        other = self.env['res.partner'].create({
            'name': "Other", 'email': 'alix@luz.example', 'lang': False,
        })
        self.assertFalse(other._membership_at())
        self.assertEqual(self.membership.contact_id, self.alix)
        self.alix.email = 'alix@elsewhere.example'
        self.assertEqual(self._recipients('renewal', 'next'), 'alix@elsewhere.example')

    def test_contact_without_language(self):
        self.alix.lang = False
        self.company.partner_id.lang = 'fr_FR'
        self._recipients('renewal', 'next')
        mail = self.env['mail.mail'].search([
            ('message_id', '=', self._notices(self.membership, 'renewal').message_ref),
        ])
        self.assertIn("Bonjour", mail.body_html)

    def test_another_contact_is_chosen(self):
        organisation = self._cheap_member(
            kind='company', company_name="Atelier Mer", email='mer@luz.example',
        )
        sacha = self.env['res.partner'].create({
            'name': "Sacha", 'email': 's@luz.example', 'parent_id': organisation.partner_id.id,
        })
        self.membership = organisation
        organisation.contact_id = sacha
        self.assertEqual(self._recipients('renewal', 'next'), 's@luz.example')
