import re
from datetime import date

from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import file_open

from ..kit.pages import PageCommon


@tagged('post_install', '-at_install')
class TestNativeScripts(PageCommon):
    """What the scripts of public pages say, and what stood in their words."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env['res.lang']._activate_lang('fr_FR')
        cls.website = cls.env.ref('website.default_website')
        cls.website.language_ids = cls.env.ref('base.lang_fr')
        cls.website.default_lang_id = cls.env.ref('base.lang_fr')

    # what is said to who tries the pages, and not to who reads them
    ASIDE = {'web_tour'}

    def _speaking(self):
        """Modules whose scripts on public pages have words that Odoo translates into French."""
        paths = {
            path for path, *_rest in self.env['ir.asset']._get_asset_paths(
                'web.assets_frontend', self.env['ir.asset']._get_asset_params(),
            ) if path.endswith('.js')
        }
        words = re.compile(r'\b_t\(\s*["\'`]')
        found = set()
        for path in paths:
            with file_open(path.lstrip('/')) as script:
                if words.search(script.read()):
                    found.add(path.lstrip('/').split('/')[0])
        return found - self.ASIDE

    def test_every_script_is_given_its_words(self):
        self.assertIn('account_payment', self._speaking())
        given = self.url_open('/website/translations?lang=fr_FR').json()['modules']
        self.assertEqual(sorted(self._speaking() - set(given)), [])
        words = {message['id']: message['string']
                 for message in given['account_payment']['messages']}
        self.assertIn("due today", words)

    def test_until_when_an_invoice_is_to_be_paid(self):
        with freeze_time('2026-12-01 10:00:00'):
            for day, words in (
                (date(2026, 12, 1), "à régler aujourd’hui"), (date(2026, 12, 2), "à régler demain"),
                (date(2027, 1, 1), "à régler dans 31 jours"),
                (date(2026, 11, 30), "un jour de retard"),
                (date(2026, 11, 1), "30 jours de retard"),
            ):
                french = self.website.with_context(lang='fr_FR')
                self.assertEqual(french._perles_due_words(day), words)

    def test_the_pages_of_invoices_say_it(self):
        with freeze_time('2026-12-01 10:00:00'):
            partner = self.env['res.partner'].create({
                'name': "Camille Roux", 'email': "camille@luz.example",
            })
            shares = self.env['account.payment.term'].create({'name': "Two shares", 'line_ids': [
                Command.create({'value': 'percent', 'value_amount': 50, 'nb_days': days})
                for days in (31, 62)
            ]})
            invoice = self.env['account.move'].create({
                'move_type': 'out_invoice', 'partner_id': partner.id,
                'invoice_date': '2026-12-01', 'invoice_payment_term_id': shares.id,
                'invoice_line_ids': [Command.create({'name': "Beads", 'price_unit': 100.0})],
            })
            invoice.action_post()
            self.env.flush_all()
        self._portal_user(partner, 'a-debtor')
        self._log_in('a-debtor', '2026-12-01 10:00:00')
        for path in ('/my/invoices', f'/my/invoices/{invoice.id}'):
            with self.subTest(path=path):
                page = self._open(path, 200, '2026-12-01 10:00:00')
                self.assertIn("dans 31 jours", page)
                self.assertNotIn('o_portal_invoice_due_date', page)
                self.assertNotIn('o_portal_sidebar_timeago', page)
