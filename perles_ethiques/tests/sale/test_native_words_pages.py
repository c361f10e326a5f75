from lxml import html

from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from ..kit.lots import READY
from ..kit.pages import PageCommon
from ..kit.sales import SaleCommon

ENGLISH = ("My Portal", "Quotation", "Order #", "Devis #", "Unité(s)", "Bill", "fournisseurs",
           "Connect with", "odoo.com", "€ devis")


@tagged('post_install', '-at_install')
class TestNativeWords(SaleCommon, PageCommon):
    """Native pages as a French member reads them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env['res.lang']._activate_lang('fr_FR')
        website = cls.env.ref('website.default_website')
        website.language_ids = [Command.set(cls.env.ref('base.lang_fr').ids)]
        website.default_lang_id = cls.env.ref('base.lang_fr')

    def _read(self, path):
        with freeze_time(READY):
            answer = self.url_open(path)
        self.assertEqual(answer.status_code, 200, path)
        page = html.fromstring(answer.content)
        for script in page.xpath('//script'):
            script.getparent().remove(script)
        words = ' '.join(page.text_content().replace('\u202f', ' ').replace('\xa0', ' ').split())
        return page, words

    def _member_with_a_quotation(self):
        order, _claim = self._quoted()
        contact = order.partner_id
        self._portal_user(contact, login='a-french-member')
        contact.lang = 'fr_FR'
        self._log_in('a-french-member', READY)
        return order

    def test_tabs_are_called_in_french(self):
        self._member_with_a_quotation()
        for path, title in (
            ('/my', "Mon compte"), ('/my/quotes', "Mes devis"), ('/my/orders', "Mes commandes"),
            ('/my/invoices', "Mes factures"), ('/shop', "Boutique"), ('/shop/cart', "Mon panier"),
        ):
            with self.subTest(path=path):
                page, _words = self._read(path)
                name = self.env.ref('website.default_website').name
                self.assertEqual(page.findtext('.//title').strip(), f'{title} | {name}')
                shared = page.xpath('//meta[@property="og:title"]/@content')
                self.assertEqual([words.split(' | ')[0] for words in shared],
                                 [title] * len(shared))

    def test_a_quotation_is_read_in_words(self):
        order = self._member_with_a_quotation()
        for path in ('/my/quotes', f'/my/orders/{order.id}', '/my/invoices'):
            with self.subTest(path=path):
                _page, words = self._read(path)
                for english in ENGLISH:
                    self.assertNotIn(english, words)
        self.assertIn("100 pièces", self._read(f'/my/orders/{order.id}')[1])

    def test_no_format_of_elsewhere_is_chosen(self):
        self._member_with_a_quotation()
        page, words = self._read('/my/account')
        self.assertTrue(page.xpath('//input[@name="street"]'))
        self.assertFalse(page.xpath('//select[@name="invoice_edi_format"]'))
        self.assertNotIn("XRechnung", words)

    def test_a_search_box_has_a_label(self):
        page, _words = self._read('/shop')
        boxes = page.xpath('//input[@type="search"]')
        self.assertTrue(boxes)
        self.assertFalse([box for box in boxes if not box.get('aria-label')])

    def test_paying_says_what_is_done(self):
        order = self._member_with_a_quotation()
        order.require_signature = False
        _page, words = self._read(f'/my/orders/{order.id}')
        amount = f'{order.amount_total:.2f}'.replace('.', ',')
        self.assertIn(f"En payant, vous acceptez ce devis de {amount} € TTC pour", words)
        self.assertNotIn("vous confirmez", words)

    def test_signing_says_what_is_done_without_a_script(self):
        order = self._member_with_a_quotation()
        page, words = self._read(f'/my/orders/{order.id}')
        self.assertIn("En signant, vous acceptez ce devis de", words)
        told = page.xpath('//noscript')
        self.assertTrue(any("JavaScript" in part.text_content() for part in told))
        self.assertIn(self.company.email, told[0].text_content())
