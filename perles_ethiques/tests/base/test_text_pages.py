from odoo.tests import tagged

from ..kit.pages import PageCommon

FORGED = "Camille Roux\r\nBcc: all@luz.example"


@tagged('post_install', '-at_install')
class TestTextPages(PageCommon):
    """What is typed on pages: the forms of the house and the native ones."""

    def _joined(self, **values):
        response = self._post('/adhesion', self._joining_post(**values))
        self.assertEqual(response.status_code, 303, response.text[:2000])
        return self.env['perles.joining'].search([], order='id desc', limit=1)

    def test_a_name_stays_on_its_line(self):
        joining = self._joined(
            person_name=FORGED, city="Avignon\x0b\u202e", street="1\u200b rue",
            zip="84\u200b000",
        )
        self.assertEqual(joining.person_name, "Camille Roux Bcc: all@luz.example")
        self.assertEqual((joining.city, joining.street, joining.zip), ("Avignon", "1 rue", "84000"))

    def test_what_nobody_sees_is_no_name(self):
        before = self._counts()
        response = self._post('/adhesion', self._joining_post(person_name="\u200b\u2060"))
        self.assertEqual(response.status_code, 400)
        self.assertIn('id="person_name_error"', response.text)
        self.assertEqual(self._counts(), before)

    def test_accents_are_composed_and_domains_mailed_to(self):
        joining = self._joined(
            person_name="Zoe\u0301 Roux", email="Contact@perles-éthiques.example",
        )
        self.assertEqual(joining.person_name, "Zoé Roux")
        self.assertEqual(joining.email, "contact@xn--perles-thiques-hkb.example")

    def test_an_address_that_no_mail_reaches_is_refused(self):
        before = self._counts()
        for path, post in (
            ('/adhesion', self._joining_post(email="andré.roux@luz.example")),
            ('/resilier', {'person_name': "André", 'email': "andré.roux@luz.example"}),
        ):
            with self.subTest(path=path):
                response = self._post(path, post)
                self.assertEqual(response.status_code, 400)
                self.assertIn('id="email_error"', response.text)
        self.assertEqual(self._counts(), before)

    def test_a_phone_and_a_siret_of_another_keyboard(self):
        joining = self._joined(
            kind='company', company_name="Atelier", siret="442 293 775 00031\n", vat='',
            phone="04\u00a090‑12‑34‑56",
        )
        self.assertEqual((joining.siret, joining.phone), ("44229377500031", "04 90-12-34-56"))

    def test_the_native_address_form(self):
        partner = self.env['res.partner'].create({
            'name': "Camille", 'email': "c@luz.example", 'country_id': self.env.ref('base.fr').id,
        })
        self._portal_user(partner, login='text-pages')
        self.authenticate('text-pages', 'text-pages')
        response = self._post('/my/address/submit', {
            'partner_id': str(partner.id), 'address_type': 'billing', 'name': FORGED,
            'email': "c@éthique.example", 'phone': "04 90 12 34 56", 'street': "1  rue",
            'zip': "84000", 'city': "Avignon", 'country_id': str(partner.country_id.id),
            'required_fields': '', 'use_delivery_as_billing': 'true', 'callback': '/my',
        }, token_from='/my/account')
        self.assertEqual(response.status_code, 200, response.text[:500])
        self.env.invalidate_all()
        self.assertEqual(partner.name, "Camille Roux Bcc: all@luz.example", response.text[:500])
        self.assertEqual(partner.email, "c@xn--thique-9ua.example")
