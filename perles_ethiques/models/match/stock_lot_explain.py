from odoo import models
from odoo.tools import float_repr

from ...tools.colour import CLOSE, EXACT, WIDE, distance, in_words
from ...tools.units import UNITS
from ..lot.product_attribute import CRITERIA
from .perles_match import ANY_SIZE, NAMES


def millimetres(number):
    """A size without useless zeros: 7.5, 8."""
    return float_repr(number, 2).rstrip('0').rstrip('.')


class StockLot(models.Model):
    """Why a lot goes with a wish, or does not: the same conditions as the query, one by one."""

    _inherit = 'stock.lot'

    def _perles_failing(self, wish):
        """What keeps this lot from being offered to a wish, the rank apart.

        :param wish: one `perles.wish`.
        :return: list of names: those of `perles.match._conditions`, then ``state`` and
            ``membership``
        """
        self.ensure_one()
        lot, wish = self.sudo(), wish.sudo()
        facts = self.env['perles.match']._facts(lot)[lot.id]
        company = wish.company_id
        rights = self.env['perles.membership']._in_force_of(wish.partner_id, company)
        membership = rights.get(wish.partner_id)
        price = facts['best_price']
        if membership:
            price = facts['prices'].get(membership.plan_id.id, price)
        checks = {
            'category': wish.categ_id.id in facts['categ_ids'],
            **{name: self._perles_meets(wish, name) for name in NAMES},
            'size': self._perles_fits(wish),
            'unit': facts['factors'][UNITS.index(wish.unit)],
            'price': self._perles_is_affordable(wish, price, facts),
            'state': wish.state == 'open',
            'membership': membership and facts['company_id'] == company.id,
        }
        return [name for name, is_met in checks.items() if not is_met]

    def _perles_meets(self, wish, criterion):
        """Whether one value of the lot is accepted for a criterion of the wish."""
        wanted = wish._accepted_ids(criterion)
        return not wanted or bool(wanted & set(self.perles_value_ids.ids))

    def _perles_fits(self, wish):
        if not wish.mm_min and not wish.mm_max:
            return True
        low = wish.mm_min or ANY_SIZE
        return low <= self.perles_mm <= (wish.mm_max or float('inf'))

    def _perles_is_affordable(self, wish, price, facts):
        factor = facts['factors'][UNITS.index(wish.unit)]
        return not wish.max_price or factor is None or price * factor <= wish.max_price + 1e-6

    # === IN WORDS === #

    def _perles_failing_words(self, name, wish):
        """One condition that is not met, in a sentence."""
        if name in NAMES:
            return self.env._(
                "%s: none of those that you wish for.",
                self._perles_criterion_words(name),
            )
        words = {
            'category': self.env._("It is another type of product."),
            'size': self._perles_size_words(wish),
            'unit': self.env._(
                "It is not counted as your wish is, and nobody has measured how they compare."
            ),
            'price': self.env._("It costs more than your maximum price."),
            'state': self.env._("This wish is not open."),
            'membership': self.env._("Your membership is not in force."),
        }
        return words[name]

    def _perles_size_words(self, wish):
        if not self.perles_mm:
            return self.env._("Its size was not measured.")
        return self.env._(
            "It measures %(size)s mm, outside what you wish for.", size=millimetres(self.perles_mm),
        )

    def _perles_criterion_words(self, name):
        """What a criterion is called, in the language of the reader."""
        labels = self.env['product.attribute']._fields['perles_criterion']
        return dict(labels._description_selection(self.env))[name]

    def _perles_why(self, wish):
        """Why this lot goes with a wish: criteria that meet, size, colour in words.

        :param wish: one `perles.wish`.
        :return: str
        """
        self.ensure_one()
        met = (self.perles_value_ids & wish.value_ids).grouped(
            lambda value: value.attribute_id.perles_criterion
        )
        words = [
            value.name for name, _label in CRITERIA if name != 'colour'
            for value in met.get(name, ())
        ]
        if (wish.mm_min or wish.mm_max) and self.perles_mm:
            words.append(self.env._("%s mm", millimetres(self.perles_mm)))
        words += self._perles_colour_words(wish)
        return ' · '.join(words)

    def _perles_colour_words(self, wish):
        """How the colours of this lot stand to those of a wish: the nearest pair, in words."""
        wished = wish.value_ids.filtered(lambda v: v.attribute_id.perles_criterion == 'colour')
        mine = self.perles_value_ids.filtered(
            lambda v: v.attribute_id.perles_criterion == 'colour')
        if not wished or not mine:
            return []
        same = wished & mine
        if same:
            return [self.env._("%s, as you wish", same[0].name)]
        gaps = [
            (gap, one.name, other.name) for one in mine for other in wished
            if (gap := distance(one.html_color, other.html_color)) is not None
        ]
        if not gaps:
            return []
        gap, name, wish_name = min(gaps)
        words = {
            EXACT: self.env._("%(lot)s, the same shade as %(wish)s", lot=name, wish=wish_name),
            CLOSE: self.env._("%(lot)s, a shade close to %(wish)s", lot=name, wish=wish_name),
            WIDE: self.env._("%(lot)s, of the family of %(wish)s", lot=name, wish=wish_name),
        }
        return [words[in_words(gap)]] if in_words(gap) else []
