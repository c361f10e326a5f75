from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

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

    def test_another_address(self):
        address = self.env['res.partner'].create({
            'name': "Accounts", 'type': 'invoice', 'parent_id': self.order.partner_id.id,
        })
        self.invoice.button_draft()
        self.invoice.partner_id = address
        self.invoice.action_post()
        self.assertEqual(self._left(self.invoice), [0.0, 100.0, 100.01])

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


@tagged('post_install', '-at_install')
class TestOrderParties(SharedOrderCommon):
    """An order and its invoice stay between who accepted them and the house."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stranger = cls.env['res.partner'].create({'name': "Stranger"})
        cls.branch = cls.env['res.company'].create({'name': "Another house"})
        cls.seller = new_test_user(
            cls.env, 'seller', 'base.group_user,sales_team.group_sale_manager,'
            'account.group_account_manager',
        )
        cls.seller.company_ids |= cls.branch

    def _refused(self, document, context=None, **values):
        hand = document.with_user(self.seller).with_context(
            allowed_company_ids=self.seller.company_ids.ids, **(context or {}),
        )
        with self.assertRaises(UserError) as refusal, self.cr.savepoint():
            hand.write(values)
        self.assertIn(document.name, str(refusal.exception), values)

    def test_signed_order(self):
        for name, other in (
            ('partner_id', self.stranger), ('partner_invoice_id', self.stranger),
            ('company_id', self.branch),
        ):
            with self.subTest(name):
                self._refused(self.order, **{name: other.id})

    def test_quotation_of_pre_reservations(self):
        order, _claim = self._quoted(self._cheap_member(email='quoted@luz.example'))
        self._refused(order, partner_id=self.stranger.id)
        self._refused(order, company_id=self.branch.id)

    def test_quotation_of_the_shop(self):
        order = self.env['sale.order'].create({'partner_id': self.order.partner_id.id})
        order.with_user(self.seller).partner_id = self.stranger
        self.assertEqual(order.partner_id, self.stranger)

    def test_contact_of_the_same_customer(self):
        colleague = self.env['res.partner'].create({
            'name': "Colleague", 'parent_id': self.order.partner_id.id,
        })
        self.order.with_user(self.seller).partner_id = colleague
        self.assertEqual(self.order.order_line.perles_claim_id.state, 'ordered')

    def test_posted_invoice(self):
        opened = {'skip_readonly_check': True}
        self._refused(self.invoice, opened, partner_id=self.stranger.id)
        self._refused(self.invoice, commercial_partner_id=self.stranger.id)
        self._refused(self.invoice, company_id=self.branch.id)

    # === MERGED CONTACTS === #

    def _contact(self, **values):
        return self.env['res.partner'].create({'name': "Twin", 'email': 'twin@luz.example'}
                                              | values)

    def _merge(self, kept, lost):
        self.env['base.partner.merge.automatic.wizard']._merge(
            (kept | lost).ids, dst_partner=kept, extra_checks=False,
        )
        self.env.invalidate_all()

    def _of_a_colleague(self):
        """Order and invoice on the name of somebody below the member."""
        colleague = self._contact(parent_id=self.order.partner_id.id)
        self.order.partner_id = colleague
        self.invoice.button_draft()
        self.invoice.partner_id = colleague
        self.invoice.action_post()
        return colleague

    def _assert_charged(self, contact):
        self.assertEqual(self.order.partner_id | self.invoice.partner_id, contact)
        self._run_clock('charge_instalments', DUE)
        self.assertEqual(self._left(self.invoice), [0.0, 0.0, 100.01])

    def test_merged_into_the_customer(self):
        contact = self.order.partner_id
        self._merge(contact, self._contact())
        self._assert_charged(contact)

    def test_customer_merged_within_the_organisation(self):
        member = self.order.partner_id
        other = self._contact(parent_id=member.id)
        self._merge(other, self._of_a_colleague())
        self._assert_charged(other)

    def test_customer_merged_into_a_contact_of_nobody(self):
        """It comes under the organisation of the one that is lost."""
        twin, colleague = self._contact(), self._of_a_colleague()
        self._merge(twin, colleague)
        self._assert_charged(twin)

    def test_customer_merged_into_somebody_else(self):
        elsewhere = self._contact(parent_id=self._contact(is_company=True).id)
        colleague = self._of_a_colleague()
        with self.assertRaisesRegex(UserError, self.invoice.name), self.cr.savepoint():
            self._merge(elsewhere, colleague)
        self._assert_charged(colleague)

    def test_quotation_merged_into_somebody_else(self):
        order, _claim = self._quoted(self._cheap_member(email='quoted@luz.example'))
        colleague = self._contact(parent_id=order.partner_id.id)
        order.partner_id = colleague
        elsewhere = self._contact(parent_id=self._contact(is_company=True).id)
        with self.assertRaisesRegex(UserError, order.name), self.cr.savepoint():
            self._merge(elsewhere, colleague)
