from odoo.tests import tagged

from ..clause import clause
from ..kit.pages import PASSWORD, PageCommon


@tagged('post_install', '-at_install')
class TestJoiningPage(PageCommon):

    @clause('000-03')
    def test_public_page(self):
        page = self.url_open('/adhesion')
        self.assertEqual(page.status_code, 200)
        self.assertIn(f'/terms/{self.v1.id}/pdf', page.text)
        self.assertIn('type="submit"', page.text)
        pdf = self.url_open(f'/terms/{self.v1.id}/pdf')
        self.assertEqual(pdf.status_code, 200)
        self.assertTrue(pdf.content.startswith(b'%PDF'))
        self.assertEqual(self.url_open('/adhesion/contrat').status_code, 200)

    @clause('000-01', '000-02')
    def test_price_shown(self):
        text = self.url_open('/adhesion').text.replace('\xa0', ' ').replace('\u202f', ' ')
        for amount in ("15,00 €", "180,00 €", "18,00 €", "216,00 €"):
            self.assertIn(amount, text)
        self.plan.price = 192.0
        text = self.url_open('/adhesion').text.replace('\xa0', ' ').replace('\u202f', ' ')
        self.assertIn("16,00 €", text)
        self.assertNotIn("15,00 €", text)

    def test_closed_until_the_checklist_is_complete(self):
        self.company.phone = False
        page = self.url_open('/adhesion')
        self.assertEqual(page.status_code, 200)
        self.assertNotIn('name="accept_terms"', page.text)
        before = self._counts()
        self.url_open('/adhesion', data={
            **self._joining_post(), 'csrf_token': self._csrf('/web/login'),
        })
        self.assertEqual(self._counts(), before)

    @clause('000-05')
    def test_box_is_unticked_and_mandatory(self):
        page = self.url_open('/adhesion').text
        box = page[page.index('name="accept_terms"') - 300:page.index('name="accept_terms"') + 300]
        self.assertNotIn('checked', box)
        before = self._counts()
        post = self._joining_post()
        del post['accept_terms']
        response = self._post('/adhesion', post)
        self.assertEqual(response.status_code, 400)
        self.assertIn("Case obligatoire", response.text)
        self.assertEqual(self._counts(), before)

    def test_wrong_values_write_nothing(self):
        wrong = {
            'plan_id': '999999', 'version_id': '999999', 'amount_total': '1.00',
            'email': 'not-an-address', 'person_name': '', 'kind': 'robot', 'street': '',
            'zip': '8400', 'city': '', 'country': 'ZZ', 'phone': 'call me', 'accept_terms': '0',
        }
        before = self._counts()
        for name, value in wrong.items():
            with self.subTest(field=name):
                response = self._post('/adhesion', self._joining_post(**{name: value}))
                self.assertEqual(response.status_code, 400)
                self.assertNotIn('Traceback', response.text)
        company = {'kind': 'company', 'company_name': "Atelier", 'siret': '44229377500031'}
        for name, value in {
            'siret': '44229377500032', 'vat': 'FR00000000000', 'company_name': '',
        }.items():
            with self.subTest(field=name):
                response = self._post(
                    '/adhesion', self._joining_post(**{**company, name: value}),
                )
                self.assertEqual(response.status_code, 400)
        self.assertEqual(self._counts(), before)

    def test_organisation_outside_france(self):
        response = self._post('/adhesion', self._joining_post(
            kind='company', company_name="Kralen", country='BE', vat='BE0477472701', zip='1000',
            siret='',
        ))
        self.assertEqual(response.status_code, 303, response.text[:500])

    def test_characters_that_no_database_takes(self):
        for name in ('country', 'person_name', 'email', 'zip'):
            response = self._post('/adhesion', self._joining_post(**{name: 'F\x00'}))
            self.assertEqual(response.status_code, 303 if name == 'person_name' else 400)

    def test_huge_fields(self):
        before = self._counts()
        for name in ('person_name', 'email', 'city'):
            response = self._post('/adhesion', self._joining_post(**{name: 'x' * 10_000_000}))
            self.assertIn(response.status_code, (400, 413))
            self.assertLess(len(response.content), 200_000)
            self.assertNotIn('Traceback', response.text)
        self.assertEqual(self._counts(), before)

    def test_typed_values_are_kept(self):
        response = self._post('/adhesion', self._joining_post(zip='84', city="L’Isle <b>"))
        self.assertIn('value="L’Isle &lt;b&gt;"', response.text)

    def test_cross_site_post_is_refused(self):
        before = self._counts()
        response = self.url_open('/adhesion', data=self._joining_post())
        self.assertEqual(response.status_code, 400)
        self.assertEqual(self._counts(), before)

    def test_same_answer_whoever_is_known(self):
        self._portal_user(
            self.env['res.partner'].create({'name': "Known", 'email': 'known@luz.example'}),
            login='known@luz.example',
        )
        answers = set()
        for email in ('unknown@luz.example', 'known@luz.example', self.company.email):
            response = self._post('/adhesion', self._joining_post(email=email))
            answers.add((response.status_code, response.headers['Location'].split('?')[0]))
        self.assertEqual(len(answers), 1)
        self.assertEqual(self.url_open('/adhesion/merci').status_code, 200)

    def test_too_many_forms(self):
        for number in range(10):
            self._post('/adhesion', self._joining_post(email=f'{number}@luz.example'))
        response = self._post('/adhesion', self._joining_post(email='more@luz.example'))
        self.assertEqual(response.status_code, 429)
        self.assertFalse(self.env['perles.joining'].search([('email', '=', 'more@luz.example')]))


@tagged('post_install', '-at_install')
class TestProof(PageCommon):

    def _requested(self):
        self._post('/adhesion', self._joining_post())
        return self.env['perles.joining'].search([('email', '=', 'camille@luz.example')])

    def test_following_the_link_changes_nothing(self):
        joining = self._requested()
        secret = joining._secret()
        before = self._counts()
        for _time in range(2):
            page = self.url_open(f'/adhesion/confirmer/{joining.id}/{secret}')
            self.assertEqual(page.status_code, 200)
        self.assertEqual(self._counts(), before)
        self.assertEqual(joining.state, 'requested')

    def test_wrong_links(self):
        joining = self._requested()
        joining._secret()
        for path in (f'{joining.id}/wrong', '999999/wrong'):
            answer = self.url_open(f'/adhesion/confirmer/{path}')
            self.assertEqual(answer.status_code, 410)
            # who followed it already has an account, and is not sent back to the form alone
            self.assertIn('/web/login?redirect=/my/membership"', answer.text)

    def test_passwords(self):
        joining = self._requested()
        path = f'/adhesion/confirmer/{joining.id}/{joining._secret()}'
        users = self.env['res.users'].search_count([])
        for first, second in (('', ''), (PASSWORD, 'other'), ('short', 'short')):
            response = self._post(path, {'password': first, 'password_again': second})
            self.assertEqual(response.status_code, 400, (first, second))
        self.assertEqual(self.env['res.users'].search_count([]), users)
        response = self._post(path, {'password': PASSWORD, 'password_again': PASSWORD})
        self.assertEqual(response.status_code, 303)
        self.assertTrue(response.headers['Location'].endswith('/my/membership/pay'))
        self.assertEqual(self.url_open('/my/membership/pay').status_code, 200)

    def test_replayed_proof_opens_nothing_more(self):
        membership = self._sign_up()
        self.assertTrue(membership)
        joining = membership.joining_id
        self.assertEqual(
            self.url_open(f'/adhesion/confirmer/{joining.id}/anything').status_code, 410,
        )

    def test_signed_in_person_goes_straight_to_the_payment(self):
        contact = self.env['res.partner'].create({'name': "In", 'email': 'in@luz.example'})
        self._portal_user(contact, login='in@luz.example')
        self.authenticate('in@luz.example', 'in@luz.example')
        for _time in range(2):
            response = self._post('/adhesion', self._joining_post(email='other@luz.example'))
            self.assertEqual(response.status_code, 303)
        membership = contact.perles_membership_ids
        self.assertEqual(len(membership), 1)
        self.assertEqual(membership.contact_id, contact)
        self.assertEqual(membership.joining_id.email, 'in@luz.example')

    def test_a_session_without_proof_opens_nothing(self):
        contact = self.env['res.partner'].create({'name': "In", 'email': 'in@luz.example'})
        user = self._portal_user(contact, login='in@luz.example')
        user.perles_to_prove = True
        self.authenticate('in@luz.example', 'in@luz.example')
        answer = self._post('/adhesion', self._joining_post(email='in@luz.example'))
        self.assertEqual(answer.status_code, 303)
        self.assertTrue(answer.headers['Location'].endswith('/adhesion/merci'))
        self.assertFalse(contact.perles_membership_ids)
