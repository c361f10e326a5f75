from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

from ..clause import clause
from ..kit.promises import PromiseCommon


@tagged('post_install', '-at_install')
class TestPromiseEnd(PromiseCommon, TransactionCase):
    """What was delivered is neither cancelled nor promised again (000-38)."""

    def setUp(self):
        super().setUp()
        self.lot = self._lot('LOT', 300)
        self.claim = self._claim(self.lot, 200)
        self._end_care(self.lot)
        self.order = self._order_claim(self.claim)

    @clause('000-38')
    def test_delivered_pieces_are_not_free_again(self):
        picking = self._deliver(self.order.picking_ids)
        with self.assertRaisesRegex(UserError, "already delivered"), self.env.cr.savepoint():
            self.order._action_cancel()
        self.env.invalidate_all()
        self.assertEqual((self.order.state, self.claim.state), ('sale', 'ordered'))
        self.assertEqual(self.lot.perles_held_qty, 200)
        self._deliver(self._return(picking, 200))
        self.order._action_cancel()
        self.env.invalidate_all()
        self.assertEqual((self.claim.state, self.lot.perles_held_qty), ('cancelled', 0))
        self.assertEqual(self._in(self.lot, self.reserved), 300)

    @clause('000-38')
    def test_a_line_gives_up_what_has_not_left(self):
        self._deliver_part(150)
        line = self.order.order_line.filtered('perles_claim_id')
        line.product_uom_qty = 150
        self.env.invalidate_all()
        self.assertEqual((self.claim.quantity, self.lot.perles_held_qty), (150, 150))
        self.assertEqual(self.lot._perles_due_qty(), 0)

    def _deliver_part(self, quantity):
        picking = self.order.picking_ids
        picking.move_ids.quantity = quantity
        picking.move_ids.picked = True
        picking._action_done()
