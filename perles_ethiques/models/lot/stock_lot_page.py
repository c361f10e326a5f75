from babel.numbers import format_decimal

from odoo import fields, models
from odoo.tools import float_repr
from odoo.tools.misc import babel_locale_parse, get_lang

from ...tools.units import GRAMS, PIECES, STRANDS


class StockLot(models.Model):
    """What the page of a lot says of it, in words."""

    _inherit = 'stock.lot'

    def _perles_is_in_preview(self):
        """Whether members alone see this lot at this instant."""
        self.ensure_one()
        return bool(self.perles_public_at and self.perles_public_at > fields.Datetime.now())

    def _perles_number(self, value):
        """A number as one reads it: no zero behind the last digit that counts."""
        locale = babel_locale_parse(get_lang(self.env).code)
        return format_decimal(value, format='#,##0.##', locale=locale)

    def _perles_quantity_words(self, quantity):
        """A quantity of this lot with its unit, such as “300 pieces” or “1 strand”.

        :param float quantity: in the unit of the lot.
        """
        self.ensure_one()
        if quantity == 1 and self.perles_unit != GRAMS:
            return self.env._("1 strand") if self.perles_unit == STRANDS else self.env._("1 piece")
        number = self._perles_number(quantity)
        return {
            PIECES: self.env._("%s pieces", number),
            GRAMS: self.env._("%s g", number),
            STRANDS: self.env._("%s strands", number),
        }[self.perles_unit or PIECES]

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

    def _perles_number_words(self, quantity):
        """A quantity to write in a field: no useless zero, the decimal sign of the reader."""
        number = float_repr(quantity, 2).rstrip('0').rstrip('.')
        lang = self.env['res.lang']._get_data(code=self.env.lang or 'en_US')
        return number.replace('.', lang.decimal_point or '.')
