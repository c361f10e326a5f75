import json

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from ..clause import clause
from ..kit.lots import READY
from ..kit.pages import PageCommon
from ..kit.sales import SIGNATURE, STRUCK, SaleCommon


@tagged('post_install', '-at_install')
class TestCarriers(SaleCommon):
    """Delivery at the price of members (000-45)."""

    def _prices(self, order):
        return [(choice['price'], choice['struck']) for choice in order._perles_carriers()]

    @clause('000-45')
    def test_the_row(self):
        self._carrier(perles_has_member_price=True, perles_member_price=4.9)
        membership = self._cheap_member_at(READY)
        order, _claim = self._quoted(membership)
        stranger = order.copy({
            'partner_id': self.env['res.partner'].create({'name': "Visitor"}).id,
        })
        with freeze_time(READY):
            self.assertEqual(self._prices(order), [(4.9, 6.9)])
            self.assertEqual(self._prices(stranger), [(6.9, None)])
            membership._move('suspend')
            self.assertEqual(self._prices(order), [(6.9, None)])

    def test_the_discount_on_things_is_none_on_delivery(self):
        self.plan.member_discount = 10.0
        carrier = self._carrier()
        order, _claim = self._quoted()
        with freeze_time(READY):
            self.assertEqual(self._prices(order), [(6.9, None)])
            carrier.write({'perles_has_member_price': True, 'perles_member_price': 7.0})
            self.assertEqual(self._prices(order), [(6.9, None)])
            carrier.perles_member_price = 0.0
            self.assertEqual(self._prices(order), [(0.0, 6.9)])

    def test_a_quotation_leaves_with_the_cheapest(self):
        self._carrier(9.0)
        cheap = self._carrier(6.9)
        order, _claim = self._quoted()
        self.assertEqual(order.carrier_id, cheap)
        self.assertEqual(order.order_line.filtered('is_delivery').price_unit, 6.9)

    def test_a_foreign_carrier_is_refused(self):
        self._carrier()
        hidden = self._carrier(1.0, is_published=False)
        order, _claim = self._quoted()
        total = order.amount_total
        with freeze_time(READY):
            for wrong in (hidden.id, 0, 10**8):
                with self.assertRaisesRegex(UserError, "not possible"):
                    order._perles_choose(carrier_id=wrong)
            order.signature = SIGNATURE
            with self.assertRaisesRegex(UserError, "no longer be changed"):
                order._perles_choose()
        self.assertEqual(order.amount_total, total)


@tagged('post_install', '-at_install')
class TestChoicesPage(SaleCommon, PageCommon):
    """The page before signing, without JavaScript."""

    def setUp(self):
        super().setUp()
        self._at(READY)
        self.parcel = self._carrier(perles_has_member_price=True, perles_member_price=4.9)
        self.express = self._carrier(12.0, name="Express")
        self.membership = self._cheap_member(email='m@luz.example')
        self._portal_user(self.membership.contact_id, 'choosing-member')
        self.order, self.claim = self._quoted(self.membership, quantity=1.0, price=300.0)
        self.path = f'/my/orders/{self.order.id}/choices'
        self.token = f'{self.path}?access_token={self.order._portal_ensure_token()}'
        self.env.flush_all()

    def _choose(self, path=None, **values):
        answer = self._post(path or self.token, values)
        self.env.invalidate_all()
        return answer

    @clause('000-45')
    @clause('000-46')
    @clause('000-43')
    def test_the_page(self):
        self.authenticate(None, None)
        page = self.url_open(self.token).text
        self.assertRegex(page, r'4[.,]90')
        self.assertRegex(page, STRUCK)
        self.assertRegex(page, r'<input[^>]*name="packaging"[^>]*checked')
        self.assertIn('value="shares"', page)
        self.assertNotIn('<script src="http', page)

    def test_who_may_see_it(self):
        self.authenticate(None, None)
        for path in (self.path, f'{self.path}?access_token=forged'):
            self.assertNotIn('name="packaging"', self.url_open(path).text)
        stranger = self._portal_user(self.env['res.partner'].create({'name': "X"}), 'stranger')
        self.authenticate(stranger.login, stranger.login)
        self.assertNotIn('name="packaging"', self.url_open(self.path).text)
        self.authenticate('choosing-member', 'choosing-member')
        self.assertIn('name="packaging"', self.url_open(self.path).text)
        page = self.url_open(f'/my/orders/{self.order.id}')
        self.assertIn(self.path, page.text)

    def test_the_claim_leads_to_it(self):
        self.authenticate('choosing-member', 'choosing-member')
        page = self.url_open(f'/my/claims/{self.claim.id}').text
        self.assertIn(f'/my/orders/{self.order.id}?access_token=', page)

    def test_all_of_it_chosen(self):
        self.authenticate(None, None)
        answer = self._choose(carrier=str(self.express.id), payment='shares')
        self.assertEqual(answer.status_code, 303)
        self.assertIn(f'/my/orders/{self.order.id}?', answer.headers['Location'])
        self.assertEqual(self.order.carrier_id, self.express)
        self.assertFalse(self.order.perles_reusable)
        self.assertTrue(self.order.perles_instalments)
        self.assertEqual(self.order.amount_untaxed, 312.0)
        page = self.url_open(answer.headers['Location']).text
        self.assertRegex(page, r'372[.,]00')
        self._choose(carrier=str(self.parcel.id), packaging='1', payment='once')
        self.assertTrue(self.order.perles_reusable and not self.order.perles_instalments)
        self.assertEqual(self.order.amount_untaxed, 304.9)

    def test_bad_input(self):
        self.authenticate(None, None)
        for carrier in ('0', '-1', 'x', '9' * 40, '１'):
            answer = self._choose(carrier=carrier)
            self.assertEqual(answer.status_code, 400, carrier)
            self.assertEqual(self.order.carrier_id, self.parcel)
            self.assertTrue(self.order.perles_reusable)
        answer = self.url_open(self.token, data={'carrier': '1'}, allow_redirects=False)
        self.assertEqual(answer.status_code, 400)
        forged = self._post(f'{self.path}?access_token=forged', {}, token_from=self.token)
        self.assertEqual(forged.headers['Location'].split('?')[0][-3:], '/my')
        self.order.action_cancel()
        self.env.flush_all()
        answer = self._post(self.token, {'packaging': '1'}, token_from='/adhesion')
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self.order.state, 'cancel')

    def test_no_shares_for_others(self):
        self.membership._move('suspend')
        self.env.flush_all()
        self.authenticate(None, None)
        self.assertNotIn('value="shares"', self.url_open(self.token).text)

    def _accept(self):
        answer = self.url_open(
            f'/my/orders/{self.order.id}/accept?access_token={self.order.access_token}',
            data=json.dumps({'jsonrpc': '2.0', 'method': 'call', 'params': {
                'name': "Camille", 'signature': SIGNATURE,
            }}), headers={'Content-Type': 'application/json'},
        )
        self.env.invalidate_all()
        return answer.json()['result']

    @clause('000-43')
    @clause('000-84')
    def test_signing_in_shares_leads_to_the_invoice(self):
        self.authenticate(None, None)
        self._choose(carrier=str(self.parcel.id), packaging='1', payment='shares')
        result = self._accept()
        self.assertEqual(self.order.state, 'sale', result)
        self.assertEqual(self.claim.state, 'ordered')
        invoice = self.order.invoice_ids
        self.assertTrue(result['redirect_url'].startswith(f'/my/invoices/{invoice.id}?'))
        page = self.url_open(result['redirect_url']).text
        self.assertRegex(page, r'121[.,]63')
        shares = invoice.perles_instalment_ids.sorted('number')
        self.assertEqual(shares.mapped('amount'), [121.63, 121.63, 121.64])

    @clause('000-84')
    def test_the_team_does_not_sign(self):
        self.authenticate(self.employee.login, self.employee.login)
        self.assertIn('pas l’équipe', self._accept()['error'])
        self.assertEqual(self.order.state, 'sent')
        self.assertFalse(self.order.signature)

    def test_shares_that_are_no_longer_granted(self):
        self.authenticate(None, None)
        self._choose(payment='shares')
        self.company.perles_instalment_threshold = 1000.0
        self.env.flush_all()
        self.assertIn('ne peut plus être réglée en plusieurs fois', self._accept()['error'])
        self.assertEqual(self.order.state, 'sent')
