import io

import openpyxl

from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase, freeze_time, tagged

from ...controllers.wish.table import example_table
from ...tools.typed_numbers import (
    NOT_WHOLE,
    OTHER_UNIT,
    TOO_FINE,
    UNSURE,
    WITH_TAX,
    refusal,
)
from ..kit.wishes import GlassWishCommon

TITLES = "Adhérent;Type de produit;Critères;Quantité;Unité;Prix maximum;Note"
FIELDS = ['partner_id', 'categ_id', 'value_ids', 'quantity', 'unit', 'max_price', 'note']
OPTIONS = {
    'quoting': '"', 'separator': '', 'encoding': '', 'has_headers': True,
    # what the screen sends by default, for English tables
    'float_thousand_separator': ',', 'float_decimal_separator': '.',
    'date_format': '', 'datetime_format': '',
}

WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'


@tagged('post_install', '-at_install')
class TestWishImport(GlassWishCommon, TransactionCase):
    """A table of wishes, saved by a French spreadsheet and loaded by the native screen."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls._wishing_member(0)
        cls.partner.name = "Zoé Étoile"
        cls.env['res.lang']._activate_lang('fr_FR')
        cls.env['ir.module.module'].search(
            [('name', '=', 'perles_ethiques')],
        )._update_translations(['fr_FR'])

    def _import(self, content, dryrun=False, titles=True, fields=None, **values):
        screen = self.env['base_import.import'].with_user(self.employee).with_context(
            lang='fr_FR',
        ).create({
            'res_model': 'perles.wish', 'file': content, 'file_type': 'text/csv', **values,
        })
        options = dict(OPTIONS)
        with freeze_time('2026-11-03 09:00:00'):
            preview = screen.parse_preview(options)
            self.assertNotIn('error', preview)
            matches = preview['matches'] or {}
            found = ['/'.join(matches[column]) if column in matches else False
                     for column in range(len(preview['headers']))]
            if fields is not None:
                self.assertEqual(found, fields)
            return screen.execute_import(found, preview['headers'], options, dryrun)

    def _lines(self, *lines, encoding='cp1252'):
        return '\r\n'.join([TITLES, *lines]).encode(encoding)

    def _said(self, result):
        return ' '.join(message['message'] for message in result['messages']).replace('\xa0', ' ')

    # === UNDERSTOOD === #

    def test_a_table_of_a_french_excel(self):
        line = "Zoé Étoile;Perle;Verre, Mat;12,5;grammes;0,25 €;Pour l’été : 3 €"
        for encoding in ('cp1252', 'utf-8', 'utf-8-sig', 'utf-16', 'mac_roman'):
            with self.subTest(encoding=encoding):
                result = self._import(self._lines(line, encoding=encoding), fields=FIELDS)
                self.assertFalse(result['messages'])
                wish = self.wishes.browse(result['ids'])
                self.assertEqual(
                    (wish.partner_id, wish.quantity, wish.unit, wish.max_price, wish.note),
                    (self.partner, 12.5, 'grams', 0.25, "Pour l’été : 3 €"),
                )
                self.assertEqual(wish.value_ids, self.glass | self.matt)

    def test_the_separator_that_excel_says_itself(self):
        line = "Zoé Étoile;Perle;Verre+Mat;12,5;grammes;0,25 €;"
        result = self._import(b'sep=;\r\n' + self._lines(line), fields=FIELDS)
        self.assertFalse(result['messages'])
        self.assertEqual(self.wishes.browse(result['ids']).value_ids, self.glass | self.matt)

    def test_what_was_understood_is_said_and_nothing_written(self):
        before = self.wishes.search_count([])
        result = self._import(self._lines(
            "Zoé Étoile;perle;VERRE;1.500;pcs;0,25;", "zoe@none;Perle;Verre;3;fils;;",
        ), dryrun=True)
        self.assertIn("zoe@none", self._said(result))
        result = self._import(self._lines("Zoé Étoile;perle;VERRE;1.500;pcs;0,25;"), dryrun=True)
        said = result['understood'][0].replace('\xa0', ' ').replace('\u202f', ' ')
        for words in ("2", "Zoé Étoile", "1 500 pièces", "Verre", "0,25 €"):
            self.assertIn(words, said)
        self.assertEqual(self.wishes.search_count([]), before)

    def test_the_table_to_fill_in_is_loaded_as_it_is(self):
        env = self.env(user=self.employee, context={'lang': 'fr_FR'})
        for name in ("Zoé Étoile", 'Zoé ; "Étoile", perles'):
            self.partner.name = name
            table, text = example_table(env)
            self.assertEqual(table, 'souhaits.csv')
            result = self._import(text.encode())
            self.assertFalse(result['messages'])
            self.assertEqual(self.wishes.browse(result['ids']).partner_id, self.partner)
        first, second = self.wishes.browse(result['ids'])
        self.assertEqual(
            (first.quantity, first.mm_min, first.mm_max, first.min_quantity, first.max_price),
            (1200, 7.5, 8.5, 50, 0.25),
        )
        self.assertEqual((second.quantity, second.unit), (150.5, 'grams'))

    def test_numbers_of_a_workbook_are_numbers(self):
        book = openpyxl.Workbook()
        book.active.append(TITLES.split(';'))
        book.active.append(["Zoé Étoile", "Perle", "Verre", 1.5, "grammes", 0.25, None])
        book.active.append(["Zoé Étoile", "Perle", "Verre", "1.500", "pièces", "0,25", None])
        book.active.append([None] * 7)
        book.active.append(["Zoé Étoile", "Perle", "Verre", 1200, "pièces", 2, None])
        book.save(content := io.BytesIO())
        result = self._import(content.getvalue(), file_type=WORKBOOK)
        self.assertFalse(result['messages'])
        wishes = self.wishes.browse(result['ids'])
        self.assertEqual(wishes.mapped('quantity'), [1.5, 1500, 1200])
        self.assertEqual(wishes.mapped('max_price'), [0.25, 0.25, 2])
        # a number that its author sees as 1,125 is no thousand
        book.active.append(["Zoé Étoile", "Perle", "Verre", 1.125, "pièces", 2, None])
        book.save(content := io.BytesIO())
        self.assertFalse(self._import(content.getvalue(), file_type=WORKBOOK)['ids'])

    # === REFUSED === #

    def test_what_is_not_sure_is_refused(self):
        other = self._wishing_member(1)
        other.name = "Jean Double"
        self._wishing_member(2).name = "Jean Double"
        before = self.wishes.search_count([])
        french = self.env(context={'lang': 'fr_FR'})
        for line, words in (
            ("Zoé Étoile;Perle;Verre;1.500;grammes;;", refusal(french, UNSURE)),
            ("Zoé Étoile;Perle;Verre;12,5;pièces;;", refusal(french, NOT_WHOLE)),
            ("Zoé Étoile;Perle;Verre;12,5 g;pièces;;", refusal(french, OTHER_UNIT)),
            ("Zoé Étoile;Perle;Verre;12;grammes;0,25 € TTC;", refusal(french, WITH_TAX)),
            ("Zoé Étoile;Perle;Verre;12;grammes;0,255;", refusal(french, TOO_FINE)),
            ("Zoé Étoile;Perle;Cristal d’ailleurs;12;grammes;;", "Cristal d’ailleurs"),
            ("Zoé Étoile;Perle;Verre;12;mètres;;", "mètres"),
            ("Jean Double;Perle;Verre;12;pièces;;", "Jean Double"),
        ):
            with self.subTest(line=line):
                result = self._import(self._lines("Zoé Étoile;Perle;Verre;5;fils;;", line))
                self.assertFalse(result['ids'])
                self.assertIn(words.replace('\xa0', ' '), self._said(result))
                self.assertEqual(result['messages'][0]['rows'], {'from': 1, 'to': 1})
        self.assertEqual(self.wishes.search_count([]), before)

    def test_pieces_are_whole_by_whatever_door(self):
        wish = self._wish(self.partner)
        for values in (
            {'quantity': 1.5}, {'min_quantity': 0.5}, {'unit': 'strands', 'quantity': 2.25},
        ):
            with self.subTest(values=values):
                with self.assertRaises(ValidationError):
                    self._wish(self.partner, **values)
                with self.assertRaises(ValidationError):
                    wish.write(values)
        self._wish(self.partner, quantity=1.5, unit='grams')

    def test_a_comma_that_widens_a_line_is_refused(self):
        content = (
            TITLES.replace(';', ',') + "\r\nZoé Étoile,Perle,Verre,12,5,grammes,0,25,\r\n"
        ).encode()
        screen = self.env['base_import.import'].create({
            'res_model': 'perles.wish', 'file': content, 'file_type': 'text/csv',
        })
        self.assertIn("more cells", screen.parse_preview(dict(OPTIONS)).get('error', ''))

    def test_an_encoding_that_could_be_several_is_refused(self):
        screen = self.env['base_import.import'].create({
            'res_model': 'perles.wish', 'file_type': 'text/csv',
            'file': "Note;Projet\r\nÉtoile;1".encode('cp850'),
        })
        self.assertIn("CSV UTF-8", screen.parse_preview(dict(OPTIONS)).get('error', ''))

    def test_the_screen_shows_how_numbers_are_read(self):
        """Beside a French table stand the decimal comma and no comma of thousands."""
        screen = self.env['base_import.import'].with_user(self.employee).create({
            'res_model': 'perles.wish', 'file_type': 'text/csv',
            'file': f"{TITLES}\nZoé Étoile;Perle;;7,5;g;;\n".encode(),
        })
        shown = screen.parse_preview(dict(OPTIONS))['options']
        self.assertEqual(shown['float_decimal_separator'], ',')
        self.assertFalse(shown['float_thousand_separator'])
