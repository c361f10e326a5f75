from unittest.mock import patch

from odoo import sql_db
from odoo.tests import tagged

from ..kit.pages import PageCommon


@tagged('post_install', '-at_install')
class TestConstantQueries(PageCommon):
    """The pages ask the database as much with a long history as with a short one."""

    def _queries(self, path):
        """Number of SQL statements of a page, once caches are warm."""
        self.url_open(path)
        before = sql_db.sql_counter
        self.assertEqual(self.url_open(path).status_code, 200)
        return sql_db.sql_counter - before

    def _another_invoice(self, membership):
        self.env['account.move'].create({
            'move_type': 'out_invoice', 'partner_id': membership.partner_id.id,
            'perles_membership_id': membership.id,
            'invoice_line_ids': [(0, 0, {'product_id': self.plan.product_id.id})],
        }).action_post()

    def test_my_membership(self):
        membership = self._sign_up()
        self._pay_by_card(membership)
        few = self._queries('/my/membership')
        for _year in range(11):
            self._another_invoice(membership)
        self.assertEqual(len(membership._portal_invoices()), 12)
        self.assertLessEqual(self._queries('/my/membership'), few)

    def test_joining_page(self):
        few = self._queries('/adhesion')
        for number in range(5):
            self._member(email=f'{number}@luz.example')
            self.terms.clause_ids[:1].body += f"\n\nPhrase {number}."
            with patch.object(type(self.terms), '_after_publish', lambda *_args: None):
                self.terms._publish(self.v1.effective_date, "Une raison.")
        self.assertLessEqual(self._queries('/adhesion'), few)

    def test_counter_counts(self):
        self.assertGreater(self._queries('/adhesion'), 5)
