from random import Random

from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from ...models.wish.product_attribute import CRITERIA
from ..clause import clause
from ..kit.lots import ARRIVAL
from ..kit.matches import MatchCommon


@tagged('post_install', '-at_install')
class TestMatchWords(MatchCommon):
    """Why, and why not, in words that agree with the query."""

    def test_why_is_a_line(self):
        wish = self._wish(self.member, 10, values=['material_glass', 'colour_green'], mm_min=7)
        lot = self._lot(
            'A', 10, ['material_glass', 'material_wood', 'colour_green'],
            perles_mm=8,
        )
        self.assertEqual(lot._perles_why(wish), "Glass · 8 mm · Green, as you wish")

    def test_why_not_is_a_sentence(self):
        wish = self._wish(self.member, 10, mm_min=7)
        lot = self._lot(quantity=10, perles_mm=6)
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
        wishes = self.wishes.concat(*(self._wish(
            self.member, 50, categ_id=chance.choice([self.beads, self.glass_beads]).id,
            colour_tolerance=chance.choice(['exact', 'close', 'wide']),
            unit=chance.choice(['pieces', 'pieces', 'grams']),
            max_price=chance.choice([0, 0, 1, 9]), mm_min=chance.choice([0, 0, 6]),
            value_ids=[Command.set([
                value.id for one in values.values() if chance.random() < .4
                for value in chance.sample(one, 3)
            ])],
        ) for _number in range(40)))
        for number in range(12):
            lot = self._lot(
                f'R{number}', 10, price=chance.choice([0.5, 2]),
                perles_mm=chance.choice([0, 5, 8]),
                perles_pieces_per_gram=chance.choice([0, 4]),
                perles_value_ids=[Command.set([
                    chance.choice(one).id for one in values.values()
                ])],
            )
            found += len(self._matches(lot, wishes))
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
        lot = self._lot('A', 10)
        lot.perles_value_ids = last
        self.assertEqual(last.id - first.id, 63)
        self.assertFalse(self._matched(lot, wish))
        lot.perles_value_ids = first
        self.assertTrue(self._matched(lot, wish))
