from odoo.fields import Command
from odoo.tests import tagged

from .shared_orders import DUE, SharedOrderCommon


@tagged('post_install', '-at_install')
class TestOrderGestures(SharedOrderCommon):
    """Native gestures that change an order in shares, or its invoice, without ending it."""

    def test_duplicated_invoice(self):
        copy = self.invoice.with_user(self.manager).copy().sudo()
        self.assertFalse(
            copy.perles_has_instalments or copy.perles_instalment_ids or copy.perles_token_id
        )
        copy.action_post()
        self.assertFalse(copy.perles_instalment_ids)
        self._run_clock('charge_instalments', DUE)
        self.assertFalse(copy.transaction_ids)
        self.assertEqual(self._left(self.invoice), [0.0, 0.0, 100.01])

    def test_price_changed(self):
        self.invoice.button_draft()
        self.invoice.invoice_line_ids.price_unit = 240.01
        self.invoice.action_post()
        self.assertEqual(
            self.invoice.perles_instalment_ids.sorted('number').mapped('amount'),
            [80.0, 80.0, 80.01],
        )
        # 100 were paid: the next share is asked for the rest
        self.assertEqual(self._left(self.invoice), [0.0, 60.0, 80.01])
        self.assertFalse(self.order.activity_ids)
        self._run_clock('charge_instalments', DUE)
        self.assertEqual(self.second.charge_id.amount, 60.0)

    def test_terms_changed(self):
        self.invoice.button_draft()
        self.invoice.invoice_payment_term_id = self.env.ref(
            'account.account_payment_term_immediate',
        )
        self.invoice.action_post()
        self.assertEqual(self._left(self.invoice), [200.01, 0.0, 0.0])

    def test_merged_customer(self):
        other = self.env['res.partner'].create({'name': "Twin", 'email': 'twin@luz.example'})
        contact = self.order.partner_id
        self.env['base.partner.merge.automatic.wizard']._merge(
            (contact | other).ids, dst_partner=contact, extra_checks=False,
        )
        self._run_clock('charge_instalments', DUE)
        self.assertEqual(self._left(self.invoice), [0.0, 0.0, 100.01])

    def test_another_order_on_the_same_invoice(self):
        """An invoice of two orders asks for its shares until both are cancelled."""
        other = self.order.copy({'order_line': [Command.create({
            'product_id': self.order.order_line.product_id.id, 'price_unit': 1.0,
        })]})
        self.invoice.invoice_line_ids.sale_line_ids = [Command.link(other.order_line.id)]
        self.order._action_cancel()
        self.assertFalse(self.invoice.perles_shares_stopped)
        other._action_cancel()
        self.assertTrue(self.invoice.perles_shares_stopped)
