from odoo import fields, models
from odoo.tools import float_repr

from ...tools.units import GRAMS


class StockLot(models.Model):
    """What was measured of a lot, and what its page says of it in words."""

    _inherit = 'stock.lot'

    perles_mm = fields.Float(string="Size (mm)", digits=(6, 2))
    perles_mm_tolerance = fields.Float(string="Tolerance (± mm)", digits=(6, 2))
    perles_hole_mm = fields.Float(string="Hole (mm)", digits=(6, 2))
    perles_pieces_per_gram = fields.Float(string="Pieces per gram", digits=(12, 4))
    perles_pieces_per_strand = fields.Float(string="Pieces per strand", digits=(12, 4))
    perles_flawless_share = fields.Float(string="Flawless pieces (%)", digits=(5, 2))
    perles_weight = fields.Float(string="Weight (g)", digits=(12, 2))
    perles_origin = fields.Char(
        string="Origin", help="Where the pieces come from: a donor, a buy-back, a dead stock…",
    )

    _perles_measures_check = models.Constraint(
        'CHECK(perles_mm >= 0 AND perles_mm_tolerance >= 0 AND perles_hole_mm >= 0 '
        'AND perles_weight >= 0 AND perles_pieces_per_gram >= 0 '
        'AND perles_pieces_per_strand >= 0 AND perles_flawless_share BETWEEN 0 AND 100)',
        "A measure is not below 0, and a share lies between 0 and 100.",
    )

    # === ACTION METHODS === #

    def action_perles_open_page(self):
        """Show the page of this lot as visitors and members see it."""
        self.ensure_one()
        return self.product_id.open_website_url()

    # === BUSINESS METHODS === #

    def _perles_is_in_preview(self):
        """Whether members alone see this lot at this instant."""
        self.ensure_one()
        return bool(self.perles_public_at and self.perles_public_at > fields.Datetime.now())

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
