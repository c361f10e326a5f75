from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.features import named_by_all
from ...tools.identity import said_digits
from ...tools.words import holds, words_of


def has_digits(field, digits):
    """Records whose text holds these digits, whatever stands between them.

    :param str field: name of a stored text of the model that is searched.
    :param str digits: what `said_digits` has returned.
    :return: a `Domain`
    """
    return Domain.custom(to_sql=lambda model, alias, query: SQL(
        "regexp_replace(%s, '[^0-9]', '', 'g') LIKE %s",
        model._field_to_sql(alias, field, query), f'%{digits}%',
    ))


class PerlesDocumentMixin(models.AbstractModel):
    """Anything that somebody says on the telephone finds the document: one home for the rule.

    The number of the document, the member or one of its contacts by name, e-mail, telephone or
    SIRET (see `res.partner`), and what each document adds.
    """

    _inherit = 'perles.document.mixin'

    # by what else it is known, each feature names its own: numbers, codes and addresses as they
    # are written, names in words, contacts beside the member, digits that were typed on it
    _said_texts = frozenset()
    _said_names = frozenset()
    _said_people = frozenset()
    _said_numbers = frozenset()

    said = fields.Char(
        string="Who or what", compute='_compute_said', search='_search_said',
        help="A name, an e-mail, a telephone or a SIRET however it is written, a number, a lot.",
    )

    def _compute_said(self):
        for document in self:
            document.said = document.display_name

    def _search_said(self, operator, value):
        """Search of `said`, for one thing that somebody says."""
        if operator not in ('ilike', 'like', '=') or not isinstance(value, str):
            return NotImplemented
        return self._said_domain(value)

    @api.model
    def _said_domain(self, text):
        """Documents that something said leads to; features extend it.

        :param str text: as somebody types it.
        :return: a `Domain`
        """
        people, words, digits = self._said_contacts(text), words_of(text), said_digits(text)
        return Domain.OR([
            Domain('name', 'ilike', text),
            Domain('partner_id', 'in', people),
            *(Domain(name, 'in', people) for name in named_by_all(self, '_said_people')),
            *(Domain(name, 'ilike', text) for name in named_by_all(self, '_said_texts')),
            *(self._names_domain(name, words)
              for name in named_by_all(self, '_said_names') if words),
            *(has_digits(name, digits)
              for name in named_by_all(self, '_said_numbers') if digits),
        ])

    @api.model
    def _said_contacts(self, text):
        """Contacts that something said leads to, and those they are under, whoever is archived.

        They are looked for once, however many fields of a document name one.

        :param str text: as somebody types it.
        :return: list of ids
        """
        found = self.env['res.partner'].with_context(active_test=False).search_fetch(
            [('display_name', 'ilike', text)], ['parent_id'], order='id',
        )
        return [*found.ids, *found.parent_id.ids]

    @api.model
    def _names_domain(self, path, words):
        """Documents with a name that holds each of some words, whatever their accents.

        :param str path: such as ``lot_id.product_id.name``.
        :param list words: of `words_of`.
        :return: a `Domain`
        """
        *way, name = path.split('.')
        domain = Domain.AND(holds(name, word) for word in words)
        for step in reversed(way):
            domain = Domain(step, 'any', domain)
        return domain
