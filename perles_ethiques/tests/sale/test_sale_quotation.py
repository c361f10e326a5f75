from datetime import date, datetime, timedelta

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from ..clause import clause
from ..kit.lots import READY
from ..kit.sales import SaleCommon


@tagged('post_install', '-at_install')
class TestQuotation(SaleCommon):
    """What left the Thalasso is quoted at once, and given back when nobody signs."""

    @clause('000-42')
    def test_leaves_at_once(self):
        membership = self._cheap_member_at(READY)
        order, claim = self._quoted(membership, quantity=180.0)
        self.assertEqual(order.state, 'sent')
        self.assertTrue(order.perles_is_of_claims)
        self.assertFalse(order.website_id)
        self.assertEqual(order.date_order, READY)
        self.assertEqual(order.partner_id, membership.contact_id)
        # nobody advises this member: the company's team is not told of each quotation
        self.assertFalse(order.user_id)
        self.assertEqual(order.pricelist_id, self.plan.pricelist_id)
        line = order.order_line
        self.assertEqual(
            (line.product_id, line.product_uom_qty, line.perles_lot_id, line.perles_claim_id),
            (claim.lot_id.product_id, 180.0, claim.lot_id, claim),
        )
        self.assertEqual(claim.state, 'quoted')
        self.assertEqual(order.amount_total, 216.0)
        self.assertEqual(order.validity_date, date(2026, 12, 25))
        with freeze_time(READY):
            self._send_notices()
        notice = self._notices(order, 'quotation_ready')
        self.assertEqual(notice.state, 'sent', notice.error)
        self.assertIn('25 décembre 2026', notice.subject)
        mail = self._new_mails.filtered(lambda m: m.subject == notice.subject)
        self.assertIn(f'/my/orders/{order.id}?access_token=', mail.body_html)
        self.assertIn('216,00', mail.body_html)
        self.assertIn('180 ', mail.body_html)

    @clause('000-42')
    def test_not_before_the_end_of_care(self):
        membership = self._cheap_member_at(READY)
        claim = self._reserve(membership, self._lot(), 100.0)
        order = self.env['sale.order'].create({
            'partner_id': membership.partner_id.id,
            'order_line': [(0, 0, {'product_id': claim.lot_id.product_id.id})],
        })
        care = self._care(claim.lot_id)
        care._move('sort')
        care._move('care')
        for refused in (
            claim.with_user(self.employee).action_send_quotation,
            order.with_user(self.employee).action_quotation_send,
            order.with_user(self.employee).action_quotation_sent,
            lambda: order.with_user(self.employee).write({'state': 'sent'}),
        ):
            with self.assertRaisesRegex(UserError, r"remaining steps: revaluation\."):
                refused()
        self.assertFalse(claim.order_id)
        with freeze_time(READY):
            care._move('revalue', usable=300)
        self.assertEqual(claim.order_id.state, 'sent')

    def test_lots_of_some_days_join(self):
        membership = self._cheap_member_at(READY)
        claims = [self._reserve(membership, self._lot(name), 50.0) for name in 'ABCDE']
        order = self._settle(claims[0])
        joined = self._settle(claims[1], at=READY + timedelta(days=5))
        self.assertEqual(joined, order)
        self.assertEqual(order.amount_untaxed, 100.0)
        self.assertEqual(order.validity_date, date(2026, 12, 30))
        # the sixth day is too late
        other = self._settle(claims[2], at=READY + timedelta(days=5, seconds=1))
        self.assertNotEqual(other, order)
        # another one that was signed is not touched
        self._sign(other, at=READY + timedelta(days=6))
        third = self._settle(claims[3], at=READY + timedelta(days=6))
        self.assertNotIn(third, order | other)
        self.company.perles_quotation_merge_days = 0
        self.assertNotEqual(self._settle(claims[4], at=READY + timedelta(days=7)), third)

    def test_two_members_have_two_quotations(self):
        lot = self._lot()
        first = self._reserve(self._cheap_member_at(READY), lot, 200.0)
        second = self._reserve(
            self._cheap_member_at(READY, email='b@luz.example', person_name="B"), lot, 100.0,
        )
        first.partner_id.user_id = self.employee
        self._settle(first, second)
        self.assertNotEqual(first.order_id, second.order_id)
        self.assertEqual(first.order_id.user_id, self.employee)
        self.assertEqual(second.order_id.order_line.product_uom_qty, 100.0)

    def test_nothing_left_is_not_quoted(self):
        claim = self._reserve(self._cheap_member_at(READY), self._lot(), 100.0)
        claim.quantity = 0.0
        self._settle(claim)
        self.assertFalse(claim.order_id)

    def test_one_mail_for_two_lots(self):
        membership = self._cheap_member_at(READY)
        order = self._settle(
            self._reserve(membership, self._lot('A'), 1.0),
            self._reserve(membership, self._lot('B'), 1.0),
        )
        self.assertEqual(len(self._notices(order, 'quotation_ready')), 1)

    def test_signed_and_paid(self):
        order, claim = self._quoted()
        self._sign(order)
        self.assertEqual((order.state, claim.state), ('sent', 'quoted'))
        with freeze_time(READY):
            transaction = self._transaction(order)
            self._notify(transaction)
            transaction._post_process()
        self.assertEqual((order.state, claim.state), ('sale', 'ordered'))

    def test_cancelled_gives_back(self):
        order, claim = self._quoted()
        self.assertEqual(claim.lot_id.perles_held_qty, 100.0)
        order.with_user(self.employee).action_cancel()
        self.assertEqual((order.state, claim.state), ('cancel', 'cancelled'))
        self.assertEqual(self._notices(claim).mapped('kind'), ['claim_cancelled'])
        self.assertEqual(claim.lot_id.perles_held_qty, 0.0)
        with self.assertRaisesRegex(UserError, "given back"):
            order.action_draft()

    def test_a_removed_line_gives_back(self):
        order, claim = self._quoted()
        order.order_line.with_user(self.employee).unlink()
        self.assertEqual((claim.state, order.state), ('cancelled', 'cancel'))
        self.assertEqual(self._notices(claim).mapped('kind'), ['claim_cancelled'])

    def test_lapses_the_day_after(self):
        order, claim = self._quoted()
        with freeze_time('2026-12-25 22:59:59'):
            order.invalidate_recordset(['is_expired'])
            self.assertFalse(order.is_expired)
        self._run_clock('lapse_quotations', '2026-12-25 22:59:59')
        self.assertEqual((order.state, claim.state), ('sent', 'quoted'))
        with freeze_time('2026-12-25 23:00:00'):
            order.invalidate_recordset(['is_expired'])
            self.assertTrue(order.is_expired)
        self._run_clock('lapse_quotations', '2026-12-25 23:00:00')
        self.assertEqual((order.state, claim.state), ('cancel', 'lapsed'))
        with freeze_time('2026-12-25 23:01:00'):
            self._send_notices()
        self.assertEqual(self._notices(order, 'quotation_lapsed').state, 'sent')

    def test_what_is_being_paid_does_not_lapse(self):
        order, claim = self._quoted()
        with freeze_time(READY):
            self._notify(self._transaction(order), 'pending')
        self._run_clock('lapse_quotations', datetime(2027, 1, 10))
        self.assertEqual((order.state, claim.state), ('sent', 'quoted'))

    def test_what_the_member_leaves_goes_back(self):
        order, claim = self._quoted(quantity=100.0)
        lot = claim.lot_id
        self._take(lot, self._wishing_member(1), 30.0, 'other', instant=READY)
        self.assertEqual(lot.perles_held_qty, 130.0)
        order.order_line.product_uom_qty = 60.0
        with freeze_time(READY):
            order._validate_order()
        self.assertEqual((claim.state, claim.quantity), ('ordered', 60.0))
        self.assertEqual(lot.perles_held_qty, 90.0)

    def test_the_promised_lot_leaves_from_reserved(self):
        order, claim = self._quoted(quantity=100.0)
        reserved = self.company.perles_reserved_id
        self.assertEqual(self._in(claim.lot_id, reserved), 300.0)
        with freeze_time(READY):
            order._validate_order()
        move = order.picking_ids.move_ids
        self.assertEqual((move.location_id, move.restrict_lot_id), (reserved, claim.lot_id))
        self.assertEqual(move.move_line_ids.mapped('lot_id'), claim.lot_id)
        self.assertEqual(sum(move.move_line_ids.mapped('quantity')), 100.0)

    def test_a_payment_after_the_lapse_is_told(self):
        order, claim = self._quoted()
        claim._move('lapse')
        with freeze_time(READY):
            transaction = self._transaction(order)
            self._notify(transaction)
            transaction._post_process()
        self.assertEqual((order.state, claim.state), ('sale', 'lapsed'))
        self.assertIn("Paid after its pieces were given back", order.activity_ids.mapped('summary'))
