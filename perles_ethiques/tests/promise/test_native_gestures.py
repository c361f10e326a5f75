from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged

from ..kit.gestures import GestureCommon

KEEP = "keep 200 .* promised to members"
HOME = "what comes in goes to"
# lot, gesture, its quantity → in the places of the house, may be promised, held; or the refusal.
# Of each lot there are 300, of which 200 are pre-reserved.
GESTURES = (
    ('caring', 'return_to_supplier', 100, (200, 200, 200)),
    ('caring', 'return_to_supplier', 101, KEEP),
    ('caring', 'return_and_again', 100, (300, 300, 200)),
    ('caring', 'scrap', 100, (200, 200, 200)),
    ('caring', 'scrap', 101, KEEP),
    ('caring', 'count', 350, (350, 350, 200)),
    ('caring', 'count', 200, (200, 200, 200)),
    ('caring', 'count', 0, KEEP),
    ('caring', 'unlock', 310, (310, 310, 200)),
    ('caring', 'unlock', 199, KEEP),
    ('caring', 'unlock_and_add', 20, (320, 320, 200)),
    ('caring', 'backorder', 50, (350, 350, 200)),
    ('caring', 'to_customer', 100, (200, 200, 200)),
    ('caring', 'to_customer', 101, KEEP),
    ('caring', 'to_shop', 100, (200, 200, 200)),
    ('caring', 'to_shop', 101, KEEP),
    ('caring', 'to_shop_and_back', 60, (300, 300, 200)),
    ('caring', 'to_the_other_place', 300, (300, 300, 200)),
    ('caring', 'cancel_receipt', 0, "cancel|annuler"),
    ('caring', 'rename', 0, (300, 300, 200)),
    ('caring', 'another_product', 0, "product|produit"),
    ('caring', 'delete', 0, "pre-reserved"),
    ('ready', 'return_to_supplier', 100, (300, 300, 200)),
    ('ready', 'scrap', 100, (200, 200, 200)),
    ('ready', 'scrap', 101, KEEP),
    ('ready', 'count', 350, (350, 350, 200)),
    ('ready', 'count', 200, (200, 200, 200)),
    ('ready', 'count', 199, KEEP),
    ('ready', 'unlock', 310, HOME),
    ('ready', 'unlock', 290, "not that much of lot"),
    ('ready', 'unlock_and_add', 20, HOME),
    ('ready', 'backorder', 50, HOME),
    ('ready', 'to_customer', 100, (200, 200, 200)),
    ('ready', 'to_customer', 101, KEEP),
    ('ready', 'to_shop', 100, (200, 200, 200)),
    ('ready', 'to_shop', 101, KEEP),
    ('ready', 'to_shop_and_back', 60, (300, 300, 200)),
    ('ready', 'to_the_other_place', 300, (300, 300, 200)),
    ('ready', 'deliver_all', 200, (100, 300, 200)),
    ('ready', 'deliver_and_scrap', 100, (0, 200, 200)),
    ('ready', 'deliver_and_back', 40, (140, 300, 200)),
    ('ready', 'rename', 0, (300, 300, 200)),
    ('ready', 'delete', 0, "pre-reserved"),
)


@tagged('post_install', '-at_install')
class TestNativeGestures(GestureCommon, TransactionCase):
    """Every native way in and out of Thalasso and Reserved leaves promises right, or is refused."""

    def test_gestures(self):
        for name, gesture, quantity, expected in GESTURES:
            with self.subTest(lot=name, gesture=gesture, quantity=quantity):
                lot = getattr(self, name)
                with self.env.cr.savepoint() as savepoint:
                    answer = self._answer(gesture, lot, quantity)
                    savepoint.rollback()
                self.env.invalidate_all()
                if isinstance(expected, str):
                    self.assertRegex(str(answer), expected)
                else:
                    self.assertEqual(answer, expected)
                self.assertEqual(self._figures(lot), (300, 300, 200))

    def _answer(self, gesture, lot, quantity):
        try:
            getattr(self, f'_{gesture}')(lot, quantity)
            self.env.flush_all()
        except UserError as refusal:
            return str(refusal)
        self.env.invalidate_all()
        return self._figures(lot)

    def _figures(self, lot):
        there = self._in(lot, lot._perles_places())
        return there, lot.perles_promisable_qty, lot.perles_held_qty

    # === WHAT IS SAID OF IT === #

    def test_what_goes_to_the_shop_is_not_counted_as_lost(self):
        self._to_shop(self.ready, 60)
        self.assertEqual((self.ready.perles_usable_qty, self.ready.perles_released_qty), (300, 60))
        line = self.env['stock.move.line'].search([
            ('lot_id', '=', self.ready.id), ('location_dest_id', '=', self.shop.id),
        ])
        line.quantity = 100
        self.assertEqual((self.ready.perles_usable_qty, self.ready.perles_released_qty), (300, 100))

    def test_what_is_found_is_offered(self):
        self.ready.perles_to_offer = False
        self._count(self.ready, 310)
        self.assertTrue(self.ready.perles_to_offer)

    def test_a_lot_that_is_written_on_a_done_receipt_enters_care(self):
        """The line of a receipt said CARING, and 40 of the pieces are of another lot."""
        receipt, product = self.caring.perles_receipt_id, self.caring.product_id
        other = self.env['stock.lot'].create({'name': 'OTHER', 'product_id': product.id})
        receipt.move_line_ids.quantity = 260
        self._unlock_and_add(self.caring, 40)
        line = receipt.move_line_ids.sorted('id')[-1]
        line.lot_id = other
        self.assertEqual(self._figures(self.caring), (260, 260, 200))
        self.assertEqual(self._figures(other), (40, 40, 0))
        self.assertEqual(self._care(other).state, 'sorting')
