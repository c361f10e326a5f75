from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ...exceptions import PricesLapsed
from ..clause import clause
from ..kit.prices import FIRST_SECOND_AFTER, LAST_SECOND, PriceCommon


@tagged('post_install', '-at_install')
class TestQuotations(PriceCommon):
    """Quotations of the team, priced with the member list."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.membership = cls._member_until()
        cls.contact = cls.membership.contact_id

    def setUp(self):
        super().setUp()
        self._at(LAST_SECOND)
        self.order = self._quotation(self.contact)

    def _end(self):
        self._at(FIRST_SECOND_AFTER)

    def _sign(self, order):
        order.write({'signature': 'R0lGODlhAQABAAD/ACwAAAAAAQABAAACADs=', 'signed_by': "C."})

    @clause('000-21')
    def test_lapses_after_the_last_second(self):
        self.order.action_quotation_sent()
        self.assertEqual(self.order.amount_total, 80.0)
        self.assertFalse(self.order.is_expired or self.order.perles_prices_lapsed)
        self.assertTrue(self.order._has_to_be_signed() and self.order._has_to_be_paid())
        self._end()
        self.assertTrue(self.order.is_expired and self.order.perles_prices_lapsed)
        self.assertFalse(self.order._has_to_be_signed() or self.order._has_to_be_paid())
        with self.assertRaisesRegex(UserError, "no longer valid"), self.env.cr.savepoint():
            self.order.with_user(self.employee).action_confirm()
        with self.assertRaises(PricesLapsed), self.env.cr.savepoint():
            self._transaction(self.order)
        self.assertEqual(self.order.state, 'sent')
        self.assertEqual(self.order.amount_total, 80.0)

    def test_the_team_updates_the_prices(self):
        for state in ('draft', 'sent'):
            order = self._quotation(self.contact)
            order.state = state
            self.assertEqual(order.amount_total, 80.0)
            self._end()
            order.with_user(self.employee).action_update_prices()
            self.assertEqual(order.amount_total, 100.0)
            self.assertNotEqual(order.pricelist_id, self.member_list)
            self.assertFalse(order.is_expired or order.perles_prices_lapsed)
            order.action_confirm()
            self.assertEqual(order.state, 'sale')
            self._at(LAST_SECOND)

    def test_the_form_offers_to_update(self):
        self._end()
        with Form(self.order.with_user(self.employee)) as form:
            self.assertTrue(form.perles_prices_lapsed)
        self.order.action_update_prices()
        with Form(self.order.with_user(self.employee)) as form:
            self.assertFalse(form.perles_prices_lapsed)

    def test_updated_prices_follow_the_list_of_the_team(self):
        self.contact.specific_property_product_pricelist = self._list("Friends", 95.0)
        self._end()
        self.order.action_update_prices()
        self.assertEqual(self.order.amount_total, 95.0)

    def test_what_was_confirmed_is_never_touched(self):
        self.order.action_confirm()
        self._end()
        self.assertFalse(self.order.is_expired or self.order.perles_prices_lapsed)
        self.assertEqual(self.order.amount_total, 80.0)
        self.assertEqual(self.order.pricelist_id, self.member_list)
        self._transaction(self.order)

    def test_what_was_signed_in_time_is_paid_at_its_price(self):
        self._sign(self.order)
        self._end()
        self.assertFalse(self.order.is_expired)
        self.assertTrue(self.order._has_to_be_paid())
        self._pay_by_card_of(self.order)
        self.assertEqual((self.order.state, self.order.amount_total), ('sale', 80.0))

    def _pay_by_card_of(self, order):
        transaction = self._transaction(order)
        self._notify(transaction)
        transaction._post_process()

    def test_payment_begun_in_time_confirms_at_its_price(self):
        """Money that left in time is never met with a refusal."""
        transaction = self._transaction(self.order)
        self._end()
        self._notify(transaction)
        transaction._post_process()
        self.assertEqual((self.order.state, self.order.amount_total), ('sale', 80.0))

    def test_transfer_begun_in_time(self):
        transaction = self._pending_transfer(self.order)
        transaction._post_process()
        self.assertEqual((transaction.state, self.order.state), ('pending', 'sent'))
        self._end()
        self.assertFalse(self.order.perles_prices_lapsed)
        transaction._set_canceled()
        self.env.invalidate_all()
        self.assertTrue(self.order.perles_prices_lapsed)

    def test_a_cent_paid_in_time_holds_no_price(self):
        transaction = self._transaction(self.order, amount=0.01)
        self._notify(transaction)
        transaction._post_process()
        self._end()
        self.assertTrue(self.order.perles_prices_lapsed)

    def test_quotation_of_who_is_no_member(self):
        stranger = self.env['res.partner'].create({'name': "Somebody"})
        order = self._quotation(stranger, pricelist_id=self.member_list.id)
        self.assertTrue(order.is_expired)
        with self.assertRaisesRegex(UserError, "no longer valid"):
            order.action_confirm()

    def test_a_cart_being_paid_is_not_priced_again(self):
        self.order.website_id = self.website
        self._pending_transfer(self.order)
        self._end()
        self.assertFalse(self.order._perles_follow_membership())
        self.assertEqual(self.order.amount_total, 80.0)

    def _pending_transfer(self, order):
        transaction = self._transaction(order, provider=self.transfer, operation='online_redirect')
        self._notify(transaction)
        return transaction

    def test_public_quotation_of_a_member_does_not_lapse(self):
        order = self._quotation(self.contact, pricelist_id=False)
        self.assertEqual(order.amount_total, 100.0)
        self._end()
        self.assertFalse(order.is_expired)
        order.action_confirm()

    def test_another_plan(self):
        """The list of a plan that the member has left is not the list of the new one."""
        other = self._list("Other plan", 70.0)
        self.plan.copy({
            'product_id': self.plan.product_id.copy().id, 'pricelist_id': other.id,
        })
        order = self._quotation(self.contact, pricelist_id=other.id)
        self.assertTrue(order.perles_prices_lapsed)
        self.assertFalse(self.order.perles_prices_lapsed)

    def test_the_order_of_a_membership_is_never_priced_again(self):
        membership = self._join(email='other@luz.example')
        order = membership.order_id
        order._compute_pricelist_id()
        self.assertFalse(order.pricelist_id or order.perles_prices_lapsed)
        paid = self.membership.order_id
        paid._compute_pricelist_id()
        self.assertFalse(paid.pricelist_id)
        self.assertEqual(order.amount_total, 216.0)

    def test_lines_are_batched(self):
        orders = self.order
        for _number in range(9):
            orders |= self._quotation(self.contact)
        self.assertLessEqual(self._queries(orders), self._queries(orders[:2]))

    def _queries(self, orders):
        self.env.flush_all()
        self.env.invalidate_all()
        orders.mapped('pricelist_id.name')
        before = self.env.cr.sql_log_count
        self.assertFalse(orders._perles_lapsed())
        return self.env.cr.sql_log_count - before

    def test_capture_of_what_was_authorised_in_time(self):
        """A deposit holds no price, but the money that was promised in time is taken."""
        self.card.capture_manually = True
        transaction = self._transaction(self.order, amount=10.0)
        self._notify(transaction)
        transaction._post_process()
        self._end()
        self.assertEqual((transaction.state, self.order.state), ('authorized', 'draft'))
        self.assertTrue(self.order.perles_prices_lapsed)
        self.assertTrue(transaction._create_child_transaction(10.0))
