from datetime import date, datetime

from odoo.tests import BaseCase, TransactionCase, freeze_time, tagged

from ...tools.quantities import day_words, first_of_month, quantity_words
from ..kit.members import MemberCommon

FIRST, SECOND = date(2026, 12, 1), date(2026, 12, 2)


@tagged('post_install', '-at_install')
class TestFirstOfMonth(BaseCase):

    def test_in_french_alone(self):
        for text, french in (
            ("1 décembre 2026", "1er décembre 2026"), ("mardi 1\xa0août", "mardi 1er\xa0août"),
            ("du 1 janv. au 21 janv. 2026", "du 1er janv. au 21 janv. 2026"),
            ("11 mars", "11 mars"), ("2,1 mars", "2,1 mars"),
        ):
            self.assertEqual(first_of_month(text, 'fr_FR'), french)
            self.assertEqual(first_of_month(text, 'es_ES'), text)
        self.assertEqual(first_of_month("1 octubre 2026", 'es_ES'), "1 octubre 2026")


@tagged('post_install', '-at_install')
class TestDays(TransactionCase):
    """The first of a month is “1er” in French, wherever a day is told; nothing else changes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env['res.lang']._activate_lang('fr_FR')
        cls.env['res.lang']._activate_lang('en_US')

    def _in(self, lang):
        return self.env(context={**self.env.context, 'lang': lang})

    def test_in_words(self):
        self.assertEqual(day_words(self._in('fr_FR'), FIRST), "1er décembre 2026")
        self.assertEqual(day_words(self._in('fr_FR'), FIRST, 'EEEE d MMMM'), "mardi 1er décembre")
        self.assertEqual(day_words(self._in('fr_FR'), SECOND), "2 décembre 2026")
        self.assertEqual(day_words(self._in('fr_FR'), date(2026, 12, 11)), "11 décembre 2026")
        self.assertEqual(day_words(self._in('en_US'), FIRST), "1 December 2026")
        self.assertEqual(day_words(self._in('fr_FR'), False), "")

    def test_none_is_one_in_french(self):
        for unit, french, english in (
            ('pieces', "0 pièce", "0 pieces"), ('strands', "0 fil", "0 strands"),
            ('grams', "0 g", "0 g"),
        ):
            for lang, words in (('fr_FR', french), ('en_US', english)):
                told = quantity_words(self._in(lang), 0.0, unit).replace('\xa0', ' ')
                self.assertEqual(told, words)

    def test_on_pages(self):
        for widget, value in (('date', FIRST), ('datetime', datetime(2026, 12, 1, 12))):
            field = self._in('fr_FR')[f'ir.qweb.field.{widget}']
            with self.subTest(widget=widget):
                told = field.value_to_html(value, {'format': 'long', 'date_only': True})
                self.assertEqual(told, "1er décembre 2026")
                self.assertNotIn("er", field.value_to_html(value, {'date_only': True}))
                self.assertFalse(field.value_to_html(False, {'format': 'long'}))


@tagged('post_install', '-at_install')
class TestDaysOfMails(MemberCommon):

    @freeze_time('2026-12-01 10:00:00')
    def test_in_mails(self):
        self.env['res.lang']._activate_lang('fr_FR')
        membership = self._join()
        membership.contact_id.lang = membership.partner_id.lang = 'fr_FR'
        self._pay_by_card(membership)
        notice = self._notices(membership, 'welcome')
        mail = notice._make_mail()
        self.assertIn("1er décembre 2026", mail.body_html)
        self.assertIn("30 novembre 2027", mail.subject)
