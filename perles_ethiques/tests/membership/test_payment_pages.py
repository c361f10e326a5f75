from odoo.tests import tagged
from odoo.tools import mute_logger

from ..clause import clause
from ..kit.pages import PageCommon


@tagged('post_install', '-at_install')
class TestPaymentRoutes(PageCommon):

    def _rpc(self, path, params):
        return self.url_open(path, json={'jsonrpc': '2.0', 'method': 'call', 'params': params})

    def _transaction_route(self, order):
        return f'/my/orders/{order.id}/transaction'

    @clause('000-04', '000-06')
    def test_pay_by_card(self):
        membership = self._sign_up()
        order = membership.order_id
        self.assertEqual(membership.state, 'draft')
        answer = self._rpc(self._transaction_route(order), self._pay_params(order))
        self.assertEqual(answer.status_code, 200)
        self.assertNotIn('error', answer.json())
        transaction = order.transaction_ids
        acceptance = self.env['perles.acceptance'].search([
            ('payment_ref', '=', transaction.reference),
        ])
        self.assertEqual(acceptance.version_id, self.v1)
        self.assertEqual(acceptance.text_sha256, self.v1.sha256)
        self.assertEqual(acceptance.button_label, "Adhésion avec obligation de paiement")
        self._rpc('/payment/demo/simulate_payment', {
            'reference': transaction.reference, 'simulated_state': 'done',
            'payment_details': '4242',
        })
        poll = self._rpc('/payment/status/poll', {}).json()['result']
        self.assertEqual(poll['state'], 'done')
        self.assertEqual(poll['landing_route'], '/my/membership')
        self.assertEqual(membership.state, 'active')
        self.assertEqual(membership.invoice_ids.payment_state, 'paid')
        page = self.url_open('/my/membership')
        self.assertIn(membership.invoice_ids.name, page.text)

    @clause('000-04')
    def test_pressed_again_is_one_payment_and_one_acceptance(self):
        # all on one day, whenever it is run
        self._at('2026-12-15 10:00:00')
        membership = self._sign_up()
        order = membership.order_id
        for _click in range(3):
            self._rpc(self._transaction_route(order), self._pay_params(order))
        self.assertEqual(len(order.transaction_ids), 1)
        # another way to pay on the same day says nothing new of the contract
        self._rpc(self._transaction_route(order), self._pay_params(
            order, provider=self.transfer, flow='redirect',
        ))
        self.assertEqual(len(order.transaction_ids), 2)
        accepted = self.env['perles.acceptance'].search([('document_ref', '=', order.name)])
        self.assertEqual(len(accepted), 1)
        self.assertEqual(membership.accepted_at, accepted.accepted_at)

    @clause('000-05')
    def test_no_native_route_pays_without_the_box(self):
        membership = self._sign_up()
        order = membership.order_id
        params = self._pay_params(order)
        membership.joining_id = False
        before = self._counts()
        with mute_logger('odoo.http'):
            answer = self._rpc(self._transaction_route(order), params)
        self.assertEqual(answer.status_code, 400)
        self.assertIn('error', answer.json())
        self.assertEqual(self._counts(), before)
        self.assertFalse(order.transaction_ids)

    def test_other_amount_is_refused(self):
        membership = self._sign_up()
        order = membership.order_id
        before = self._counts()
        with mute_logger('odoo.http'):
            answer = self._rpc(self._transaction_route(order), self._pay_params(order, amount=1.0))
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(self._counts(), before)

    def test_order_of_another_member(self):
        other = self._join(email='other@luz.example').order_id
        self._sign_up()
        params = self._pay_params(other, access_token='wrong')
        with mute_logger('odoo.http'):
            answer = self._rpc(self._transaction_route(other), params)
        self.assertIn('error', answer.json())
        self.assertFalse(other.transaction_ids)

    def test_transfer_shows_reference_and_iban(self):
        membership = self._sign_up()
        order = membership.order_id
        self._rpc(self._transaction_route(order), self._pay_params(
            order, provider=self.transfer, flow='redirect',
        ))
        transaction = order.transaction_ids
        self.url_open('/payment/custom/process', data={'reference': transaction.reference})
        self._rpc('/payment/status/poll', {})
        self.assertEqual((order.state, membership.state), ('sent', 'pending'))
        page = self.url_open('/my/membership').text.replace('\xa0', ' ')
        self.assertIn(membership.transfer_ref, page)
        self.assertIn("FR76 3000 6000 0112 3456 7890 189", page)
        self.assertIn("attente de paiement", page)

    def test_membership_product_is_in_no_shop(self):
        template = self.plan.product_id.product_tmpl_id
        self.assertEqual(self.url_open(f'/shop/{template.id}').status_code, 404)
        with mute_logger('odoo.http', 'odoo.addons.website_sale.controllers.cart'):
            answer = self._rpc('/shop/cart/add', {
                'product_template_id': template.id, 'product_id': self.plan.product_id.id,
            })
        self.assertIn('error', answer.json())
        self.assertFalse(self.env['sale.order.line'].search([
            ('product_id', '=', self.plan.product_id.id),
        ]))


@tagged('post_install', '-at_install')
class TestMemberPages(PageCommon):

    def test_french_addresses(self):
        for french, ours in (
            ('/my/contrat', '/my/membership/terms'), ('/my/adhesion', '/my/membership'),
        ):
            answer = self.url_open(french, allow_redirects=False)
            self.assertEqual(answer.status_code, 301)
            self.assertTrue(answer.headers['Location'].endswith(ours))

    def test_pages_of_a_member(self):
        membership = self._sign_up()
        self._pay_by_card(membership)
        for path in ('/my', '/my/membership', '/my/membership/terms', '/my/membership/terms/1',
                     '/my/membership/withdraw'):
            with self.subTest(path=path):
                answer = self.url_open(path)
                self.assertEqual(answer.status_code, 200)
                if path != '/my':  # the native home has its own headings
                    self.assertEqual(answer.text.count('<h1'), 1)

    def test_withdraw_online(self):
        membership = self._sign_up()
        self._pay_by_card(membership)
        answer = self._post('/my/membership/withdraw', {})
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(membership.state, 'active')
        answer = self._post('/my/membership/withdraw', {'confirm': '1'})
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(membership.state, 'withdrawn')
        self.assertEqual(self.url_open('/my/membership').status_code, 200)

    @clause('000-06')
    def test_waiting_is_said(self):
        membership = self._sign_up()
        self._choose_transfer(membership)
        page = self.url_open('/my/membership').text
        self.assertIn("attente de paiement", page)
        # and by its own page alone: it is no quotation to look through
        membership.order_id.state = 'sent'
        self.assertNotIn(membership.order_id.name, self.url_open('/my/quotes').text)

    @clause('000-19')
    def test_versions_are_listed_with_their_dates(self):
        membership = self._sign_up()
        self._pay_by_card(membership)
        self.terms.clause_ids[:1].body += "\n\nUne phrase nouvelle."
        version = self.terms._publish(self.v1.effective_date, "La loi a changé.")
        page = self.url_open('/my/membership').text
        self.assertIn("La loi a changé.", page)
        page = self.url_open('/my/membership/terms').text
        applies = membership._applies_from(version)
        self.assertIn(f'{applies:%d/%m/%Y}', page)
        page = self.url_open(f'/my/membership/terms/{version.number}').text
        self.assertIn('<ins', page)
