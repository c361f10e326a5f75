import re

from babel.dates import format_date
from babel.numbers import format_decimal

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.misc import babel_locale_parse

from ...tools.quantities import number_words, quantity_words
from ..lot.product_attribute import CRITERIA

# Between the words of a search: “glass + matt”, “glass, matt”.
BETWEEN_WORDS = re.compile(r'[\s+,;/\x00]+')
CRITERIA_ORDER = [criterion for criterion, _label in CRITERIA]


class PerlesWish(models.Model):
    """A wish in words: what is shown of it, and what a search finds (clause 000-31)."""

    _inherit = 'perles.wish'

    summary = fields.Char(compute='_compute_summary')
    keywords = fields.Char(
        string="Words", compute='_compute_summary', search='_search_keywords',
        help="Every word is looked for in the type, the criteria, the project and the note.",
    )

    # === COMPUTE METHODS === #

    @api.depends('categ_id.name', 'value_ids.name', 'mm_min', 'mm_max')
    @api.depends_context('lang')
    def _compute_summary(self):
        for wish in self:
            values = wish._sorted_values()
            words = [wish.categ_id.sudo().name, ', '.join(values.mapped('name')), wish._size()]
            wish.summary = ' · '.join(word for word in words if word)
            wish.keywords = wish.summary

    def _search_keywords(self, operator, value):
        """Search of `keywords`: each word is found somewhere in the wish."""
        if operator not in ('ilike', 'like', '=') or not isinstance(value, str):
            return NotImplemented
        return self._words_domain(value)

    # === BUSINESS METHODS === #

    @api.model
    def _words_domain(self, text):
        """Wishes in which every word of a text is found (“glass + matt”).

        :param str text: as somebody types it.
        """
        fields_of_words = (
            'name', 'categ_id.name', 'value_ids.name', 'project_id.name', 'note',
            'partner_id.complete_name',
        )
        return Domain.AND(
            Domain.OR(Domain(name, 'ilike', word) for name in fields_of_words)
            for word in BETWEEN_WORDS.split(text[:200]) if word
        )

    def _sorted_values(self):
        """The criteria of this wish (sudo), in the order of the criteria."""
        self.ensure_one()
        return self.sudo().value_ids.sorted(lambda value: (
            CRITERIA_ORDER.index(value.attribute_id.perles_criterion)
            if value.attribute_id.perles_criterion else len(CRITERIA_ORDER),
            value.sequence, value.id,
        ))

    def _size(self):
        """The wanted size in words, or nothing."""
        self.ensure_one()
        least, most = self._format_number(self.mm_min), self._format_number(self.mm_max)
        if self.mm_min and self.mm_max:
            same = self.mm_min == self.mm_max
            return f"{least} mm" if same else f"{least}–{most} mm"
        if self.mm_max:
            return self.env._("up to %s mm", most)
        return self.env._("from %s mm", least) if self.mm_min else ''

    def _asked(self):
        """The wanted quantity in words: “200 pieces”."""
        self.ensure_one()
        return self._format_quantity(self.quantity)

    def _format_quantity(self, quantity, unit=None):
        """A quantity in words: “200 pieces”.

        :param float quantity: a number.
        :param str unit: what it is counted in; the unit of this wish by default.
        """
        return quantity_words(self.env, quantity, unit or self.unit)

    @api.model
    def _format_number(self, number):
        """A number as it is written in the language of the reader: “7,5”."""
        return number_words(self.env, number)

    @api.model
    def _format_plain(self, number):
        """A number as one types it: “1200,5”, nothing for 0."""
        return format_decimal(number, '0.##', locale=self._locale()) if number else ''

    @api.model
    def _format_day(self, day):
        """A day as it is written in the language of the reader: “3 November 2026”."""
        return format_date(day, 'd MMMM yyyy', locale=self._locale())

    @api.model
    def _locale(self):
        return babel_locale_parse(self.env.lang or 'en_US')

    @api.model
    def get_import_templates(self):
        """Override of `base` to offer a table to fill in.

        :return: list of dicts with `label` and `template`, as the import screen reads them
        """
        return [{
            'label': self.env._("Table of wishes"),
            'template': '/perles_ethiques/static/import/wishes.csv',
        }]
