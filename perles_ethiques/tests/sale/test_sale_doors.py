from datetime import date, datetime
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from ..clause import clause
from ..kit.lots import READY
from ..kit.sales import SIGNATURE, SaleCommon

BATCH = 'odoo.addons.perles_ethiques.models.base.perles_batch_mixin'
BROKEN = "The lot is broken."


@tagged('post_install', '-at_install')
class TestSaleDoors(SaleCommon):
    """What happens beside the straight way from a claim to a paid order."""

    @clause('000-84')
    def test_what_is_asked_of_the_customer_is_not_changed_by_hand(self):
        order, _claim = self._quoted()
        for name, less in (('require_payment', False), ('require_signature', False),
                           ('prepayment_percent', 0.01)):
            with self.subTest(name), self.assertRaisesRegex(UserError, "not changed by hand"):
                order.with_user(self.employee).write({name: less})
        order.with_user(self.employee).write({'require_payment': True, 'client_order_ref': "R"})
        self.assertEqual(order.client_order_ref, "R")

    @clause('000-84')
    def test_the_team_does_not_sign(self):
        order, _claim = self._quoted()
        for user in (self.employee, self.manager):
            for values in ({'signature': SIGNATURE}, {'signed_by': "C."}, {'signed_on': READY}):
                with self.assertRaisesRegex(UserError, "not the team"), self.env.cr.savepoint():
                    order.with_user(user).write(values)
        with self.assertRaisesRegex(UserError, "not the team"), self.env.cr.savepoint():
            self.env['sale.order'].with_user(self.employee).create({
                'partner_id': order.partner_id.id, 'signature': SIGNATURE,
            })
        with freeze_time(READY), self.assertRaisesRegex(UserError, "made online only"):
            order.with_user(self.employee).action_confirm()
        with self.assertRaisesRegex(UserError, "made online only"):
            order.with_user(self.employee).copy({'state': 'sale'})
        answer = self.env['sale.order'].with_user(self.employee).load(
            ['partner_id/.id', 'state'], [[str(order.partner_id.id), 'Sales Order']],
        )
        self.assertFalse(answer['ids'])
        self.assertFalse(self.env['payment.transaction'].with_user(self.employee).has_access(
            'create'))

    @clause('000-38')
    def test_a_claim_on_an_order_is_cancelled_there(self):
        order, claim = self._quoted()
        with self.assertRaisesRegex(UserError, f"stands on {order.name}"):
            claim.with_user(self.employee).action_cancel()
        self.assertEqual((claim.state, claim.lot_id.perles_held_qty), ('quoted', 100))
        order._action_cancel()
        self.assertEqual((claim.state, claim.lot_id.perles_held_qty), ('cancelled', 0))

    @clause('000-38')
    def test_what_a_confirmed_order_gives_up_goes_back(self):
        order, claim = self._quoted(quantity=100.0)
        self.assertEqual(claim.lot_id.perles_held_qty, 100)
        self._sign(order)
        with freeze_time(READY):
            self._transaction(order, state='done')._post_process()
        self.assertEqual((order.state, claim.state), ('sale', 'ordered'))
        line = order.order_line.filtered('perles_claim_id')
        line.product_uom_qty = 60
        self.env.invalidate_all()
        self.assertEqual((claim.quantity, claim.lot_id.perles_held_qty), (60, 60))
        self.assertIn("60 pieces instead of 100 pieces", str(order.activity_ids.mapped('note')))
        with self.assertRaisesRegex(UserError, "60 pieces were promised"):
            line.product_uom_qty = 61

    @clause('000-42')
    def test_one_quotation_that_fails_stops_no_other(self):
        lot = self._lot()
        first = self._reserve(self._cheap_member_at(READY), lot, 200.0)
        other = self._reserve(
            self._cheap_member_at(READY, email='b@luz.example', person_name="B"), lot, 100.0,
        )
        genuine = type(first)._make_quotation

        def fail(claims):
            if first in claims:
                raise UserError(BROKEN)
            return genuine(claims)

        with patch.object(type(first), '_make_quotation', fail), mute_logger(BATCH):
            self._settle(first, other)
            self.assertEqual((first.state, other.state), ('settled', 'quoted'))
            self.assertIn(BROKEN, first.activity_ids.note)
            with freeze_time(READY), self.assertRaisesRegex(UserError, BROKEN):
                first.with_user(self.employee).action_send_quotation()
        with freeze_time(READY):
            first.with_user(self.employee).action_send_quotation()
        self.assertEqual(first.state, 'quoted')
        self.assertFalse(first.activity_ids)

    def test_a_quotation_that_cannot_lapse_is_told(self):
        order, claim = self._quoted()

        def fail(orders):
            raise UserError(BROKEN)

        with patch.object(type(order), '_perles_lapse_quotation', fail), mute_logger(BATCH):
            self._run_clock('lapse_quotations', datetime(2026, 12, 26, 1, 0))
        self.assertEqual((order.state, claim.state), ('sent', 'quoted'))
        self.assertIn(BROKEN, order.activity_ids.note)

    @clause('000-43', '000-44')
    def test_the_fee_of_shares_has_no_discount(self):
        self.company.perles_instalment_fee = 5.0
        self.plan._write_discount(10.0)
        self.env['res.config.settings'].create({'group_discount_per_so_line': True}).execute()
        order, _claim = self._quoted(quantity=300.0)
        with freeze_time(READY):
            order._perles_choose(instalments=True)
        fee = order._perles_fee_lines()
        self.assertEqual((fee.price_unit, fee.discount, fee.price_subtotal), (5.0, 0.0, 5.0))

    @clause('000-43', '000-84')
    def test_a_whole_payment_is_not_stopped_by_stale_shares(self):
        membership = self._cheap_member_at(READY)
        order, _claim = self._quoted(membership, quantity=1.0, price=300.0)
        with freeze_time(READY):
            order._perles_choose(instalments=True)
        self.company.perles_instalment_threshold = 1000.0
        with freeze_time(READY):
            self._transaction(order, state='done')._post_process()
        self.assertEqual(order.state, 'sale')
        self.assertFalse(order.perles_instalments)
        self.assertFalse(order.invoice_ids.perles_instalment_ids)

    @clause('000-43')
    def test_months_and_cents_next_to_the_row(self):
        for number, (day, total, days, amounts) in enumerate((
            (datetime(2027, 1, 31, 9), 150.0,
             [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)], [50.0, 50.0, 50.0]),
            (datetime(2027, 12, 31, 9), 200.0,
             [date(2027, 12, 31), date(2028, 1, 31), date(2028, 2, 29)], [66.67, 66.67, 66.66]),
            # 23:30 in UTC is the next day in Paris
            (datetime(2026, 12, 30, 23, 30), 151.03,
             [date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28)], [50.34, 50.34, 50.35]),
        )):
            membership = self._cheap_member_at(day, email=f'm{number}@luz.example')
            shares = self._ordered(total, membership, day).invoice_ids.perles_instalment_ids
            shares = shares.sorted('number')
            self.assertEqual(shares.mapped('due_date'), days)
            self.assertEqual(shares.mapped('amount'), amounts)

    @clause('000-43')
    def test_shares_are_not_written_by_hand(self):
        share = self._ordered().invoice_ids.perles_instalment_ids[0]
        for values in (
            {'amount': 1.0}, {'residual': 0.0}, {'due_date': date(2027, 9, 1)},
            {'charge_id': False}, {'late_told': True},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                share.with_user(self.manager).write(values)

    @clause('000-21', '000-45')
    def test_the_delivery_of_a_cart_follows_the_membership(self):
        membership = self._cheap_member_at(READY)
        membership.leaves_on = date(2026, 12, 20)
        carrier = self._carrier(perles_has_member_price=True, perles_member_price=4.9)
        product = self.env['product.product'].create({'name': "Thing", 'list_price': 50.0})
        with freeze_time(READY):
            cart = self.env['sale.order'].create({
                'partner_id': membership.contact_id.id, 'company_id': self.company.id,
                'website_id': self.env.ref('website.default_website').id,
                'pricelist_id': self.plan.pricelist_id.id,
                'order_line': [Command.create({'product_id': product.id})],
            })
            cart._set_delivery_method(carrier)
            self.assertEqual(cart.order_line.filtered('is_delivery').price_unit, 4.9)
        # 20 December, 23:59:59 in Paris, then a second later
        for instant, price in (
            (datetime(2026, 12, 20, 22, 59, 59), 4.9), (datetime(2026, 12, 20, 23, 0), 6.9),
        ):
            with freeze_time(instant):
                cart._perles_follow_membership()
            self.assertEqual(cart.order_line.filtered('is_delivery').price_unit, price)

    @clause('000-43')
    def test_the_last_cent_of_the_threshold(self):
        for price, is_offered in ((149.99, False), (150.0, True)):
            order, _claim = self._quoted(
                self._cheap_member_at(READY, email=f'm{price}@luz.example'),
                quantity=1.0, price=price,
            )
            order.order_line.tax_ids = [Command.clear()]
            with freeze_time(READY):
                self.assertEqual(order._perles_offers_instalments(), is_offered)
