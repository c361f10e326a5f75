import re
from datetime import timedelta

from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .clause import clause
from .http_common import PerlesHttpCommon
from .member_prices_common import FIRST_SECOND_AFTER, LAST_SECOND, MemberPricesCommon

ACCEPT = 'data-bs-target="#modalaccept"'
SIGNATURE = 'R0lGODlhAQABAAD/ACwAAAAAAQABAAACADs='


@tagged('post_install', '-at_install')
class TestMemberPricePages(MemberPricesCommon, PerlesHttpCommon):
    """The shop, the cart, the payment and the portal, around the last second."""

    def setUp(self):
        super().setUp()
        self.membership = self._member_until(
            kind='company', company_name="Atelier Luz", email='luz@luz.example',
        )
        self.contact = self.membership.contact_id
        self.user = self._portal_user(self.contact, login='a-member')
        self.clock = None
        self.addCleanup(self._stop)
        self._at(LAST_SECOND)
        self.authenticate('a-member', 'a-member')

    def _stop(self):
        if self.clock:
            self.clock.stop()
            self.clock = None

    def _at(self, instant):
        self._stop()
        self.env.flush_all()
        self.env.invalidate_all()
        self.clock = freeze_time(instant)
        self.clock.start()

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
        shown = re.findall(r'oe_currency_value">([\d.,\s]+)</span>', page.text)
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

    # === THE SHOP === #

    @clause('000-21')
    def test_pages_until_the_last_second(self):
        self.assertEqual(self._prices(), {80.0})
        self._end()
        self.assertEqual(self._prices(), {100.0})

    @clause('000-21')
    def test_the_very_next_page_whatever_it_is(self):
        """A session that remembers the member list never shows it again, script or page."""
        for ask in (self._json_price, lambda: min(self._page_prices())):
            self._at(LAST_SECOND)
            self.assertEqual(ask(), 80.0)
            self._end()
            self.assertEqual(ask(), 100.0)

    def test_list_tied_to_the_website(self):
        self.member_list.website_id = self.website
        self.assertEqual(self._prices(), {80.0})
        self._end()
        self.assertEqual(self._prices(), {100.0})

    def test_summer(self):
        self.membership.leaves_on = '2027-07-14'
        self._at('2027-07-14 21:59:59')
        self.authenticate('a-member', 'a-member')
        self.assertEqual(self._prices(), {80.0})
        self._at('2027-07-14 22:00:00')
        self.assertEqual(self._prices(), {100.0})

    def test_script_of_the_product_with_a_stale_cart(self):
        """Read-only routes cannot price the cart again: they do not believe it either."""
        cart = self._add_to_cart()
        self.assertEqual(cart.amount_total, 80.0)
        self._end()
        self.assertEqual(self._json_price(), 100.0)
        self.assertEqual(self._page_prices('/shop/cart'), {100.0})

    def test_visitor_and_customer(self):
        self.assertEqual(self._prices(), {80.0})
        self.authenticate(None, None)
        self.assertEqual(self._prices(), {100.0})
        stranger = self.env['res.partner'].create({'name': "Somebody", 'email': 's@s.example'})
        self._portal_user(stranger, login='a-stranger')
        self.authenticate('a-stranger', 'a-stranger')
        self.assertEqual(self._prices(), {100.0})

    def test_colleague(self):
        colleague = self.env['res.partner'].create({
            'name': "Sacha", 'email': 'sacha@luz.example', 'parent_id': self.contact.parent_id.id,
        })
        self._portal_user(colleague, login='a-colleague')
        self.authenticate('a-colleague', 'a-colleague')
        self.assertEqual(self._prices(), {80.0})
        self._end()
        self.assertEqual(self._prices(), {100.0})

    def test_list_of_the_team_comes_back(self):
        staff_list = self._list("Friends", 95.0)
        self.contact.commercial_partner_id.specific_property_product_pricelist = staff_list
        self.contact.specific_property_product_pricelist = staff_list
        self.assertEqual(self._prices(), {80.0})
        self._end()
        self.assertEqual(self._prices(), {95.0})

    def test_membership_that_begins_during_the_session(self):
        self.membership.period_ids.start_date = '2027-12-01'
        self._at('2027-11-30 22:59:59')
        self.authenticate('a-member', 'a-member')
        cart = self._add_to_cart()
        self.assertEqual(cart.amount_total, 100.0)
        self.assertEqual(self._prices(), {100.0})
        self._at('2027-11-30 23:00:00')
        self.assertEqual(self._prices(), {80.0})
        self.assertEqual(self._page_prices('/shop/cart'), {80.0})

    # === CHOOSING A LIST === #

    def test_the_member_list_is_not_chosen_without_the_right(self):
        self._end()
        self.authenticate('a-member', 'a-member')
        self._get(f'/shop/change_pricelist/{self.member_list.id}')
        self._get(f'/shop?pricelist={self.member_list.id}')
        self._get(f'{self._template().website_url}?pricelist={self.member_list.id}')
        self._get('/shop/pricelist?promo=')
        self._get('/shop/pricelist?promo=False')
        self.assertEqual(self._prices(), {100.0})

    def test_a_code_or_a_website_gives_nothing(self):
        """Even a list that the database holds with a code opens to nobody else."""
        self.env.cr.execute(
            "UPDATE product_pricelist SET code = 'OPEN', selectable = true, website_id = %s"
            " WHERE id = %s", (self.website.id, self.member_list.id),
        )
        self.env.registry.clear_cache()
        self._end()
        self.authenticate('a-member', 'a-member')
        self._get('/shop/pricelist?promo=OPEN')
        self.assertEqual(self._prices(), {100.0})
        self._get(f'/shop/change_pricelist/{self.member_list.id}')
        self.assertEqual(self._prices(), {100.0})
        self.authenticate(None, None)
        self._get('/shop/pricelist?promo=OPEN')
        self._get(f'/shop/change_pricelist/{self.member_list.id}')
        self.assertEqual(self._prices(), {100.0})

    def _get(self, path):
        """Follow a link, and the redirection to its canonical address."""
        answer = self.url_open(path)
        self.assertEqual(answer.status_code, 200)
        return answer

    def test_a_member_may_choose_another_list_and_come_back(self):
        chosen = self._list("Sales", 90.0, selectable=True)
        self.assertEqual(self._prices(), {80.0})
        self._get(f'/shop/change_pricelist/{chosen.id}')
        self.assertEqual(self._prices(), {90.0})
        self.assertEqual(self._add_to_cart().amount_total, 90.0)
        self._get(f'/shop/change_pricelist/{self.member_list.id}')
        self.assertEqual(self._prices(), {80.0})
        self.assertEqual(self._page_prices('/shop/cart'), {80.0})
        self._end()
        self.assertEqual(self._prices(), {90.0})  # the public list of the website now

    # === CART === #

    @clause('000-21')
    def test_cart_is_priced_again_before_it_is_shown(self):
        cart = self._add_to_cart()
        self.assertEqual(self._page_prices('/shop/cart'), {80.0})
        self._end()
        page = self.url_open('/shop/cart').text
        self.assertNotIn('80.00', page.replace(',', '.'))
        self.assertIn('100.00', page.replace(',', '.'))
        self.env.invalidate_all()
        self.assertEqual(cart.amount_total, 100.0)
        self.assertNotEqual(cart.pricelist_id, self.member_list)
        self.assertIn('alert-warning', page)

    def test_adding_to_a_stale_cart(self):
        cart = self._add_to_cart()
        self._end()
        self.assertEqual(self._add_to_cart(), cart)
        self.assertEqual(cart.amount_total, 200.0)

    def test_abandoned_cart_found_again(self):
        cart = self._add_to_cart()
        self._at(FIRST_SECOND_AFTER + timedelta(days=30))
        self.authenticate('a-member', 'a-member')
        self.assertEqual(self._page_prices('/shop/cart'), {100.0})
        self.assertEqual(self._cart(), cart)

    @clause('000-21')
    def test_open_payment_tab(self):
        """Amounts of the tab and of the cart are both stale: the payment is refused, in words."""
        cart = self._add_to_cart()
        page = self.url_open('/shop/payment')
        self.assertEqual(page.status_code, 200)
        before = self._counts()
        self._end()
        answer = self._pay_cart(cart, 80.0)
        self.assertEqual(answer.status_code, 400)
        error = answer.json()['error']
        self.assertEqual(error['code'], 400)
        self.assertTrue(error['message'])
        self.assertEqual(error['message'], error['data']['message'])
        self.assertEqual(self._counts(), before)
        self.assertIn('100.00', self.url_open('/shop/payment').text.replace(',', '.'))
        self.env.invalidate_all()
        self.assertEqual(cart.amount_total, 100.0)
        self.assertIn('error', self._pay_cart(cart, 80.0).json())
        self.assertFalse(cart.transaction_ids)
        answer = self._pay_cart(cart, 100.0)
        self.assertNotIn('error', answer.json())

    def test_paid_at_the_last_second(self):
        cart = self._add_to_cart()
        answer = self._pay_cart(cart, 80.0)
        self.assertNotIn('error', answer.json())
        self._end()
        self._rpc('/payment/demo/simulate_payment', **{
            'reference': cart.transaction_ids.reference, 'simulated_state': 'done',
            'payment_details': '4242',
        })
        self._rpc('/payment/status/poll')
        self.env.invalidate_all()
        self.assertEqual((cart.state, cart.amount_total), ('sale', 80.0))

    def test_cart_in_the_portal(self):
        cart = self._add_to_cart()
        self._end()
        with mute_logger('odoo.http'):
            answer = self._rpc(f'/my/orders/{cart.id}/transaction', **self._pay_params(cart))
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(cart.transaction_ids)

    # === QUOTATION === #

    @clause('000-21')
    def test_quotation_of_the_team(self):
        order = self._quotation(self.contact)
        order.action_quotation_sent()
        path = order.get_portal_url()
        self.assertIn(ACCEPT, self.url_open(path).text)
        self._end()
        page = self.url_open(path).text
        self.assertNotIn(ACCEPT, page)
        self.assertIn("Cette offre a expiré", page)
        signed = self._rpc(
            f'/my/orders/{order.id}/accept', access_token=order.access_token, name="C.",
            signature=SIGNATURE,
        ).json()['result']
        self.assertIn('error', signed)
        with mute_logger('odoo.http'):
            answer = self._rpc(f'/my/orders/{order.id}/transaction', **self._pay_params(order))
        self.assertEqual(answer.status_code, 400)
        self.env.invalidate_all()
        self.assertFalse(order.signature or order.transaction_ids)
        self.assertEqual((order.state, order.amount_total), ('sent', 80.0))
        order.action_update_prices()
        page = self.url_open(path).text
        self.assertIn(ACCEPT, page)
        self.assertIn('100.00', page.replace(',', '.'))
