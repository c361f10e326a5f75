from odoo import models

from ...tools.units import GRAMS


class StockLot(models.Model):
    """What the page of a lot says of it, in words."""

    _inherit = 'stock.lot'

    def _perles_facts(self):
        """Criteria and measures of this lot; what nobody has measured is not there.

        :return: list of (label, words) tuples
        """
        self.ensure_one()
        return [fact for fact in (
            (self.env._("Number"), self.name), *self._perles_criteria(),
            *self._perles_sizes(), *self._perles_counts(),
            (self.env._("Origin"), self.perles_origin),
        ) if fact[1]]

    def _perles_criteria(self):
        values = self.perles_value_ids.grouped('attribute_id')
        return [
            (attribute.name, ', '.join(values[attribute].mapped('name')))
            for attribute in sorted(values, key=lambda attribute: attribute.id)
        ]

    def _perles_sizes(self):
        number = self._perles_number
        size = self.perles_mm and self.env._("%s mm", number(self.perles_mm))
        if size and self.perles_mm_tolerance:
            size = self.env._(
                "%(size)s ± %(tolerance)s mm", size=number(self.perles_mm),
                tolerance=number(self.perles_mm_tolerance),
            )
        hole = self.perles_hole_mm and self.env._("%s mm", number(self.perles_hole_mm))
        return [(self.env._("Size"), size), (self.env._("Hole"), hole)]

    def _perles_counts(self):
        number = self._perles_number
        is_counted = self.perles_stage in ('ready', 'public')
        quantity = self.perles_usable_qty if is_counted else self.perles_expected_qty
        words = quantity and self._perles_quantity_words(quantity)
        counts = [
            (self.env._("Counted after care"), words) if is_counted
            else (self.env._("Expected, before sorting"), words)
        ]
        if self.perles_unit != GRAMS:
            counts.append((
                self.env._("Weight"),
                self.perles_weight and self.env._("%s g", number(self.perles_weight)),
            ))
        per_gram, per_strand = self.perles_pieces_per_gram, self.perles_pieces_per_strand
        return counts + [
            (self.env._("In one gram"), per_gram and self.env._("%s pieces", number(per_gram))),
            (
                self.env._("On one strand"),
                per_strand and self.env._("%s pieces", number(per_strand)),
            ),
            (
                self.env._("Flawless pieces"),
                self.perles_flawless_share
                and self.env._("%s %%", number(self.perles_flawless_share)),
            ),
        ]
