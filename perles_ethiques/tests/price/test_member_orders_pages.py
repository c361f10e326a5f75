from datetime import timedelta

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..clause import clause
from ..kit.price_pages import PricePages
from ..kit.prices import FIRST_SECOND_AFTER

ACCEPT = 'data-bs-target="#modalaccept"'
SIGNATURE = 'R0lGODlhAQABAAD/ACwAAAAAAQABAAACADs='


@tagged('post_install', '-at_install')
class TestMemberOrderPages(PricePages):
    """Cart, payment and quotation, around the last second."""

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
