from odoo import models

from ...tools.units import UNITS, millimetres
from .perles_match import ANY_SIZE, NAMES


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
