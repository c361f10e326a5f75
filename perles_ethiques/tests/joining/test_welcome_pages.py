from datetime import timedelta

from lxml import html

from odoo import fields
from odoo.modules.migration import load_script
from odoo.tests import tagged
from odoo.tools import file_path

from ..clause import clause
from ..kit.pages import PageCommon


@tagged('post_install', '-at_install')
class TestJoiningWords(PageCommon):
    """What the pages of joining understand, and say."""

    def _page(self, path):
        return html.fromstring(self.url_open(path).content)

    def _words(self, nodes):
        words = ' '.join(node.text_content() for node in nodes)
        return ' '.join(words.replace('\u202f', ' ').replace('\xa0', ' ').split())

    def test_a_postcode_as_letters_bear_it(self):
        for number, typed in enumerate(("84 000", "84\xa0000", " 8 4 0 0 0", "F-84000")):
            with self.subTest(typed=typed):
                email = f'post{number}@luz.example'
                answer = self._post('/adhesion', self._joining_post(zip=typed, email=email))
                self.assertEqual(answer.status_code, 303, answer.text[:500])
                joining = self.env['perles.joining'].search([('email', '=', email)])
                self.assertEqual(joining.zip, "84000")

    def test_a_postcode_of_elsewhere_is_kept(self):
        partners = self.env['res.partner']
        french = partners.create({'name': "A", 'zip': "13 002", 'country_id': self._country('FR')})
        self.assertEqual(french.zip, "13002")
        french.zip = "F-13 003"
        self.assertEqual(french.zip, "13003")
        swede = partners.create({'name': "B", 'zip': "114 55", 'country_id': self._country('SE')})
        self.assertEqual(swede.zip, "114 55")

    def test_a_postcode_of_two_countries(self):
        """Written to many at once, each keeps it as its country does: also by the upgrade."""
        both = self.env['res.partner'].create([
            {'name': code, 'country_id': self._country(code)} for code in ('FR', 'SE')
        ])
        both.write({'zip': "114 55"})
        self.assertEqual(both.mapped('zip'), ["11455", "114 55"])
        both.write({'zip': "114 56", 'country_id': self._country('SE')})
        self.assertEqual(both.mapped('zip'), ["114 56", "114 56"])
        script = file_path('perles_ethiques/migrations/19.0.5.0.0/post-texts.py')
        load_script(script, 'post_texts').migrate(self.env.cr, '19.0.4.0.0')
        self.assertEqual(both.mapped('zip'), ["114 56", "114 56"])

    def _country(self, code):
        return self.env.ref(f'base.{code.lower()}').id

    def test_where_the_mail_went(self):
        self._post('/adhesion', self._joining_post(email='Camille@LUZ.example'))
        self.assertIn('camille@luz.example', self._words(self._page('/adhesion/merci').xpath(
            '//*[@class="pe-sent-to"]')))
        self.opener.cookies.clear()
        self.assertFalse(self._page('/adhesion/merci').xpath('//*[@class="pe-sent-to"]'))

    @clause('000-01', '000-02')
    def test_one_price_is_paid(self):
        prices = self._page('/adhesion').xpath('//*[@class="pe-price"]')
        self.assertEqual(
            [self._words([line]) for line in prices[0]],
            ["216,00 € TTC par an", "soit 18,00 € TTC par mois",
             "15,00 € HT par mois – 180,00 € HT par an"],
        )

    # === PAYING WITHOUT A SCRIPT === #

    @clause('000-04', '000-05')
    def test_pay_by_transfer_without_a_script(self):
        membership = self._sign_up()
        form = self._page('/my/membership/pay').xpath('//noscript//form')[0]
        self.assertIn("JavaScript", form.getparent().text_content())
        self.assertIn("Adhésion avec obligation de paiement", form.text_content())
        token = form.xpath('.//input[@name="csrf_token"]/@value')[0]
        for _press in range(2):
            answer = self.url_open(form.get('action'), data={'csrf_token': token},
                                   allow_redirects=False)
            self.assertEqual(answer.status_code, 303)
        self.env.invalidate_all()
        self.assertTrue(membership.transfer_expected)
        self.assertEqual(len(membership.order_id.transaction_ids), 1)
        self.assertEqual(self.env['perles.acceptance'].search_count([
            ('document_ref', '=', membership.order_id.name),
        ]), 1)
        page = self._words(self._page('/my/membership').xpath('//main'))
        self.assertIn(membership.transfer_ref, page)

    # === THE LAST STEP === #

    def test_the_last_step_lights_and_the_first_gestures_are_told(self):
        membership = self._member(email='new@luz.example')
        self._portal_user(membership.contact_id, login='a-new-member')
        self.authenticate('a-new-member', 'a-new-member')
        page = self._page('/my/membership')
        steps = page.xpath('//ol[@class="pe-steps"]/li')
        self.assertEqual([step.get('class') for step in steps], ['pe-step--done'] * 4)
        self.assertEqual(
            page.xpath('//ol[@class="pe-gestures"]//a/@href'),
            ['/my/wishes/new', '/shop', '/my/newsletter'],
        )
        membership.period_ids.start_date = fields.Date.today() - timedelta(days=31)
        self.assertFalse(self._page('/my/membership').xpath('//ol[@class="pe-gestures"]'))
