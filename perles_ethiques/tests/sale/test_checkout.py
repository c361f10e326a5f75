import re

from odoo.tests import tagged

from ..clause import clause
from ..kit.carriers import CarrierCommon
from ..kit.price_pages import PricePages
from ..kit.sales import STRUCK


@tagged('post_install', '-at_install')
class TestCheckout(PricePages, CarrierCommon):
    """The native checkout shows the struck price too (000-45)."""

    @clause('000-45')
    def test_the_struck_price(self):
        carrier = self._carrier(
            perles_has_member_price=True, perles_member_price=4.9,
        )
        self.thing.product_tmpl_id.write({'type': 'consu', 'is_storable': False})
        self.contact.write({'street': "1 rue", 'zip': '84000', 'city': "Avignon",
                            'country_id': self.env.ref('base.fr').id,
                            'phone': '+33 4 90 00 00 01', 'email': 'luz@luz.example'})
        self._add_to_cart()
        page = self.url_open('/shop/checkout')
        self.assertRegex(page.text, STRUCK)
        self.assertIn('action="/shop/packaging"', page.text)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text).group(1)
        for choice in ('0', '1', '0'):
            answer = self.url_open('/shop/packaging', allow_redirects=False, data={
                'csrf_token': token, 'packaging': choice,
            })
            self.assertEqual(answer.status_code, 303)
            self.assertIs(self._cart().perles_reusable, choice == '1')
        rate = self._rpc('/shop/get_delivery_rate', dm_id=carrier.id).json()['result']
        self.assertEqual(rate['price'], 4.9)
        self._end()
        page = self.url_open('/shop/checkout')
        self.assertNotRegex(page.text, STRUCK)
