
from odoo.fields import Command
from odoo.tests import tagged

from ..clause import clause
from ..kit.matches import MatchCommon


@tagged('post_install', '-at_install')
class TestMatch(MatchCommon):
    """Which lot answers which wish, and how it is said."""

    @clause('000-31')
    def test_or_inside_a_criterion_and_between_criteria(self):
        wish = self._wish(self.member, 200, values=[
            'material_glass', 'finish_matt', 'colour_duck_blue', 'colour_green', 'shape_round',
        ])
        fits = ['material_glass', 'finish_matt', 'colour_green', 'shape_round']
        self.assertTrue(self._matched(self._lot('A', 10, fits), wish))
        wood = ['material_wood', *fits[1:]]
        lot = self._lot('B', 10, wood)
        self.assertFalse(self._matched(lot, wish))
        self.assertEqual(self._failing(lot, wish), ['material'])
        # a lot of both is of one of them too; what a lot does not say is not guessed
        self.assertTrue(self._matched(self._lot('C', 10, [*fits, wood[0]]), wish))
        self.assertFalse(self._matched(self._lot('D', 10, fits[:3]), wish))

    @clause('000-31')
    def test_wish_without_criteria_takes_all(self):
        wish = self._wish(self.member, 200)
        self.assertTrue(self._matched(self._lot('A', 10), wish))
        self.assertTrue(self._matched(self._lot('B', 10, ['material_wood']), wish))

    @clause('000-31')
    def test_colours_by_tolerance(self):
        lot = self._lot('A', 10, ['colour_royal_blue'])
        wish = self._wish(self.member, 200, values=['colour_duck_blue'])
        for tolerance, is_met in (('exact', False), ('close', False), ('wide', True)):
            with self.subTest(tolerance=tolerance):
                wish.colour_tolerance = tolerance
                self.assertEqual(self._matched(lot, wish), is_met)
        self.assertIn("of the family of", self.env['perles.match']._why(lot, wish))
        # a shade that is corrected changes what is accepted
        self._value('colour_royal_blue').html_color = '#FF0000'
        self.assertFalse(self._matched(lot, wish))

    @clause('000-32')
    def test_size(self):
        wish = self._wish(self.member, 200, mm_min=7.5, mm_max=8.5)
        for size, is_met in (
            (8, True), (9, False), (7.5, True), (8.5, True), (7.49, False), (8.51, False),
            (0, False),
        ):
            with self.subTest(size=size):
                lot = self._lot(f'{size}', 10, perles_mm=size)
                self.assertEqual(self._matched(lot, wish), is_met)

    @clause('000-32')
    def test_half_open_sizes(self):
        smallest = self._wish(self.member, 200, mm_min=6)
        largest = self._wish(self.member, 200, mm_max=6)
        for size, above, below in ((5, False, True), (6, True, True), (7, True, False),
                                   (0, False, False)):
            with self.subTest(size=size):
                lot = self._lot(f'{size}', 10, perles_mm=size)
                self.assertEqual(self._matched(lot, smallest), above)
                self.assertEqual(self._matched(lot, largest), below)

    @clause('000-32')
    def test_category_and_its_children(self):
        lot = self._lot(quantity=10)
        self.assertTrue(self._matched(lot, self._wish(self.member, 1)))
        self.assertTrue(self._matched(
            lot, self._wish(self.member, 1, categ_id=self.glass_beads.id)))
        lot.product_id.categ_id = self.beads
        self.assertFalse(self._matched(
            lot, self._wish(self.member, 1, categ_id=self.glass_beads.id)))

    @clause('000-32')
    def test_price_is_the_one_of_the_page(self):
        lot = self._lot(quantity=10, price=0.5)
        for limit, is_met in ((0, True), (0.5, True), (0.49, False), (0.51, True)):
            with self.subTest(limit=limit):
                wish = self._wish(self.member, 10, max_price=limit)
                self.assertEqual(self._matched(lot, wish), is_met)

    @clause('000-44', '000-32')
    def test_price_is_the_one_of_members(self):
        self.plan.pricelist_id = self.env['product.pricelist'].create({
            'name': "Members of the test", 'item_ids': [Command.create({
                'compute_price': 'percentage', 'percent_price': 10, 'applied_on': '3_global',
            })],
        })
        lot = self._lot(quantity=10, price=50)
        self.assertTrue(self._matched(lot, self._wish(self.member, 10, max_price=45)))
        self.assertFalse(self._matched(lot, self._wish(self.member, 10, max_price=44.99)))

    @clause('000-32')
    def test_grams_and_strands(self):
        grams = self._wish(self.member, 100, unit='grams', max_price=2)
        lot = self._lot('A', 1000, price=0.2)
        self.assertFalse(self._matched(lot, grams))
        self.assertEqual(self._failing(lot, grams), ['unit'])
        self.assertTrue(lot._perles_why_not(grams))
        lot.perles_pieces_per_gram = 10
        self.assertTrue(self._matched(lot, grams))
        lot.perles_pieces_per_gram = 11
        self.assertEqual(self._failing(lot, grams), ['price'])
        lot.perles_pieces_per_gram = 7.55
        self._arrive(lot)
        # 100 g are 755 pieces
        offer = self._offers(lot)
        self.assertEqual((offer.quantity, offer.wish_qty), (755, 100))
        self.assertEqual(grams.slice_ids.held_qty, 100)

    @clause('000-48', '000-40')
    def test_near_miss_is_shown_to_the_team_and_never_offered(self):
        far = self._wish(self.member, 10, values=['material_wood'], mm_min=20)
        near = self._wish(self.member, 10, values=['material_wood'])
        self._wish(self.member, 10, values=['material_wood'])._move('pause')
        lot = self._lot('A', 100, ['material_glass'], perles_mm=8)
        self.assertEqual(
            self.env['perles.match']._near_misses(lot), [(near.id, 'material')])
        self._arrive(lot)
        self.assertFalse(self._offers(lot))
        action = lot.with_user(self.employee).action_view_perles_near()
        line = self.env['perles.near.miss'].search(action['domain'])
        self.assertEqual(line.wish_id, near)
        self.assertEqual(len(self._failing(lot, far)), 2)
