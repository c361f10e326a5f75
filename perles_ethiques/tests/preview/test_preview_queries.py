from odoo import sql_db
from odoo.tests import tagged

from ..kit.previews import PreviewPages


@tagged('post_install', '-at_install')
class TestPreviewQueries(PreviewPages):
    """A shop full of previews asks the database no more for each of them than native pages do."""

    def _queries(self, path='/shop'):
        self.url_open(path)
        before = sql_db.sql_counter
        page = self.url_open(path)
        self.assertEqual(page.status_code, 200)
        return sql_db.sql_counter - before, page.text.count('oe_product_cart')

    def _growth(self, make):
        """Statements that six more products cost the shop."""
        make(6)
        few, shown_few = self._queries()
        make(6)
        many, shown_many = self._queries()
        self.assertEqual(shown_many - shown_few, 6)
        return many - few

    def _make_ordinary(self, number):
        self.env['product.template'].create([
            {'name': f"Ordinary {index}", 'is_published': True, 'is_storable': True,
             'categ_id': self.bead.id} for index in range(number)
        ])

    def _make_lots(self, number):
        self._enter(*({'photo': False} for _index in range(number)))

    def test_shop_of_a_member(self):
        self.env['product.template'].search([
            ('is_published', '=', True), ('id', '!=', self.page.id),
        ]).is_published = False
        self._as('a-member')
        lots = self._growth(self._make_lots)
        self.env['product.template'].search([('is_published', '=', True)]).is_published = False
        self.assertLessEqual(lots, self._growth(self._make_ordinary))
