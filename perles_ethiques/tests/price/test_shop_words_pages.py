from lxml import html

from odoo.fields import Command
from odoo.tests import tagged

from ..clause import clause
from ..kit.price_pages import PricePages


@tagged('post_install', '-at_install')
class TestShopWords(PricePages):
    """A price of the shop says its tax and its unit, to whoever reads it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        tax = cls._french_shop()
        cls.bead = cls._sold("Chosen bead", 0.42, cls.env.ref('uom.product_uom_unit'), tax)
        cls.dust = cls._sold("Chosen dust", 0.06, cls.env.ref('uom.product_uom_gram'), tax)
        consumer = cls._cheap_member(email='noe@garance.example')
        cls._portal_user(consumer.contact_id, login='a-consumer')

    @classmethod
    def _sold(cls, name, price, uom, tax):
        return cls.env['product.product'].create({
            'name': name, 'type': 'consu', 'is_storable': True, 'list_price': price,
            'uom_id': uom.id, 'taxes_id': [Command.set(tax.ids)], 'is_published': True,
            'allow_out_of_stock_order': True,
        })

    # === WHO READS === #

    def _as(self, login):
        self.authenticate(login, login)

    def _text(self, path, xpath='//body'):
        page = self.url_open(path)
        self.assertEqual(page.status_code, 200)
        return self._plain(html.fromstring(page.text).xpath(xpath))

    def _plain(self, nodes):
        words = ' '.join(node.text_content() for node in nodes)
        return ' '.join(words.replace('\u202f', ' ').replace('\xa0', ' ').split())

    def _shop(self, name):
        return self._text(f'/shop?search={name}', '//*[contains(@class, "oe_product")]')

    def _product(self, product):
        return self._text(product.website_url, '//*[@id="product_details"]')

    @clause('000-02')
    def test_a_visitor_and_a_consumer_read_all_included(self):
        for login in (None, 'a-consumer'):
            with self.subTest(login=login):
                self._as(login)
                for words in (self._shop("Chosen"), self._product(self.bead)):
                    self.assertIn("0,504 € TTC la pièce", words)
                    self.assertNotIn("0,42", words)

    @clause('000-02')
    def test_who_buys_for_work_reads_both(self):
        for words in (self._shop("Chosen"), self._product(self.bead)):
            self.assertIn("0,42 € HT la pièce", words)
            self.assertIn("0,504 € TTC", words)

    def test_parts_of_a_cent(self):
        """A gram at 0.06 is 0.072 with VAT: a hundred of them are billed 7.20, as they are read."""
        self._as(None)
        self.assertIn("0,072 € TTC le gramme", self._product(self.dust))
        self._as('a-member')
        self.assertIn("0,06 € HT le gramme", self._product(self.dust))
        self.assertIn("0,072 € TTC", self._product(self.dust))

    def test_a_variant_that_a_script_chooses(self):
        answer = self._rpc(
            '/website_sale/get_combination_info', product_id=self.bead.id, combination=[],
            product_template_id=self.bead.product_tmpl_id.id, add_qty=1,
        ).json()['result']['perles_price']
        self.assertEqual(
            [answer[part].replace('\xa0', ' ') for part in ('amount', 'each', 'other')],
            ["0,42 € HT", "la pièce", "0,504 € TTC"],
        )

    def test_the_basket_and_what_is_found_while_typing(self):
        for login, words in (('a-member', ("4,20 € HT", "0,42 € HT la pièce")),
                             ('a-consumer', ("5,04 € TTC", "0,504 € TTC la pièce"))):
            with self.subTest(login=login):
                self._as(login)
                self._rpc('/shop/cart/add', product_id=self.bead.id, quantity=10,
                          product_template_id=self.bead.product_tmpl_id.id)
                basket = self._text('/shop/cart')
                for word in (*words, "Sous-total HT 4,20 €", "Total TTC 5,04 €"):
                    self.assertIn(word, basket)
                found = self._rpc('/website/snippet/autocomplete', search_type='products',
                                  term="Chosen bead", options={
                                      'displayImage': False, 'displayDescription': False,
                                      'displayExtraLink': False, 'displayDetail': True,
                                  }).json()['result']['results']
                self.assertIn(words[1], found[0]['detail'].replace('\xa0', ' '))

    def test_what_was_just_added_costs_what_the_basket_says(self):
        """Twelve at 0.504 are 6.05, and not twelve times the 0.50 of one."""
        for login, price in (('a-consumer', 6.05), ('a-member', 5.04)):
            with self.subTest(login=login):
                self._as(login)
                for _press in range(2):
                    [line] = self._rpc(
                        '/shop/cart/add', product_id=self.bead.id, quantity=12,
                        product_template_id=self.bead.product_tmpl_id.id,
                    ).json()['result']['notification_info']['lines']
                    self.assertAlmostEqual(line['price_total'], price, places=2)

    def test_favourites(self):
        self._as('a-consumer')
        self._rpc('/shop/wishlist/add', product_id=self.bead.id)
        self.assertIn("0,504 € TTC la pièce", self._text('/shop/wishlist'))

    # === WHAT NOBODY PROMISED === #

    def test_no_page_promises_for_the_house(self):
        """Natively a guarantee of thirty days and a delivery in three stand on each product."""
        self._as(None)
        words = self._text(self.bead.website_url).lower()
        for promise in ("30 jours", "remboursé", "jours ouvrables", "garantie"):
            self.assertNotIn(promise, words)

    def test_no_other_header_promises_either(self):
        qweb, promises = self.env['ir.qweb'], ("Free Returns", "Guarantee", "Shipping", "yourcomp")
        for content in ('sentence', 'list', 'phone_mail', 'mail', 'mail_stretched', 'phone'):
            text = str(qweb._render('website.placeholder_header_text_element', {
                '_txt_elt_content': content, '_item_class': '', '_div_class': '',
                'website': self.website,
            }))
            for promise in (*promises, '555'):
                self.assertNotIn(promise, text)

    # === ITS DOCUMENTS === #

    def test_a_consumer_reads_what_is_paid_on_each_line(self):
        for login, told, total in (
            ('a-consumer', "Prix unitaire TTC", "0,504 €"),
            ('a-member', "Prix unitaire HT", "0,42"),
        ):
            with self.subTest(login=login):
                partner = self.env['res.users'].search([('login', '=', login)]).partner_id
                order = self.env['sale.order'].create({
                    'partner_id': partner.id, 'state': 'sent', 'order_line': [Command.create({
                        'product_id': self.bead.id, 'product_uom_qty': 150, 'price_unit': 0.42,
                    })],
                })
                self._as(login)
                words = self._text(f'/my/orders/{order.id}')
                self.assertIn(told, words)
                self.assertIn(total, words)
                self.assertIn("Total TTC 75,60 €", words)

    def test_what_one_likes_is_no_wish(self):
        self._as(None)
        page = self._product(self.bead)
        self.assertIn("Ajouter à mes favoris", page)
        self.assertNotIn("liste de souhaits", page)
        self.assertIn("Mes favoris", self._text('/shop/wishlist'))
