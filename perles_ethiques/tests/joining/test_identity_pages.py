from odoo.tests import tagged

from ..clause import clause
from ..kit.pages import PageCommon

BRUSSELS = {'country': 'BE', 'zip': '1000', 'city': "Bruxelles"}
GENEVA = {'country': 'CH', 'zip': '1201', 'city': "Genève"}
MONACO = {'country': 'MC', 'zip': '98000', 'city': "Monaco"}


@tagged('post_install', '-at_install')
class TestIdentityAsked(PageCommon):
    """By what one is known, and whether one joins for work: asked on the form, never guessed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.perles_joining_per_address = 50

    def _member_by(self, kind, **values):
        """The commercial partner of who joins by the form."""
        if kind in ('company', 'nonprofit'):
            values.setdefault('company_name', "Atelier")
        self.authenticate(None, None)
        email = f'{kind}{self.env["perles.joining"].search_count([])}@luz.example'
        return self._sign_up(email, kind=kind, **values).partner_id

    def test_the_page_asks(self):
        page = self.url_open('/adhesion').text
        for words in ('id="kind_company"', 'id="kind_nonprofit"', 'id="kind_trader"',
                      'id="kind_person"', 'value="rna"', 'value="CH"', 'value="MC"', 'value="US"'):
            self.assertIn(words, page)
        self.assertLess(page.index('value="FR"'), page.index('value="ZA"'))

    @clause('000-91')
    def test_association_without_siret(self):
        for values in (
            {'identity': 'rna', 'siret': 'W 842 001 234'},
            # typed where the SIRET is asked for
            {'siret': 'W842001234'},
        ):
            with self.subTest(values=values):
                partner = self._member_by('nonprofit', **values)
                self.assertEqual(partner.company_registry, 'W842001234')
                self.assertTrue(partner.is_company)
                self.assertFalse(partner._perles_is_professional())
                self.assertFalse(partner._perles_is_consumer())
                self.assertFalse(partner.perles_identity_warning)
                # Factur-X would call it a SIREN
                self.assertNotEqual(partner.invoice_edi_format, 'facturx')
                partner.company_registry = False
                self.env['perles.joining'].search([]).siret = False

    @clause('000-91')
    def test_organisations_as_they_are(self):
        for kind, values, registry in (
            ('company', {'siret': '732 829 320 00074', 'vat': 'FR44732829320'}, '73282932000074'),
            ('company', {'identity': 'siret', 'siret': '218 400 075 00014'}, '21840007500014'),
            ('company', {'identity': 'foreign', 'siret': '0477.472.701', 'vat': 'BE0477472701',
                         **BRUSSELS}, '0477472701'),
            ('company', {'identity': 'foreign', 'siret': 'CHE-100.155.212',
                         'vat': 'CHE-100.155.212 TVA', **GENEVA}, 'CHE100155212'),
            ('company', {'identity': 'foreign', 'siret': '56S00557', **MONACO}, '56S00557'),
            ('company', {'identity': 'none', **GENEVA}, False),
            ('nonprofit', {'identity': 'none'}, False),
        ):
            with self.subTest(kind=kind, values=values):
                partner = self._member_by(kind, **values)
                self.assertEqual(partner.company_registry or False, registry)
                self.assertEqual(partner._perles_is_professional(), kind == 'company')

    @clause('000-91')
    def test_person_who_joins_for_work(self):
        partner = self._member_by('trader', siret='732 829 320 00074')
        self.assertEqual((partner.company_registry, partner.is_company), ('73282932000074', False))
        self.assertTrue(partner._perles_is_professional())
        self.assertEqual(partner.invoice_edi_format, 'facturx')
        partner = self._member_by('person', siret='what is left of another try')
        self.assertFalse(partner.company_registry or partner._perles_is_professional())
        self.assertTrue(partner._perles_is_consumer())

    @clause('000-91')
    def test_refused_in_words(self):
        before = self._counts()
        for kind, values in (
            ('company', {'identity': 'none'}),
            ('trader', {'identity': 'none'}),
            ('trader', {}),
            ('company', {'identity': 'rna', 'siret': 'W84200'}),
            ('company', {'identity': 'foreign', 'siret': '0477472701'}),
            ('company', {'identity': 'foreign', 'siret': '0477472702', **BRUSSELS}),
            ('company', {'identity': 'foreign', 'siret': 'CHE-1', **GENEVA}),
            ('company', {'identity': 'robot', 'siret': '98393922400017'}),
            # natively the contact would be refused once the address is proved
            ('company', {'identity': 'none', 'vat': 'CHE-1', **GENEVA}),
            ('company', {'identity': 'none', 'vat': 'FR00000000000', **BRUSSELS}),
        ):
            with self.subTest(kind=kind, values=values):
                answer = self._post('/adhesion', self._joining_post(
                    kind=kind, company_name="Atelier", **values,
                ))
                self.assertEqual(answer.status_code, 400)
                self.assertIn('pe-error', answer.text)
        self.assertEqual(self._counts(), before)

    def test_who_is_signed_in_is_asked_once(self):
        organisation = self.env['res.partner'].create({
            'name': "Club", 'is_company': True, 'email': 'club@luz.example',
        })
        user = self._portal_user(organisation, login='club@luz.example')
        self.authenticate(user.login, user.login)
        page = self.url_open('/adhesion').text
        self.assertIn('id="kind_nonprofit"', page)
        self.assertNotIn('id="kind_trader"', page)
        answer = self._post('/adhesion', self._joining_post(
            kind='nonprofit', identity='none', company_name="Club",
        ))
        self.assertEqual(answer.status_code, 303, answer.text[:2000])
        self.env.invalidate_all()
        self.assertEqual(organisation.perles_professional, 'no')
        self.assertNotIn('id="kind_nonprofit"', self.url_open('/adhesion').text)
