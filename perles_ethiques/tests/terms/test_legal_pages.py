from datetime import date

from lxml import html

from odoo.exceptions import UserError
from odoo.modules.module import load_script
from odoo.tests import tagged
from odoo.tools import SQL

from ..kit.pages import PageCommon

LEGAL = ('/cgv', '/mentions-legales', '/confidentialite')
SITE = 'https://perles.example'
NATIVE_NOTE = (
    '<p>Conditions générales : <a target="_blank" href="http://localhost:8069/terms">'
    'http://localhost:8069/terms</a></p>'
)
NATIVE_TEXT = '<p>Terms &amp; Conditions: http://127.0.0.1:8069/terms</p>'
TYPED_ADDRESS = '<p>Les conditions de ce transport : https://example.org/terms</p>'
NOTES = (
    NATIVE_NOTE, NATIVE_TEXT, f'<p>Fragile.</p>{NATIVE_NOTE}', TYPED_ADDRESS,
    '<p>Terms &amp; Conditions: https://example.org/terms</p>',
    '<p>Read http://127.0.0.1:8069/terms</p>',
)


@tagged('post_install', '-at_install')
class TestLegalPages(PageCommon):
    """Texts of the house, where Odoo shows a sample of another one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        texts = cls.env['perles.terms'].search([('company_id', '=', cls.company.id)])
        cls.texts = texts - cls.terms

    def _publish(self, texts=None, day=date(2026, 1, 1)):
        self.env['perles.terms.publish'].with_user(self.manager).create({
            'terms_ids': (texts or self.texts).ids, 'effective_date': day, 'reason': "First",
        }).action_publish()

    def _page(self, path):
        response = self.url_open(path)
        self.assertEqual(response.status_code, 200, path)
        return html.fromstring(response.content)

    # === PAGES === #

    def test_texts_are_read_at_their_addresses(self):
        self._publish()
        for path in LEGAL:
            with self.subTest(path=path):
                page = self._page(path)
                self.assertEqual(len(page.xpath('//h1')), 1)
                words = page.xpath("//main")[0].text_content()
                self.assertIn(self.company.email, words)
                self.assertNotRegex(words, r'[{}]|Odoo S\.A\.|False')
        self.assertIn("Médiateur", self._page('/cgv').text_content())
        self.assertIn("Avignon", self._page('/mentions-legales').text_content())

    def test_every_page_links_to_them(self):
        self._publish()
        for path in ('/', '/shop', '/adhesion', '/contactus', '/web/login', '/my', '/shop/cart',
                     '/terms'):
            with self.subTest(path=path):
                links = self._page(path).xpath('//footer//a/@href')
                self.assertLessEqual({*LEGAL, '/adhesion/contrat'}, {*links})

    def test_native_address_lists_them(self):
        self.assertEqual(self.url_open('/terms').status_code, 200)
        self._publish()
        page = self._page('/terms')
        links = page.xpath('//main//a/@href')
        self.assertLessEqual({*LEGAL, '/adhesion/contrat'}, {*links})
        self.assertNotIn("STANDARD TERMS", page.text_content())

    def test_what_is_not_published_has_no_page_and_no_link(self):
        for path in LEGAL:
            self.assertEqual(self.url_open(path).status_code, 404)
        self.assertFalse({*LEGAL} & {*self._page('/').xpath('//a/@href')})

    def test_versions_before_stay_readable(self):
        self._publish()
        sales = self.texts.filtered(lambda text: text.code == 'cgv')
        self.company.phone = "+33 4 90 99 99 99"
        self.assertTrue(sales.has_changes)
        self._publish(sales)
        first = sales.version_ids.sorted('number')[0]
        page = self._page('/cgv')
        self.assertIn("+33 4 90 99 99 99", page.xpath('//main')[0].text_content())
        self.assertIn(f'/terms/{first.id}/pdf', page.xpath('//main//a/@href'))

    # === FACTS === #

    def test_what_is_not_known_is_asked_for_and_never_published(self):
        self.company.perles_mediator = False
        with self.assertRaisesRegex(UserError, "Consumer mediator"):
            self._publish()
        line = self._line("Legal identity")
        self.assertFalse(line[0])
        self.assertIn("Consumer mediator", line[2])
        self.company.perles_mediator = "Médiateur d’ici"
        self.assertTrue(self._line("Legal identity")[0])
        self.assertFalse(self._line("Legal texts")[0])
        self._publish()
        self.assertTrue(self._line("Legal texts")[0])

    def _line(self, label):
        return next(line for line in self.company._perles_sales_checklist() if line[1] == label)

    # === NATIVE DOCUMENTS === #

    def test_documents_link_to_the_house_where_it_is_now(self):
        # natively, only then is something written on documents
        self.env['ir.config_parameter'].set_param('account.use_invoice_terms', True)
        self.company.write({'terms_type': 'html', 'invoice_terms_html': '<p>Typed by hand.</p>'})
        self._publish()
        membership = self._member()
        order, invoice = membership.order_id, membership.invoice_ids
        self.assertFalse(order.note)
        by_hand = self.env['account.move'].create({
            'move_type': 'out_invoice', 'partner_id': membership.partner_id.id,
        })
        self.assertFalse(invoice.narration or by_hand.narration)
        self.env['ir.config_parameter'].set_param('web.base.url', SITE)
        for report, document in (('sale.report_saleorder', order),
                                 ('account.report_invoice', invoice)):
            with self.subTest(report=report):
                content = self.env['ir.actions.report'].with_context(lang='en_US')
                words = content._render_qweb_html(report, document.ids)[0].decode()
                self.assertIn(f'href="{SITE}/terms"', words)
                self.assertNotIn('localhost', words)

    def test_native_terms_speak_until_those_of_the_house_are_in_force(self):
        self.env['ir.config_parameter'].set_param('account.use_invoice_terms', True)
        self.company.write({'terms_type': 'html', 'invoice_terms_html': '<p>Typed by hand.</p>'})
        self.assertIn("Typed by hand.", self._page('/terms').text_content())
        membership = self._member()
        # the invoice of an order repeats its note
        by_hand = self.env['account.move'].create({
            'move_type': 'out_invoice', 'partner_id': membership.partner_id.id,
        })
        for document, words in ((membership.order_id, membership.order_id.note),
                                (by_hand, by_hand.narration)):
            self.assertIn('/terms', words or '')
            self.assertFalse(document._perles_terms_url())
        self._publish()
        self.assertNotIn("Typed by hand.", self._page('/terms').text_content())
        self.assertTrue(membership.order_id._perles_terms_url())

    def test_a_company_without_drafts_has_texts_to_publish(self):
        self._publish()
        self.assertTrue(self._line("Legal texts")[0])
        self.company = self.env['res.company'].create({'name': "Atelier d’à côté"})
        done, _label, words, _screen = self._line("Legal texts")
        self.assertFalse(done)
        self.assertIn('/cgv', words)

    def test_what_was_typed_in_a_language_survives_the_sample_of_another(self):
        self.env['res.lang']._activate_lang('fr_FR')
        self.company.invoice_terms_html = False
        self.company._perles_write_terms({
            'en_US': '<p>It doesn’t engage Odoo S.A. responsibility.</p>',
            'fr_FR': '<p>Nos conditions.</p>',
        })
        self.company._perles_forget_sample_terms()
        for lang in ('en_US', 'fr_FR'):
            words = self.company.with_context(lang=lang).invoice_terms_html
            self.assertEqual(words, '<p>Nos conditions.</p>')

    def test_the_native_sample_is_gone(self):
        self.assertFalse(self.company.invoice_terms_html)
        self.company.terms_type = 'plain'
        self.company.terms_type = 'html'
        self.assertFalse(self.company.invoice_terms_html)
        for note, kind in (("<p>A note of before.</p>", 'html'), (False, 'plain')):
            self.company.invoice_terms = note
            self.company._perles_forget_sample_terms()
            self.assertEqual(self.company.terms_type, kind)

    def test_an_upgrade_takes_sample_and_addresses_away(self):
        orders = self._member().order_id
        orders |= orders.create([{'partner_id': orders.partner_id.id}] * (len(NOTES) - 1))
        for order, note in zip(orders, NOTES, strict=True):
            self.env.cr.execute(SQL(
                'UPDATE sale_order SET note = %s WHERE id = %s', note, order.id,
            ))
        posted = self._member(email='two@luz.example').invoice_ids
        self.env.cr.execute(SQL(
            'UPDATE account_move SET narration = %s WHERE id = %s', TYPED_ADDRESS, posted.id,
        ))
        self.company.invoice_terms_html = '<p>It doesn’t engage Odoo S.A. responsibility.</p>'
        self.env.flush_all()
        script = load_script('perles_ethiques/migrations/19.0.5.0.0/post-terms.py', 'post_terms')
        script.migrate(self.env.cr, '19.0.4.0.0')
        self.env.invalidate_all()
        self.assertEqual(orders.filtered('note'), orders[2:])
        self.assertIn("example.org", posted.narration)
        self.assertFalse(self.company.invoice_terms_html)
