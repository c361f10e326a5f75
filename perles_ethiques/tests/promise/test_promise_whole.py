from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

from ..kit.lots import ARRIVAL
from ..kit.promises import PromiseCommon


@tagged('post_install', '-at_install')
class TestPromiseWhole(PromiseCommon, TransactionCase):
    """What was promised leaves, or the order says less: no parcel forgets a part of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls._product()
        # first in, first out would take the older one
        cls.older = cls._end_care(cls._lot('OLD', product=cls.product))
        later = ARRIVAL + timedelta(days=10)
        cls.newer = cls._end_care(cls._lot('NEW', product=cls.product, at=later))

    def test_the_rest_of_a_promise_is_never_forgotten(self):
        """Found: a parcel sent in part “without backorder” left the rest held, nobody was told."""
        order = self._order((self.newer, 200), (self.older, 10))
        picking = order.picking_ids
        move = picking.move_ids.filtered(lambda move: move.restrict_lot_id == self.newer)
        move.quantity = 150
        with self.assertRaisesRegex(UserError, "NEW: 50 .*would never leave"):
            self._deliver(picking.with_context(cancel_backorder=True))
        self.assertNotIn('done', picking.move_ids.mapped('state'))
        move.quantity = 200
        self._deliver(picking.with_context(cancel_backorder=True))
        self.assertEqual(picking.state, 'done')

    def test_what_was_not_packed_is_never_forgotten(self):
        picking = self._order((self.newer, 200), (self.older, 10)).picking_ids
        (move, other) = picking.move_ids
        move.picked = True
        with self.assertRaisesRegex(UserError, f"{other.restrict_lot_id.name}: .*never leave"):
            picking.with_context(cancel_backorder=True)._action_done()

    def test_a_line_that_says_less_leaves_nothing_behind(self):
        order = self._order((self.newer, 200))
        picking = order.picking_ids
        order.order_line.product_uom_qty = 150
        self.assertEqual(picking.move_ids.product_uom_qty, 150)
        self._deliver(picking.with_context(cancel_backorder=True))
        self.assertEqual(self._in(self.newer, self.customers), 150)

    def test_a_parcel_is_cancelled_with_its_order(self):
        order = self._order((self.newer, 200))
        picking = order.picking_ids
        for gesture in (picking.action_cancel, picking.unlink):
            with self.assertRaisesRegex(UserError, "Cancel the order"), self.env.cr.savepoint():
                gesture()
        self.assertEqual(picking.move_ids.state, 'assigned')
        order._action_cancel()
        self.assertEqual((order.state, picking.state), ('cancel', 'cancel'))
