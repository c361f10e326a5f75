import re

from odoo.tools import mute_logger

from .pages import PageCommon
from .prices import FIRST_SECOND_AFTER, LAST_SECOND, PriceCommon


class PricePages(PriceCommon, PageCommon):
    """A member who is signed in, one second before the end."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.membership = cls._member_until(
            kind='company', company_name="Atelier Luz", email='luz@luz.example',
        )
        cls.contact = cls.membership.contact_id
        cls.user = cls._portal_user(cls.contact, login='a-member')

    @classmethod
    def _french_shop(cls):
        """Have the shop speak French; return the tax of 20 % on top of what it sells."""
        cls.env['res.lang']._activate_lang('fr_FR')
        cls.website.language_ids = cls.env.ref('base.lang_fr')
        cls.website.default_lang_id = cls.env.ref('base.lang_fr')
        return cls.env['account.tax'].create({
            'name': "20 % of the shop", 'amount': 20.0, 'type_tax_use': 'sale',
            'company_id': cls.company.id, 'price_include_override': 'tax_excluded',
        })

    def setUp(self):
        super().setUp()
        self._at(LAST_SECOND)
        self.authenticate('a-member', 'a-member')

    def _end(self):
        self._at(FIRST_SECOND_AFTER)

    # === WHAT A BROWSER ASKS === #

    def _rpc(self, path, **params):
        return self.url_open(path, json={'jsonrpc': '2.0', 'method': 'call', 'params': params})

    def _json_price(self):
        """The price of the product page, as its script asks for it."""
        answer = self._rpc(
            '/website_sale/get_combination_info', product_template_id=self._template().id,
            product_id=self.thing.id, combination=[], add_qty=1,
        )
        return answer.json()['result']['price']

    def _template(self):
        return self.thing.product_tmpl_id

    def _page_prices(self, path='/shop?search=Bead'):
        """The prices that a page shows."""
        page = self.url_open(path)
        self.assertEqual(page.status_code, 200)
        shown = re.findall(
            r'(?:oe_currency_value"|pe-shop-price-amount[^>]*)>[^\d<]*([\d.,]+)', page.text,
        )
        return {float(price.replace(',', '.')) for price in shown} - {0.0}  # no tax

    def _prices(self):
        """What list, product page and script of the product page show; they must agree."""
        prices = self._page_prices() | self._page_prices(self._template().website_url)
        return prices | {self._json_price()}

    def _add_to_cart(self):
        answer = self._rpc(
            '/shop/cart/add', product_template_id=self._template().id, product_id=self.thing.id,
        )
        self.assertNotIn('error', answer.json())
        return self._cart()

    def _cart(self):
        self.env.invalidate_all()
        return self.env['sale.order'].search([
            ('website_id', '=', self.website.id), ('state', '=', 'draft'),
        ], order='id desc', limit=1)

    def _pay_cart(self, order, amount):
        with mute_logger('odoo.http'):
            return self._rpc(f'/shop/payment/transaction/{order.id}', **self._pay_params(
                order, amount=amount, landing_route='/shop/payment/validate',
            ))

    def _get(self, path):
        """Follow a link, and the redirection to its canonical address."""
        answer = self.url_open(path)
        self.assertEqual(answer.status_code, 200)
        return answer
