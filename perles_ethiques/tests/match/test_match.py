from random import Random

from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from ...models.lot.product_attribute import CRITERIA
from ..clause import clause
from ..kit.offer_common import ARRIVAL, OfferCommon


@tagged('post_install', '-at_install')
class TestMatch(OfferCommon):
    """Which lot answers which wish, and how it is said."""

    def setUp(self):
        super().setUp()
        self.member = self._offer_member(0)
        self.receipt = self._receipt()

    def _matched(self, lot, wish):
        """Whether the query finds the wish; the words about it must agree."""
        match = self.env['perles.match']
        self.env.flush_all()
        with freeze_time(ARRIVAL):
            found = match._search_candidates([{
                **match._facts(lot)[lot.id], 'again': False, 'wanted': 1000,
            }])
            failing = lot._perles_failing(wish)
        is_found = wish.id in [row['wish_id'] for row in found]
        self.assertEqual(is_found, not failing, failing)
        return is_found

    def _failing(self, lot, wish):
        with freeze_time(ARRIVAL):
            return lot._perles_failing(wish)

    @clause('000-31')
    def test_or_inside_a_criterion_and_between_criteria(self):
        wish = self._wish(self.member, 200, values=[
            'material_glass', 'finish_matt', 'colour_duck_blue', 'colour_green', 'shape_round',
        ])
        fits = ['material_glass', 'finish_matt', 'colour_green', 'shape_round']
        self.assertTrue(self._matched(self._lot(self.receipt, 10, 'A', fits), wish))
        wood = ['material_wood', *fits[1:]]
        lot = self._lot(self.receipt, 10, 'B', wood)
        self.assertFalse(self._matched(lot, wish))
        self.assertEqual(self._failing(lot, wish), ['material'])
        # a lot of both is of one of them too; what a lot does not say is not guessed
        self.assertTrue(self._matched(self._lot(self.receipt, 10, 'C', [*fits, wood[0]]), wish))
        self.assertFalse(self._matched(self._lot(self.receipt, 10, 'D', fits[:3]), wish))

    @clause('000-31')
    def test_wish_without_criteria_takes_all(self):
        wish = self._wish(self.member, 200)
        self.assertTrue(self._matched(self._lot(self.receipt, 10, 'A'), wish))
        self.assertTrue(self._matched(self._lot(self.receipt, 10, 'B', ['material_wood']), wish))

    @clause('000-31')
    def test_colours_by_tolerance(self):
        lot = self._lot(self.receipt, 10, 'A', ['colour_royal_blue'])
        wish = self._wish(self.member, 200, values=['colour_duck_blue'])
        for tolerance, is_met in (('exact', False), ('close', False), ('wide', True)):
            with self.subTest(tolerance=tolerance):
                wish.colour_tolerance = tolerance
                self.assertEqual(self._matched(lot, wish), is_met)
        self.assertIn("of the family of", lot._perles_why(wish))
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
                lot = self._lot(self.receipt, 10, f'{size}', perles_mm=size)
                self.assertEqual(self._matched(lot, wish), is_met)

    @clause('000-32')
    def test_half_open_sizes(self):
        smallest = self._wish(self.member, 200, mm_min=6)
        largest = self._wish(self.member, 200, mm_max=6)
        for size, above, below in ((5, False, True), (6, True, True), (7, True, False),
                                   (0, False, False)):
            with self.subTest(size=size):
                lot = self._lot(self.receipt, 10, f'{size}', perles_mm=size)
                self.assertEqual(self._matched(lot, smallest), above)
                self.assertEqual(self._matched(lot, largest), below)

    @clause('000-32')
    def test_category_and_its_children(self):
        lot = self._lot(self.receipt, 10)
        self.assertTrue(self._matched(lot, self._wish(self.member, 1)))
        self.assertTrue(self._matched(
            lot, self._wish(self.member, 1, categ_id=self.glass_beads.id)))
        lot.product_id.categ_id = self.beads
        self.assertFalse(self._matched(
            lot, self._wish(self.member, 1, categ_id=self.glass_beads.id)))

    @clause('000-32')
    def test_price_is_the_one_of_the_page(self):
        lot = self._lot(self.receipt, 10, price=0.5)
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
        lot = self._lot(self.receipt, 10, price=50)
        self.assertTrue(self._matched(lot, self._wish(self.member, 10, max_price=45)))
        self.assertFalse(self._matched(lot, self._wish(self.member, 10, max_price=44.99)))

    @clause('000-32')
    def test_grams_and_strands(self):
        grams = self._wish(self.member, 100, unit='grams', max_price=2)
        lot = self._lot(self.receipt, 1000, 'A', price=0.2)
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
        lot = self._lot(self.receipt, 100, 'A', ['material_glass'], perles_mm=8)
        self.assertEqual(
            self.env['perles.match']._near_misses(lot), [(near.id, 'material')])
        self._arrive(lot)
        self.assertFalse(self._offers(lot))
        action = lot.with_user(self.employee).action_view_perles_near()
        line = self.env['perles.near.miss'].search(action['domain'])
        self.assertEqual(line.wish_id, near)
        self.assertEqual(len(self._failing(lot, far)), 2)

    def test_why_is_a_line(self):
        wish = self._wish(self.member, 10, values=['material_glass', 'colour_green'], mm_min=7)
        lot = self._lot(
            self.receipt, 10, 'A', ['material_glass', 'material_wood', 'colour_green'],
            perles_mm=8,
        )
        self.assertEqual(lot._perles_why(wish), "Glass · 8 mm · Green, as you wish")

    def test_why_not_is_a_sentence(self):
        wish = self._wish(self.member, 10, mm_min=7)
        lot = self._lot(self.receipt, 10, perles_mm=6)
        with freeze_time(ARRIVAL):
            self.assertEqual(
                lot._perles_why_not(wish), "It measures 6 mm, outside what you wish for.")
            lot.perles_mm = 7
            self.assertEqual(
                lot._perles_why_not(wish), "Members whose wish is older than yours come first.")
            wish._move('pause')
            self.assertEqual(lot._perles_why_not(wish), "This wish is not open.")

    @clause('000-31', '000-32')
    def test_the_query_and_the_words_agree(self):
        """Drawn at random: the query finds exactly what no condition forbids."""
        chance, values = Random(20261121), {}
        for name, _label in CRITERIA:
            values[name] = self.env['product.attribute.value'].search(
                [('attribute_id.perles_criterion', '=', name)])
        found = 0
        wishes = [self._wish(
            self.member, 50, categ_id=chance.choice([self.beads, self.glass_beads]).id,
            colour_tolerance=chance.choice(['exact', 'close', 'wide']),
            unit=chance.choice(['pieces', 'pieces', 'grams']),
            max_price=chance.choice([0, 0, 1, 9]), mm_min=chance.choice([0, 0, 6]),
            value_ids=[Command.set([
                value.id for one in values.values() if chance.random() < .4
                for value in chance.sample(one, 3)
            ])],
        ) for _number in range(40)]
        for number in range(12):
            lot = self._lot(
                self.receipt, 10, f'R{number}', price=chance.choice([0.5, 2]),
                perles_mm=chance.choice([0, 5, 8]),
                perles_pieces_per_gram=chance.choice([0, 4]),
                perles_value_ids=[Command.set([
                    chance.choice(one).id for one in values.values()
                ])],
            )
            found += sum(self._matched(lot, wish) for wish in wishes)
        self.assertTrue(found)

    def test_more_values_than_bits(self):
        """Two values that share a bit are still told apart."""
        shape = self.env.ref('perles_ethiques.attribute_shape')
        values = self.env['product.attribute.value'].create([
            {'name': f"Shape {number}", 'attribute_id': shape.id} for number in range(64)
        ])
        first, last = values[0], values[63]
        wish = self._wish(self.member, 10)
        wish.value_ids = first
        lot = self._lot(self.receipt, 10, 'A')
        lot.perles_value_ids = last
        self.assertEqual(last.id - first.id, 63)
        self.assertFalse(self._matched(lot, wish))
        lot.perles_value_ids = first
        self.assertTrue(self._matched(lot, wish))
