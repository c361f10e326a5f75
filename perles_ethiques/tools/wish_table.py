"""A table of wishes, read as its author wrote it; what is not sure is refused with its line."""

import re

from .texts import clean_line
from .typed_numbers import (
    OTHER_UNIT,
    Unread,
    fold,
    read_exact,
    read_price,
    read_quantity,
    read_size,
    refusal,
    unit_of,
)
from .units import PIECES

BETWEEN_VALUES = re.compile(r'[,;+/\n]')
SIZES = ('mm_min', 'mm_max')
QUANTITIES = ('quantity', 'min_quantity')
NUMBERS = (*QUANTITIES, *SIZES, 'max_price')
SELECTIONS = ('unit', 'colour_tolerance')
RELATIONS = ('partner_id', 'categ_id', 'value_ids')
UNKNOWN, SEVERAL = 'unknown', 'several'


class Exact(str):
    """A number that a spreadsheet keeps as a number: its dot is one of decimals."""


class Refused(ValueError):
    """A cell that names nothing, or several things.

    :param str reason: `UNKNOWN` or `SEVERAL`.
    :param str value: what was written.
    """

    def __init__(self, reason, value):
        super().__init__(value)
        self.reason, self.value = reason, value


class WishTable:
    """Reads the lines of a table; what it says goes to `load` of the native import.

    :param wishes: an empty `perles.wish` recordset, whose user looks names up.
    :param list fields: name of the field of each column, as `load` takes them.
    """

    def __init__(self, wishes, fields):
        self.wishes = wishes
        self.names = fields
        # what was looked up here is handed over by its id
        self.fields = [f'{name}/.id' if name in RELATIONS else name for name in fields]
        self.messages = []
        self._known = {}

    def lines_of(self, data):
        """The lines as `load` takes them; `messages` says what was refused.

        :param list data: lines of cells: texts, or numbers.
        """
        return [self._read_line(number, line) for number, line in enumerate(data)]

    def _read_line(self, number, line):
        cells = dict(zip(self.names, line, strict=False))
        read = {}
        # the unit and the quantity come first: the others are in that unit
        for name in sorted(cells, key=lambda name: (*SELECTIONS, *NUMBERS).index(name)
                           if name in (*SELECTIONS, *NUMBERS) else -1):
            try:
                read[name] = self._read_cell(name, cells[name], read)
            except Unread as error:
                self._refuse(number, name, refusal(self.wishes.env, error.reason))
            except Refused as error:
                self._refuse(number, name, self._words(error))
        # a unit that stands with the quantity needs no column of its own
        if 'unit' not in cells and read.get('unit', PIECES) != PIECES:
            self._refuse(number, 'quantity', refusal(self.wishes.env, OTHER_UNIT))
        return [read.get(name, cell) for name, cell in cells.items()]

    def _read_cell(self, name, cell, read):
        if name in RELATIONS:
            return self._read_names(name, cell)
        if name in SELECTIONS:
            return self._read_selection(name, cell)
        if name not in NUMBERS:
            return cell
        exact = isinstance(cell, (Exact, float, int)) and not isinstance(cell, bool)
        text = clean_line(cell if cell not in (None, False) else '')
        return self._read_number(name, text, exact, read) if text else ''

    def _read_number(self, name, text, exact, read):
        unit = read.get('unit') or PIECES
        if name in SIZES:
            return str(read_exact(text) if exact else read_size(text))
        if name not in QUANTITIES:
            return str(read_exact(text) if exact else read_price(text, unit))
        if exact:
            return str(read_exact(text, unit))
        number, typed = read_quantity(text, unit)
        # a cell of the unit that was filled in, and the quantity, have to agree
        if typed != unit and (read.get('unit') or name != 'quantity'):
            raise Unread(OTHER_UNIT)
        read['unit'] = typed
        return str(number)

    # === NAMES === #

    def _read_selection(self, name, cell):
        text = clean_line(cell or '')
        if not text:
            return ''
        if name == 'unit' and (unit := unit_of(text)):
            return unit
        keys = self._keys(name).get(fold(text), set())
        if len(keys) != 1:
            raise Refused(UNKNOWN, text)
        return next(iter(keys))

    def _read_names(self, name, cell):
        texts = [cell or '']
        if name == 'value_ids' and fold(texts[0]) not in self._keys(name):
            texts = BETWEEN_VALUES.split(texts[0])
        found = [self._id_of(name, text) for one in texts if (text := clean_line(one))]
        return ','.join(str(one) for one in dict.fromkeys(found))

    def _id_of(self, name, text):
        ids = self._partners(text) if name == 'partner_id' else (
            self._keys(name).get(fold(text), set())
        )
        if len(ids) != 1:
            raise Refused(SEVERAL if ids else UNKNOWN, text)
        return next(iter(ids))

    def _partners(self, text):
        """Ids of whom a text names: by name or by e-mail; of several, those who are members."""
        escaped = re.sub(r'([\\%_])', r'\\\1', text)
        partners = self.wishes.env['res.partner'].search([
            '|', '|', ('name', '=ilike', escaped), ('complete_name', '=ilike', escaped),
            ('email_normalized', '=', text.lower()),
        ]).commercial_partner_id
        if len(partners) > 1:
            partners = self.wishes._members_among(partners) or partners
        return set(partners.ids)

    def _keys(self, name):
        """What a cell of a column may say, in every language of the house: folded → keys."""
        if name not in self._known:
            known = self._known[name] = {}
            # names are kept in English, whether the house speaks it or not
            installed = {code for code, _label in self.wishes.env['res.lang'].get_installed()}
            for lang in installed | {'en_US'}:
                for key, label in self.wishes.with_context(lang=lang)._table_choices(name):
                    known.setdefault(fold(label), set()).add(key)
        return self._known[name]

    # === REFUSALS === #

    def _words(self, error):
        env = self.wishes.env
        if error.reason == SEVERAL:
            return env._(
                "“%s” may be several of them: write the e-mail of the member, or the full name.",
                error.value,
            )
        return env._("“%s” is not known here.", error.value)

    def _refuse(self, number, name, words):
        self.messages.append({
            'type': 'error', 'rows': {'from': number, 'to': number}, 'record': number,
            'field': name, 'message': words,
            'field_name': self.wishes._fields[name]._description_string(self.wishes.env),
        })
