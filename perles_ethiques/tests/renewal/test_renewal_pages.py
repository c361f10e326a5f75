from lxml import html

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..clause import clause
from ..kit.pages import PageCommon


@tagged('post_install', '-at_install')
class TestRenewalRoutes(PageCommon):
    """The native page of an invoice, used by the member, who may write nothing of ours."""

    def setUp(self):
        super().setUp()
        self.membership = self._sign_up()
        self._pay_by_card(self.membership)
        self.period = self.membership._bill_next_period()
        self.invoice = self.period.invoice_id

    def _ask(self, **values):
        params = {
            'provider_id': self.card.id,
            'payment_method_id': self.card.payment_method_ids[:1].id,
            'token_id': None,
            'amount': self.invoice.amount_residual,
            'flow': 'direct',
            'tokenization_requested': True,
            'landing_route': self.invoice.get_portal_url(),
            'access_token': self.invoice._portal_ensure_token(),
            **values,
        }
        return self.url_open(f'/invoice/transaction/{self.invoice.id}', json={
            'jsonrpc': '2.0', 'method': 'call', 'params': params,
        })

    def test_card_saved_by_paying_is_the_card_on_file(self):
        self.assertFalse(self.membership.token_id)
        self.assertNotIn('error', self._ask().json())
        self.assertTrue(self.period.paying_at)
        transaction = self.invoice.transaction_ids
        self._notify(transaction)
        transaction._post_process()
        self.assertEqual(self.invoice.payment_state, 'paid')
        self.assertFalse(self.period.unpaid_since)
        self.assertEqual(self.membership.state, 'active')
        self.assertTrue(transaction.token_id)
        self.assertEqual(self.membership.token_id, transaction.token_id)

    @clause('000-17')
    def test_suspended_member_pays_on_the_page(self):
        """The address that the space links to has no token: its form has one that serves."""
        self.membership._suspend()
        self.assertEqual(self.membership.state, 'suspended')
        login = self.membership.contact_id.user_ids.login
        self.authenticate(login, login)
        page = self.url_open(f'/my/invoices/{self.invoice.id}')
        form = html.fromstring(page.text).get_element_by_id('o_payment_form')
        # scripts leave out what is empty, and the route wants it
        token = form.get('data-access-token')
        self.assertTrue(token)
        self.assertNotIn('error', self._ask(access_token=token).json())
        transaction = self.invoice.transaction_ids
        self._notify(transaction)
        transaction._post_process()
        self.assertEqual(self.membership.state, 'active')
        self.assertIn('pe-tone--ok', self.url_open('/my/membership').text)

    def test_refusals(self):
        charge = self.env['payment.transaction'].create({
            'provider_id': self.card.id, 'reference': 'charge', 'amount': 216.0,
            'payment_method_id': self.card.payment_method_ids[:1].id,
            'currency_id': self.invoice.currency_id.id, 'operation': 'offline',
            'partner_id': self.membership.contact_id.id,
        })
        for amount, charged in ((216.01, False), (2160.0, False), (-216.0, False), (216.0, True)):
            with self.subTest(amount), mute_logger('odoo.http'):
                self.period.charge_id = charge if charged else False
                answer = self._ask(amount=amount)
                self.assertEqual(answer.status_code, 400)
                self.assertIn('error', answer.json())
        self.assertFalse(self.invoice.transaction_ids)
        self.assertFalse(self.period.paying_at)
