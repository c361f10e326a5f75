import io
import json
from zipfile import ZipFile

from odoo.http import Request
from odoo.tests import HttpCase, tagged

STREET = '=HYPERLINK("https://luz.example","Avignon")'


@tagged('post_install', '-at_install')
class TestExport(HttpCase):
    """What a stranger typed never becomes a formula in a spreadsheet of the team."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls.env['res.partner'].create({'name': '+1+1', 'street': STREET})

    def _sheet(self, path, sent):
        self.authenticate('admin', 'admin')
        answer = self.url_open(path, data={
            'data': json.dumps(sent), 'csrf_token': Request.csrf_token(self),
        })
        self.assertEqual(answer.status_code, 200, answer.text[:500])
        book = ZipFile(io.BytesIO(answer.content))
        # a book in which nothing is a text has no table of them
        words = 'xl/sharedStrings.xml'
        texts = book.read(words).decode() if words in book.namelist() else ''
        return book.read('xl/worksheets/sheet1.xml').decode(), texts

    def _exported(self, groupby):
        return self._sheet('/web/export/xlsx', {
            'model': 'res.partner', 'domain': [('id', '=', self.partner.id)], 'ids': False,
            'import_compat': False, 'groupby': groupby, 'context': {},
            'fields': [
                {'name': name, 'label': STREET, 'type': 'char'} for name in ('name', 'street')
            ],
        })

    def test_a_list_keeps_words_as_words(self):
        for groupby in ([], ['name']):
            with self.subTest(groupby=groupby):
                sheet, texts = self._exported(groupby)
                self.assertNotIn('<f>', sheet)
                self.assertNotIn('<hyperlink', sheet)
                self.assertIn('=HYPERLINK', texts)

    def test_headings_of_a_pivot_table_are_words(self):
        title = {'title': STREET, 'width': 1, 'height': 1, 'is_bold': False}
        sheet, texts = self._sheet('/web/pivot/export_xlsx', {
            'title': "Members", 'model': 'res.partner', 'measure_count': 1, 'origin_count': 1,
            'col_group_headers': [[title]], 'measure_headers': [title],
            'rows': [{'title': STREET, 'indent': 0, 'values': [{'value': -3, 'is_bold': True}]}],
        })
        self.assertNotIn('<f>', sheet)
        self.assertIn('<v>-3</v>', sheet)
        self.assertIn("'=HYPERLINK", texts)
