from lxml import html

from odoo.fields import Command
from odoo.tests import tagged

from ..clause import clause
from ..kit.price_pages import PricePages


@tagged('post_install', '-at_install')
class TestShopFilter(PricePages):
    """The price filter speaks of the prices that its reader reads; names stand before a colon."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.ref('website_sale.filter_products_price').active = True
        tax = cls._french_shop()
        cls.company.account_sale_tax_id = tax
        cls.cheap, cls.dear = (cls.env['product.template'].create({
            'name': f"Filtered {name}", 'type': 'consu', 'list_price': price,
            'taxes_id': [Command.set(tax.ids)], 'is_published': True,
        }) for name, price in (("cheap", 10.0), ("dear", 20.0)))

    def _page(self, login, query=''):
        self.authenticate(login, login)
        answer = self.url_open(f'/shop?search=Filtered{query}')
        self.assertEqual(answer.status_code, 200)
        return html.fromstring(answer.text)

    def _found(self, *asked):
        page = self._page(*asked)
        words = page.xpath('//*[@id="products_grid"]')[0].text_content()
        return [name for name in ("cheap", "dear") if f"Filtered {name}" in words]

    def _bounds(self, page):
        box = page.xpath('//*[@id="o_wsale_price_range_option"]//input')[0]
        return float(box.get('min')), float(box.get('max'))

    @clause('000-02')
    def test_bounds_and_their_word(self):
        for login, word, bounds in ((None, "TTC", (12.0, 24.0)), ('a-member', "HT", (10.0, 20.0))):
            with self.subTest(login=login):
                page = self._page(login)
                self.assertEqual(self._bounds(page), bounds)
                [title] = page.xpath('//*[@id="o_wsale_price_range_option"]//b')[:1]
                self.assertEqual(title.text_content().strip().split()[-1], word)

    @clause('000-02')
    def test_what_is_asked_is_found(self):
        for login, query, found in (
            (None, '&min_price=12&max_price=13', ["cheap"]),
            (None, '&min_price=23&max_price=24', ["dear"]),
            ('a-member', '&min_price=10&max_price=13', ["cheap"]),
            ('a-member', '&min_price=19&max_price=20', ["dear"]),
        ):
            with self.subTest(login=login, query=query):
                self.assertEqual(self._found(login, query), found)

    def test_the_tax_of_what_is_sold_comes_before_the_usual_one(self):
        goods = self.cheap | self.dear
        self.env['product.template'].search([('is_published', '=', True)]).is_published = False
        goods.write({'is_published': True, 'taxes_id': [Command.clear()]})
        self.assertEqual(self._bounds(self._page(None)), (10.0, 20.0))
        self.assertEqual(self._found(None, '&min_price=19&max_price=20'), ["dear"])
        self.dear.taxes_id = self.company.account_sale_tax_id
        self.assertEqual(self._bounds(self._page(None)), (12.0, 24.0))

    def test_a_colon_stands_apart(self):
        french = self.website.with_context(lang='fr_FR')
        self.assertEqual(french._perles_named("Matière", "verre"), "Matière\xa0: verre")
        self.assertEqual(french._perles_named("Matière"), "Matière\xa0:")
        attribute = self.env['product.attribute'].create({
            'name': "Matière", 'value_ids': [Command.create({'name': "verre"})],
        })
        self.dear.attribute_line_ids = [Command.create({
            'attribute_id': attribute.id, 'value_ids': [Command.set(attribute.value_ids.ids)],
        })]
        told = self.dear.attribute_line_ids.product_template_value_ids
        for value in (attribute.value_ids, told):
            self.assertEqual(
                value.with_context(lang='fr_FR').display_name, "Matière\xa0: verre")
            self.assertEqual(value.with_context(lang='en_US').display_name, "Matière: verre")
        bare = attribute.value_ids.with_context(lang='fr_FR', show_attribute=False)
        self.assertEqual(bare.display_name, "verre")
        self.authenticate(None, None)
        for path in (self.dear.website_url, '/shop'):
            [page] = html.fromstring(self.url_open(path).text).xpath('//main')
            self.assertNotRegex(page.text_content(), r'[a-z]:(\s|$)')
