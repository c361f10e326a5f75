from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from ..kit.wishes import MORNING, WishCommon


@tagged('post_install', '-at_install')
class TestOfferUnits(WishCommon):
    """What is offered, taken and sold of a lot that came in dozens or in kilograms."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.a, cls.b = (cls._wishing_member(number) for number in range(2))
        cls.dozen = cls.env.ref('uom.product_uom_dozen')

    def _lot_of(self, xmlid, quantity, price=6.0, **line):
        """A lot of a model that is counted so, offered to who wished for it."""
        model = self._model(
            "Beads", categ_id=self.glass_beads.id, taxes_id=False,
            uom_id=self.env.ref(xmlid).id,
        )
        with freeze_time('2026-12-02 08:12:00'):
            lot = self._enter({
                'model_id': model.id, 'quantity': quantity, 'price': price, 'name': "Beads", **line,
            })
        self._arrive(lot)
        return lot

    # === OFFERED === #

    def test_ten_dozen_and_a_wish_of_24_pieces(self):
        self._wish(self.a, 24)
        self._wish(self.b, 500)
        lot = self._lot_of('uom.product_uom_dozen', 10)
        offers = self._offers(lot)
        self.assertEqual(offers.mapped('partner_id'), self.a | self.b)
        self.assertEqual([self._offers(lot, who).quantity for who in (self.a, self.b)], [24, 96])
        self.assertEqual(self._offers(lot, self.a)._quantity_words(), "24 pieces")
        self.assertEqual(lot.perles_held_qty, 120)

    def test_two_kilograms_are_2000_grams(self):
        self._wish(self.a, 300, unit='grams')
        self._wish(self.b, 100)
        lot = self._lot_of('uom.product_uom_kgm', 2, pieces=4000)
        self.assertEqual([self._offers(lot, who).quantity for who in (self.a, self.b)], [300, 50])
        self.assertEqual(self._offers(lot, self.a)._quantity_words(), "300 g")

    def test_the_price_of_a_dozen_is_not_the_one_of_a_piece(self):
        self._wish(self.a, 24, max_price=0.5)
        dear = self._wish(self.b, 24, max_price=0.49)
        lot = self._lot_of('uom.product_uom_dozen', 10, price=6.0)
        self.assertTrue(self._offers(lot, self.a))
        self.assertFalse(self._offers(lot, self.b))
        self.assertEqual(lot._perles_failing(dear), ['price'])

    def test_a_price_below_a_cent_is_told(self):
        self._wish(self.a, 100, unit='grams')
        lot = self._lot_of('uom.product_uom_kgm', 2, price=39.9)
        self.assertRegex(self._offers(lot)._price_words(), r'0[.,]0399')
        self._wish(self.b, 100, unit='grams')
        other = self._lot_of('uom.product_uom_kgm', 2, price=40)
        self.assertRegex(self._offers(other)._price_words(), r'0[.,]04\b')

    # === TAKEN === #

    def test_crumbs_are_not_taken(self):
        lot = self._lot_of('uom.product_uom_unit', 100)
        for number, quantity in enumerate((1e-9, 9e-7, 1.0000009, 0.5, 2.5, 0, 99.999999999)):
            with self.subTest(quantity=quantity):
                self.assertEqual(
                    self._take(lot, self.a, quantity, f'crumb-{number}'), (None, 'wrong'),
                )
        self.assertFalse(lot.perles_claim_ids)
        self.assertFalse(lot.perles_held_qty)
        grams = self._lot_of('uom.product_uom_gram', 100)
        self.assertEqual(self._take(grams, self.a, 1.001, 'crumb')[1], 'wrong')
        self.assertIsNone(self._take(grams, self.a, 0.29, 'grams')[1])

    def test_part_of_an_offer_is_whole_too(self):
        self._wish(self.a, 24)
        lot = self._lot_of('uom.product_uom_dozen', 10)
        offer = self._offers(lot)
        self.assertEqual(self._take(lot, self.a, 23.5, 'part', offer), (None, 'wrong'))
        self.assertIsNone(self._take(lot, self.a, 23, 'part', offer)[1])

    def test_care_leaves_whole_pieces(self):
        lot = self._lot_of('uom.product_uom_unit', 100)
        care = self._care(lot)
        with self.assertRaisesRegex(UserError, "whole"):
            care._move('sort', lost=0.5)
        care._move('sort')
        care._move('care')
        for usable in (10.5, 0.01, 99.99):
            with self.subTest(usable=usable), self.assertRaisesRegex(UserError, "whole"):
                care._move('revalue', usable=usable)
        self.assertEqual(lot.perles_stage, 'expected')

    # === SOLD === #

    def test_two_dozen_on_the_order_are_24_pieces(self):
        lot = self._lot_of('uom.product_uom_dozen', 10)
        with freeze_time(MORNING):
            claim = self.env['perles.claim'].browse(self._take(lot, self.a, 24, 'two')[0])
        self._end_care(lot)
        line = claim.order_line_ids
        self.assertEqual((line.product_uom_qty, line.product_uom_id.name), (24, "Units"))
        self.assertAlmostEqual(line.price_subtotal, 12.0)
        line.write({'product_uom_id': self.dozen.id, 'product_uom_qty': 2})
        self.assertEqual(line._perles_qty(), 24)
        self.assertAlmostEqual(line.price_subtotal, 12.0)
        for quantity in (2.01, 0.33, 1.5 + 1/3):
            with self.subTest(quantity=quantity), self.assertRaises(UserError):
                line.product_uom_qty = quantity
        line.product_uom_qty = 0.5
        self.assertEqual(line._perles_qty(), 6)
