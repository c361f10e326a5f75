from datetime import timedelta

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from ..kit.lots import ARRIVAL
from ..kit.promises import PromiseCommon


@tagged('post_install', '-at_install')
class TestPromise(PromiseCommon, TransactionCase):
    """The promised lot leaves, and no other; what comes back never goes straight to the shop."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls._product()
        # first in, first out would take the older one
        cls.older = cls._end_care(cls._lot('OLD', product=cls.product))
        later = ARRIVAL + timedelta(days=10)
        cls.newer = cls._end_care(cls._lot('NEW', product=cls.product, at=later))

    def test_the_promised_lot_leaves_though_another_is_older(self):
        order = self._order((self.newer, 200))
        picking = order.picking_ids
        self.assertEqual(picking.picking_type_id, self.company.perles_delivery_type_id)
        self.assertEqual(picking.location_id, self.reserved)
        self.assertEqual(picking.move_ids.restrict_lot_id, self.newer)
        self.assertEqual(picking.move_line_ids.lot_id, self.newer)
        self._deliver(picking)
        self.assertEqual(order.order_line.qty_delivered, 200)
        self.assertEqual(
            (self._in(self.newer, self.reserved), self._in(self.older, self.reserved)),
            (100, 300),
        )

    def test_without_a_promise_native_stock_would_take_the_older_one(self):
        """What the test above proves would not be seen otherwise."""
        picking = self.env['stock.picking'].create({
            'picking_type_id': self.company.perles_delivery_type_id.id,
            'location_id': self.reserved.id, 'location_dest_id': self.customers.id,
            'move_ids': [Command.create({
                'product_id': self.product.id, 'product_uom_qty': 10,
                'location_id': self.reserved.id, 'location_dest_id': self.customers.id,
            })],
        })
        picking.action_confirm()
        self.assertEqual(picking.move_line_ids.lot_id, self.older)

    def test_two_lots_of_a_product_are_two_moves(self):
        order = self._order((self.newer, 20), (self.older, 10))
        picking = order.picking_ids
        self.assertEqual(len(picking), 1)
        self.assertEqual(
            {move.restrict_lot_id: move.quantity for move in picking.move_ids},
            {self.newer: 20, self.older: 10},
        )
        self._deliver(picking)
        self.assertEqual(self._in(self.newer, self.customers), 20)
        self.assertEqual(self._in(self.older, self.customers), 10)

    def test_more_than_the_lot_waits_for_it_and_takes_no_other(self):
        order = self._order((self.newer, 350))
        self.assertEqual(order.picking_ids.move_ids.quantity, 300)
        self.assertEqual(order.picking_ids.move_line_ids.lot_id, self.newer)

    def test_a_backorder_keeps_the_promise(self):
        order = self._order((self.newer, 200))
        picking = order.picking_ids
        picking.move_ids.quantity = 50
        self._deliver(picking)
        rest = order.picking_ids - picking
        self.assertEqual(rest.move_ids.restrict_lot_id, self.newer)
        self.assertEqual(rest.move_line_ids.lot_id, self.newer)
        self._deliver(rest)
        self.assertEqual(self._in(self.newer, self.customers), 200)

    def test_another_lot_is_refused(self):
        picking = self._order((self.newer, 200)).picking_ids
        self._force_lot(picking, self.older)
        with self.assertRaisesRegex(UserError, "NEW was promised, not OLD"):
            self._deliver(picking)
        self.assertEqual(self._in(self.older, self.reserved), 300)
        self.assertNotEqual(picking.state, 'done')

    def test_another_lot_is_refused_to_a_manager_too(self):
        self.manager.group_ids = [Command.link(self.env.ref('stock.group_stock_manager').id)]
        picking = self._order((self.newer, 200)).picking_ids.with_user(self.manager)
        self._force_lot(picking, self.older)
        with self.assertRaises(UserError):
            self._deliver(picking)

    def test_more_than_the_promise_is_refused(self):
        picking = self._order((self.newer, 200)).picking_ids
        picking.move_ids.quantity = 201
        with self.assertRaisesRegex(UserError, "NEW: 200 .*201 "):
            self._deliver(picking)

    def test_a_second_transfer_adds_to_the_first_one(self):
        order = self._order((self.newer, 200))
        self._deliver(order.picking_ids)
        more = order.picking_ids.copy()
        more.move_ids.sale_line_id = order.order_line
        more.move_ids.product_uom_qty = 1
        more.action_confirm()
        self.assertEqual(more.move_line_ids.lot_id, self.newer)
        with self.assertRaises(UserError):
            self._deliver(more)

    def test_a_done_transfer_is_not_corrected_into_another_lot(self):
        picking = self._deliver(self._order((self.newer, 200)).picking_ids)
        with self.assertRaises(UserError):
            picking.move_line_ids.lot_id = self.older
        with self.assertRaises(UserError):
            picking.move_line_ids.quantity = 250

    def test_nothing_falls_below_zero(self):
        """Native stock lets a lot go below 0 when somebody forces a transfer."""
        picking = self._force_lot(self._order((self.newer, 350)).picking_ids, self.newer)
        with self.assertRaisesRegex(UserError, "not that much of lot NEW"):
            self._deliver(picking)

    def test_a_done_transfer_is_not_corrected_below_zero(self):
        self.newer._perles_carry(100, self.reserved, self.shop)
        line = self.env['stock.move.line'].search([
            ('lot_id', '=', self.newer.id), ('location_dest_id', '=', self.shop.id),
        ])
        with self.assertRaisesRegex(UserError, "not that much of lot NEW"), self.cr.savepoint():
            line.quantity = 301
        line.quantity = 300
        self.assertEqual(self._in(self.newer, self.reserved), 0)

    def test_a_lot_that_is_no_arrival_is_left_to_native_rules(self):
        self.newer.perles_stage = False
        self._deliver(self._force_lot(self._order((self.newer, 350)).picking_ids, self.newer))
        self.assertEqual(self._in(self.newer, self.reserved), -50)

    def test_what_comes_back_goes_to_reserved(self):
        order = self._order((self.newer, 200))
        picking = self._deliver(order.picking_ids)
        back = self._return(picking, 40)
        self.assertEqual(back.location_dest_id, self.reserved)
        self.assertEqual(back.picking_type_id, self.company.perles_return_type_id)
        self._deliver(back)
        self.assertEqual(back.move_line_ids.lot_id, self.newer)
        self.assertEqual(self._in(self.newer, self.reserved), 140)
        self.assertEqual(order.order_line.qty_delivered, 160)

    def test_what_comes_back_of_a_lot_in_care_goes_to_thalasso(self):
        picking = self._deliver(self._order((self.newer, 200)).picking_ids)
        self.newer.perles_stage = 'expected'
        back = self._deliver(self._return(picking, 40))
        self.assertEqual(back.location_dest_id, self.thalasso)
        self.assertEqual(self._in(self.newer, self.thalasso), 40)

    def test_what_comes_back_is_not_sent_to_the_shop(self):
        picking = self._deliver(self._order((self.newer, 200)).picking_ids)
        back = self._return(picking, 40)
        back.location_dest_id = self.shop
        back.move_ids.location_dest_id = self.shop
        back.move_line_ids.location_dest_id = self.shop
        with self.assertRaisesRegex(UserError, "never straight to the shop"):
            self._deliver(back)
        self.assertEqual(self._in(self.newer, self.shop), 0)

    def test_an_exchange_takes_the_promised_lot_again(self):
        order = self._order((self.newer, 200))
        picking = self._deliver(order.picking_ids)
        wizard = self.env['stock.return.picking'].create({'picking_id': picking.id})
        wizard.product_return_moves.quantity = 40
        wizard.action_create_exchanges()
        back = picking.return_ids
        again = order.picking_ids - picking - back
        self.assertEqual(again.location_id, self.reserved)
        self.assertEqual(again.move_line_ids.lot_id, self.newer)
        with self.assertRaises(UserError), self.cr.savepoint():
            self._deliver(again)
        self._deliver(back)
        self._deliver(again)
        self.assertEqual(self._in(self.newer, self.customers), 200)

    def test_an_employee_makes_the_return(self):
        picking = self._deliver(self._order((self.newer, 200)).picking_ids)
        back = self._return(picking.with_user(self.employee), 40)
        self._deliver(back)
        self.assertEqual(self._in(self.newer, self.reserved), 140)

    def test_a_cancelled_order_leaves_its_pieces_in_reserved(self):
        order = self._order((self.newer, 200))
        order._action_cancel()
        self.assertEqual(order.picking_ids.state, 'cancel')
        self.assertEqual(self._in(self.newer, self.reserved), 300)
        self.assertFalse(sum(self.newer.quant_ids.mapped('reserved_quantity')))

    def test_value_stays_while_pieces_are_ours(self):
        self.assertAlmostEqual(self.product.total_value, 600 * 0.2)
        self._deliver(self._order((self.newer, 200)).picking_ids)
        self.product.invalidate_recordset()
        self.assertAlmostEqual(self.product.total_value, 400 * 0.2)
