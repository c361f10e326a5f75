from lxml import html

from odoo.tests import tagged

from ..kit.pages import PageCommon
from ..kit.sales import SaleCommon


@tagged('post_install', '-at_install')
class TestOrderPage(SaleCommon, PageCommon):
    """The native page of an order, where the house has something to say."""

    def _page(self, order):
        path = f'/my/orders/{order.id}?access_token={order._portal_ensure_token()}'
        self.env.flush_all()
        return html.fromstring(self.url_open(path).text)

    def _sections(self, page):
        return {
            section for section in page.xpath('//div[@id="portal_sale_content"]//section')
            if section.xpath('.//h4')
        }

    def test_no_heading_over_nothing(self):
        """Payment terms that say nothing leave no heading on the page."""
        order, _claim = self._quoted()
        term = self.env['account.payment.term'].create({'name': "Silent", 'note': False})
        order.payment_term_id = False
        without = len(self._sections(self._page(order)))
        order.payment_term_id = term
        self.assertEqual(len(self._sections(self._page(order))), without)
        term.note = "<p>Within thirty days.</p>"
        page = self._page(order)
        self.assertEqual(len(self._sections(page)), without + 1)
        self.assertIn("Within thirty days.", page.text_content())

    def test_the_tab_names_the_document(self):
        order, _claim = self._quoted()
        self.assertIn(order.name, self._page(order).xpath('//head/title')[0].text)
