"""Numbers as people type them: “1 500”, “12,5”, “250 g”, “6 mm”, “0,25 €”; never a guess."""

import re
import unicodedata
from decimal import Decimal

from .texts import clean_line
from .units import GRAMS, PIECES, STRANDS

# Why a number is not read.
NO_NUMBER, UNSURE, TOO_FINE, NOT_WHOLE, OTHER_UNIT, WITH_TAX = (
    'no_number', 'unsure', 'too_fine', 'not_whole', 'other_unit', 'with_tax',
)
DECIMALS, CRUMBS = 2, 9
# Digits, in groups or not, then what follows them.
TYPED = re.compile(r"(€ ?)?([0-9](?:[0-9 .,']*[0-9])?)(?: ?([^0-9 .,'].*))?")
WHOLE_NUMBER = re.compile(r'[0-9]{1,15}')
WITH_DECIMALS = re.compile(r'([0-9]{1,15})[.,]([0-9]+)')
EXACT = re.compile(r'[0-9]{1,15}(?:[.][0-9]{1,20})?')
GROUP = r"[1-9][0-9]{0,2}(?:%s[0-9]{3})+"
SPACED = re.compile(rf"({GROUP % ' '}|{GROUP % chr(39)})(?:[.,]([0-9]+))?")
DOTTED = re.compile(rf"({GROUP % '[.]'})(?:,([0-9]+))?|({GROUP % ','})(?:[.]([0-9]+))?")

UNIT_WORDS = {
    **dict.fromkeys(('piece', 'pieces', 'pc', 'pcs', 'pce', 'pces', 'perle', 'perles', 'bead',
                     'beads', 'unite', 'unites', 'unit', 'units', 'u'), (PIECES, 1)),
    **dict.fromkeys(('g', 'gr', 'gramme', 'grammes', 'gram', 'grams'), (GRAMS, 1)),
    **dict.fromkeys(('kg', 'kilo', 'kilos', 'kilogramme', 'kilogrammes'), (GRAMS, 1000)),
    **dict.fromkeys(('fil', 'fils', 'rang', 'rangs', 'brin', 'brins', 'strand', 'strands'),
                    (STRANDS, 1)),
}
SIZES = {'mm': Decimal(1), 'millimetre': Decimal(1), 'millimetres': Decimal(1),
         'millimeter': Decimal(1), 'millimeters': Decimal(1), 'cm': Decimal(10)}
MONEY = re.compile(
    r'(?P<cent>ct|cts|cent|cents|centime|centimes)?(?P<euro>€|eur|euro|euros)?'
    r' ?(?P<tax>ht|ttc)?(?: ?(?:/|le |la |par |the |a ) ?(?P<unit>[a-z]+))? ?(?P<late>ht|ttc)?',
)


class Unread(ValueError):
    """A number that cannot be read for sure.

    :param str reason: one of the constants above.
    """

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def fold(word):
    """A word as it is compared: small letters, without accents: “Pièces” → ``pieces``."""
    parts = unicodedata.normalize('NFKD', clean_line(word).casefold())
    return ''.join(one for one in parts if not unicodedata.combining(one))


def unit_of(word):
    """The unit that a word names, one of `tools.units.UNITS`, or ``None``."""
    known = UNIT_WORDS.get(fold(word).rstrip('.'))
    return known[0] if known and known[1] == 1 else None


def read_number(text, whole=False):
    """A number that was typed without a unit.

    :param str text: French or plain: “1 500”, “12,5”, “1.234,50”.
    :param bool whole: whether only whole numbers make sense, so that “1.500” is sure.
    :raise Unread: for what is none, or could be two.
    """
    return float(_checked(_decimal(_split(text)[0], whole), whole))


def read_exact(text, unit=GRAMS):
    """A number as a machine writes it, such as a spreadsheet keeps one: “0.125”, “12”.

    :param str unit: in which pieces and strands are whole.
    :raise Unread: for what is none, or has more decimals than are kept.
    """
    if not EXACT.fullmatch(text):
        raise Unread(NO_NUMBER)
    # a machine writes 0.1 + 0.2 as 0.30000000000000004
    return float(_checked(round(Decimal(text), CRUMBS), unit != GRAMS))


def read_quantity(text, unit=PIECES):
    """A quantity that was typed, with its unit or without.

    :param str text: such as “250 g”, “1 500”, “1,5 kg”.
    :param str unit: the one chosen beside it. The first one of the list may have been left there:
        what is typed says more; any other one was chosen, and both have to agree.
    :return: (number, unit)
    :raise Unread: for what is none, could be two, or names another unit than the chosen one.
    """
    digits, word = _split(text)
    factor = 1
    if word:
        if (known := UNIT_WORDS.get(word.rstrip('.'))) is None:
            raise Unread(NO_NUMBER)
        if known[0] != unit and unit != PIECES:
            raise Unread(OTHER_UNIT)
        unit, factor = known
    whole = unit != GRAMS
    return float(_checked(_decimal(digits, whole) * factor, whole)), unit


def read_size(text):
    """A size in millimetres that was typed: “6”, “7,5 mm”, “1 cm”.

    :raise Unread: for what is none, or could be two.
    """
    digits, word = _split(text)
    if word and word.rstrip('.') not in SIZES:
        raise Unread(NO_NUMBER)
    return float(_checked(_decimal(digits) * SIZES.get(word.rstrip('.'), Decimal(1))))


def read_price(text, unit=PIECES):
    """A price without tax in euros that was typed: “0,25”, “0,25 €”, “25 centimes la pièce”.

    :param str unit: of what is priced; a price of another one is refused.
    :raise Unread: for what is none, could be two, or says that tax is in it.
    """
    digits, word = _split(text, money=True)
    named = MONEY.fullmatch(word)
    if not named or (named['cent'] and named['euro']):
        raise Unread(NO_NUMBER)
    if 'ttc' in (named['tax'], named['late']):
        raise Unread(WITH_TAX)
    if named['unit'] and UNIT_WORDS.get(named['unit']) != (unit, 1):
        raise Unread(OTHER_UNIT if named['unit'] in UNIT_WORDS else NO_NUMBER)
    return float(_checked(_decimal(digits) / (100 if named['cent'] else 1)))


def _split(text, money=False):
    """(digits, what follows them, as it is compared)."""
    plain = re.sub(r'\s', ' ', clean_line(text)).replace('’', "'")
    found = TYPED.fullmatch(plain)
    if not found or (found[1] and (found[3] or not money)):
        raise Unread(NO_NUMBER)
    return found[2], fold(found[3] or found[1] or '')


def _decimal(digits, whole=False):
    if WHOLE_NUMBER.fullmatch(digits):
        return Decimal(digits)
    if found := SPACED.fullmatch(digits):
        return _grouped(found[1], found[2])
    if found := DOTTED.fullmatch(digits):
        groups, rest = (found[1], found[2]) if found[1] else (found[3], found[4])
        if rest is None and len(groups) <= len('999.999') and not whole:
            raise Unread(UNSURE)
        return _grouped(groups, rest)
    if found := WITH_DECIMALS.fullmatch(digits):
        return Decimal(f'{found[1]}.{found[2]}')
    raise Unread(NO_NUMBER)


def _grouped(groups, rest):
    """Groups of three digits, then decimals: three of those could be one more group."""
    if rest and len(rest) == len('000'):
        raise Unread(UNSURE)
    return Decimal(f'{re.sub("[^0-9]", "", groups)}.{rest or 0}')


def _checked(number, whole=False):
    if whole and number != int(number):
        raise Unread(NOT_WHOLE)
    if number != round(number, DECIMALS):
        raise Unread(TOO_FINE)
    return number


def refusal(env, reason):
    """Why a number was not read, in a sentence for who typed it.

    :param env: `Environment` of the reader, for the language.
    :param str reason: of an `Unread`.
    """
    return {
        NO_NUMBER: env._("A number is expected, such as 200 or 7.5."),
        UNSURE: env._(
            "This may be a thousand or a decimal: write 1500 without a separator, or 1.5.",
        ),
        TOO_FINE: env._("Two decimals at most."),
        NOT_WHOLE: env._("Pieces and strands are whole: a number such as 200 is expected."),
        OTHER_UNIT: env._("The unit that is typed is not the one that is chosen: correct one."),
        WITH_TAX: env._("The price is one without tax: write it without “TTC”."),
    }[reason]
