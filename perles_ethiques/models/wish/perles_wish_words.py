from babel.dates import format_date
from babel.numbers import format_decimal

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.misc import babel_locale_parse, format_amount

from ...tools.quantities import first_of_month, number_words, quantity_words
from ...tools.texts import clean_line
from ...tools.wish_table import WishTable
from ...tools.words import holds, words_of
from ..lot.product_attribute import CRITERIA

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

    @api.model
    def _said_domain(self, text):
        """Extends `base`: a wish is known by what is dreamt of, too."""
        return super()._said_domain(text) | self._words_domain(text)

    # === BUSINESS METHODS === #

    @api.model
    def _words_domain(self, text):
        """Wishes in which every word of a text is found (“matt green glass”).

        :param str text: as somebody types it, with accents or without.
        """
        return Domain.AND(
            holds('name', word) | holds('note', word) | Domain.OR(
                Domain(field, 'any', holds(name, word)) for field, name in (
                    ('categ_id', 'name'), ('value_ids', 'name'), ('project_id', 'name'),
                    ('partner_id', 'complete_name'),
                )
            ) for word in words_of(clean_line(text))
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
        told = format_date(day, 'd MMMM yyyy', locale=self._locale())
        return first_of_month(told, self.env.lang)

    @api.model
    def _locale(self):
        return babel_locale_parse(self.env.lang or 'en_US')

    # === A TABLE OF WISHES === #

    @api.model
    def get_import_templates(self):
        """Override of `base` to offer a table to fill in, in the language of who fills it in.

        :return: list of dicts with `label` and `template`, as the import screen reads them
        """
        return [{'label': self.env._("Table of wishes"), 'template': '/perles_ethiques/wishes.csv'}]

    @api.model
    def load(self, fields, data):
        """Override of `base` to read a table as it was written: nothing is guessed.

        :return: dict as natively; `understood` says in words what was read, line by line
        """
        table = WishTable(self, fields)
        lines = table.lines_of(data)
        if table.messages:
            return {'ids': False, 'messages': table.messages, 'nextrow': 0}
        result = super().load(table.fields, lines)
        first = self.env.context.get('perles_first_line', 1)
        result['understood'] = [
            self.env._("Line %(number)s: %(words)s", number=number, words=wish._understood())
            for number, wish in enumerate(self.browse(result['ids'] or ()), first)
        ]
        return result

    def _understood(self):
        """This wish in one line, for who has to say whether a table was read right."""
        words = [self.sudo().partner_id.display_name, self._asked(), self.summary]
        if self.min_quantity:
            words.append(self.env._("at least %s", self._format_quantity(self.min_quantity)))
        if self.max_price:
            words.append(self.env._(
                "%s at most", format_amount(self.env, self.max_price, self.currency_id),
            ))
        return ' · '.join(word for word in words if word)

    @api.model
    def _table_choices(self, name):
        """What a column of a table may name: (key, label) tuples, in the language of the reader.

        :param str name: `unit`, `colour_tolerance`, `categ_id` or `value_ids`.
        """
        if self._fields[name].type == 'selection':
            labels = self._fields[name]._description_selection(self.env)
            return [*labels, *((key, key) for key, _label in labels)]
        if name == 'categ_id':
            categories = self.env['product.category'].search([('name', '!=', False)])
            return [(one.id, label) for one in categories
                    for label in {one.name, one.complete_name}]
        values = self.env['product.attribute.value'].search(
            [('attribute_id.perles_criterion', '!=', False)],
        )
        # as tables were written before, too
        return [(one.id, label) for one in values for label in {
            one.name, one.display_name, f'{one.attribute_id.name}: {one.name}',
        }]

    @api.model
    def _members_among(self, partners):
        """Of some organisations and persons, those whose membership is in force today."""
        members = self.env['perles.membership'].sudo()._in_force_of(partners, self.env.company)
        return partners.browse(partner.id for partner in members)
