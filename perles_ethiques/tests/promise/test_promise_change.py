from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from ..kit.promises import PromiseCommon


@tagged('post_install', '-at_install')
class TestPromiseChange(PromiseCommon, TransactionCase):
    """Who makes and changes a promise, and how much it is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls._product()
        cls.older = cls._end_care(cls._lot('OLD', product=cls.product))
        cls.newer = cls._end_care(cls._lot('NEW', product=cls.product))

    def test_the_promise_is_not_written_by_hand(self):
        order = self._order((self.newer, 200))
        for user in (self.employee, self.manager):
            with self.assertRaises(AccessError):
                order.order_line.with_user(user).perles_lot_id = self.older
            with self.assertRaises(ValidationError):
                order.picking_ids.move_ids.with_user(user).restrict_lot_id = self.older
        with self.assertRaises(AccessError):
            self.env['sale.order'].with_user(self.manager).create({
                'partner_id': self.partner.id,
                'order_line': [Command.create({
                    'product_id': self.product.id, 'perles_lot_id': self.older.id,
                })],
            })

    def test_a_transfer_is_not_taken_off_its_promise_by_hand(self):
        """Neither for the time of a delivery: another lot would leave for the promised one.

        One that is taken off the line and the lot is nobody's delivery any more: the order waits
        for its own, and what has left so is not put on it (the test that follows).
        """
        order = self._order((self.newer, 200))
        picking = order.picking_ids
        move = picking.move_ids
        for user in (self.employee, self.manager):
            mine = move.with_user(user)
            for vals in (
                {'sale_line_id': False, 'restrict_lot_id': self.older.id},
                {'sale_line_id': False},
                {'restrict_lot_id': False},
                {'restrict_lot_id': self.older.id},
            ):
                with self.subTest(user.name, **vals), self.assertRaises(ValidationError):
                    mine.write(vals)
            with self.subTest(user.name), self.assertRaises(ValidationError):
                picking.with_user(user).sale_id = False
        self.assertEqual((move.sale_line_id, move.restrict_lot_id), (order.order_line, self.newer))
        move.with_user(self.employee).write({
            'sale_line_id': order.order_line.id, 'restrict_lot_id': self.newer.id,
        })
        self._deliver(picking)
        self.assertEqual(picking.move_line_ids.lot_id, self.newer)

    def test_what_has_left_is_not_put_on_a_promise_afterwards(self):
        order = self._order((self.newer, 200))
        promise, other = order.order_line, order.picking_ids.copy()
        other.move_ids.write({'sale_line_id': False, 'restrict_lot_id': False})
        other.action_confirm()
        self._deliver(self._force_lot(other, self.older, 100))
        self.assertEqual(other.move_ids.state, 'done')
        with self.assertRaisesRegex(UserError, "NEW was promised, not OLD"):
            other.move_ids.with_user(self.employee).write({
                'sale_line_id': promise.id, 'restrict_lot_id': self.newer.id,
            })
        with self.assertRaises(UserError):
            other.move_ids.with_user(self.employee).sale_line_id = promise

    def test_a_manager_changes_the_promise(self):
        order = self._order((self.newer, 200))
        wizard = self.env['perles.promise.change'].with_user(self.manager).create({
            'line_id': order.order_line.id, 'lot_id': self.older.id, 'reason': "Cassées",
        })
        wizard.action_confirm()
        self.assertEqual(order.order_line.perles_lot_id, self.older)
        self.assertEqual(order.picking_ids.move_line_ids.lot_id, self.older)
        self.assertIn("Cassées", order.message_ids[0].body)
        self.assertEqual(order.message_ids[0].author_id, self.manager.partner_id)
        self._deliver(order.picking_ids)
        self.assertEqual(self._in(self.older, self.reserved), 100)
        with self.assertRaisesRegex(UserError, "already delivered"):
            order.order_line._perles_change_promise(self.newer, "Trop tard")

    def test_who_may_not_change_the_promise_and_what_it_may_not_become(self):
        line = self._order((self.newer, 200)).order_line
        with self.assertRaises(AccessError):
            line.with_user(self.employee).action_change_promise()
        with self.assertRaises(AccessError):
            line.with_user(self.employee)._perles_change_promise(self.older, "Non")
        elsewhere = self._end_care(self._lot('ELSE'))
        small = self._end_care(self._lot('SMALL', quantity=199, product=self.product))
        for lot in (self.newer, elsewhere, small):
            with self.assertRaises(UserError):
                line.with_user(self.manager)._perles_change_promise(lot, "Non")
        self.assertEqual(line.perles_lot_id, self.newer)

    # === HOW MUCH === #

    def test_an_order_never_exceeds_its_promise(self):
        claim = self._claim(self.newer, 200)
        with self.assertRaisesRegex(UserError, "NEW: 200 .*201 "):
            self._order_claim(claim, 201)
        line = self._order_claim(claim, 200).order_line
        for quantity in (200.01, 1000, 10**9):
            with self.subTest(quantity=quantity), self.assertRaises(UserError):
                line.product_uom_qty = quantity
        self.assertEqual(line.product_uom_qty, 200)

    def test_an_order_counts_in_the_unit_of_the_lot(self):
        claim = self._claim(self.newer, 24)
        line = self._order_claim(claim, 24).order_line
        with self.assertRaises(UserError):
            line.write({
                'product_uom_id': self.env.ref('uom.product_uom_dozen').id, 'product_uom_qty': 3,
            })

    def test_the_product_of_a_promise_is_the_one_of_its_lot(self):
        with self.assertRaises(UserError):
            self.env['sale.order'].sudo().create({
                'partner_id': self.partner.id,
                'order_line': [Command.create({
                    'product_id': self._product("Autre").id, 'perles_lot_id': self.newer.id,
                })],
            })

    def test_what_was_promised_is_the_most_that_leaves(self):
        claim = self._claim(self.newer, 200)
        picking = self._order_claim(claim, 150).picking_ids
        self._force_lot(picking, self.newer, 151)
        with self.assertRaises(UserError):
            self._deliver(picking)
        self._force_lot(picking, self.newer, 150)
        self._deliver(picking)
        self.assertEqual(self._in(self.newer, self.customers), 150)

    def test_a_change_passes_what_is_held_to_the_other_lot(self):
        claim = self._claim(self.newer, 200)
        order = self._order_claim(claim)
        order.order_line.with_user(self.manager)._perles_change_promise(self.older, "Cassées")
        self.assertEqual(claim.lot_id, self.older)
        self.assertEqual((self.newer.perles_held_qty, self.older.perles_held_qty), (0, 200))

    def test_a_change_does_not_take_what_others_were_promised(self):
        self._claim(self.older, 101, self._wishing_member(1))
        order = self._order_claim(self._claim(self.newer, 200))
        with self.assertRaisesRegex(UserError, "Not that much of lot OLD"):
            order.order_line.with_user(self.manager)._perles_change_promise(self.older, "Non")
        self.assertEqual((self.newer.perles_held_qty, self.older.perles_held_qty), (200, 101))

    # === WHAT STAYS FOR WHO WAS PROMISED === #

    def test_promised_pieces_stay_for_who_was_promised(self):
        self._claim(self.newer, 200)
        self.newer._perles_carry(100, self.reserved, self.shop)
        with self.assertRaisesRegex(UserError, "NEW: keep 200 "):
            self.newer._perles_carry(1, self.reserved, self.shop)

    def test_an_order_without_its_claim_takes_nothing_from_the_others(self):
        self._claim(self.newer, 200)
        self._deliver(self._order((self.newer, 100)).picking_ids)
        with self.assertRaises(UserError):
            self._deliver(self._order((self.newer, 1)).picking_ids)

    def test_what_was_delivered_is_not_due_any_more(self):
        order = self._order_claim(self._claim(self.newer, 200))
        self._deliver(order.picking_ids)
        self.assertEqual(self.newer._perles_due_qty(), 0)
        self.newer._perles_carry(100, self.reserved, self.shop)
        self.assertEqual(self._in(self.newer, self.reserved), 0)

    def test_what_came_back_is_due_again(self):
        order = self._order_claim(self._claim(self.newer, 200))
        self._deliver(self._return(self._deliver(order.picking_ids), 40))
        self.assertEqual(self.newer._perles_due_qty(), 40)

    def test_a_loss_of_what_is_promised_is_told_first(self):
        """The lot has a button that says who is concerned: a native scrap tells nobody."""
        self._claim(self.newer, 200)
        with self.assertRaisesRegex(UserError, "Correct the quantity"), self.env.cr.savepoint():
            self.newer._perles_write_off(self.reserved)
        self.env.invalidate_all()
        self.assertEqual(self._in(self.newer, self.reserved), 300)

    def test_places_of_the_house_may_exchange_what_is_promised(self):
        self._claim(self.newer, 200)
        self.newer._perles_carry(300, self.reserved, self.thalasso)
        self.assertEqual(self._in(self.newer, self.thalasso), 300)
