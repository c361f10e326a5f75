from urllib.parse import urlsplit

from lxml import etree, html

from odoo.tests import TransactionCase, tagged

from ..clause import clause
from ..kit.pages import PageCommon

PAGES = ('/', '/shop', '/adhesion', '/contactus', '/contactus-thank-you', '/web/login',
         '/web/reset_password')


@tagged('post_install', '-at_install')
class TestSite(PageCommon):
    """What surrounds every page: header, footer, and the pages that Odoo draws."""

    def _page(self, path):
        response = self.url_open(path)
        self.assertEqual(response.status_code, 200, path)
        return html.fromstring(response.content)

    def test_one_title_a_page(self):
        for path in PAGES:
            with self.subTest(path=path):
                self.assertEqual(len(self._page(path).xpath('//h1')), 1)

    def test_nothing_of_the_native_site_is_left(self):
        for path in PAGES:
            with self.subTest(path=path):
                page = self._page(path)
                text = page.text_content()
                for words in ('555-555', 'yourcompany', 'My Website', 'My Company', 'Odoo'):
                    self.assertNotIn(words, text)
                hosts = {urlsplit(link).netloc for link in page.xpath('//a/@href')}
                self.assertLessEqual(hosts, {''})

    @clause('000-91')
    def test_identity_in_the_footer(self):
        footer = self._page('/').xpath("//div[@id='footer']")[0].text_content()
        for words in ("54 Avenue des Sources", "84000 AVIGNON", "98393922400017", "4648Z",
                      "FR14983939224", self.company.phone, self.company.email):
            self.assertIn(words, footer)

    def test_links_of_the_footer_resolve(self):
        links = self._page('/').xpath("//div[@id='footer']//a/@href")
        self.assertNotIn('#', links)
        for link in links:
            if link.startswith('/'):
                with self.subTest(link=link):
                    self.assertEqual(self.url_open(link).status_code, 200)

    def test_joining_is_the_call_of_the_header(self):
        self.assertEqual(
            set(self._page('/').xpath("//header//a[contains(@class, 'btn_cta')]/@href")),
            {'/adhesion'},
        )

    def test_home_is_ours(self):
        wrap = self._page('/').xpath("//div[@id='wrap']")[0]
        for path in ('/adhesion', '/shop', '/contactus'):
            self.assertTrue(wrap.xpath('.//a[@href=$path]', path=path), path)

    def test_what_was_chosen_before_stays(self):
        website = self.env['website'].create({'name': "Mine", 'company_id': self.company.id})
        website.logo = logo = website.favicon
        home = self.env['ir.ui.view'].search(
            [('key', '=', 'website.homepage'), ('website_id', '=', website.id)],
        )
        home.arch = home.arch.replace(
            '<div id="wrap" class="oe_structure oe_empty"/>', '<div id="wrap"><p>Mine</p></div>',
        )
        website._perles_apply_identity()
        self.assertEqual((website.name, website.logo), ("Mine", logo))
        arch = home.with_context(website_id=website.id)._get_combined_arch()
        self.assertEqual(arch.xpath("string(//div[@id='wrap'])"), "Mine")


@tagged('post_install', '-at_install')
class TestLabels(TransactionCase):
    """Who speaks to the page says what is written there: a name begins with the words one sees."""

    def test_names_begin_with_what_is_seen(self):
        names = self.env['ir.model.data'].search([
            ('module', '=', 'perles_ethiques'), ('model', '=', 'ir.ui.view'),
        ])
        views = self.env['ir.ui.view'].browse(names.mapped('res_id')).filtered(
            lambda view: view.type == 'qweb',
        )
        seen = 0
        for view in (view for lang in ('en_US', 'fr_FR') for view in views.with_context(lang=lang)):
            for element in etree.fromstring(view.arch).iter('a', 'button', 'summary', 'label'):
                name = element.get('aria-label') or element.get('t-attf-aria-label')
                words = self._seen(element)
                if not name or not words:
                    continue
                seen += 1
                with self.subTest(view=view.key, name=name):
                    self.assertTrue(name.lower().startswith(words.lower()), words)
        self.assertGreater(seen, 2)

    def _seen(self, element):
        """The words of an element; what is only drawn is none."""
        parts = [element.text or '']
        for child in element:
            if isinstance(child.tag, str) and not child.get('aria-hidden'):
                parts.append(self._seen(child))
            parts.append(child.tail or '')
        return ' '.join(' '.join(parts).split())
