"""Identity of who buys: SIRET, RNA of an association, foreign and VAT numbers (clause 000-91)."""
import re

from stdnum import exceptions
from stdnum.be import vat as be_number
from stdnum.ch import uid as ch_number
from stdnum.eu import vat as eu_vat
from stdnum.fr import siret, tva

from .texts import plain_code

BETWEEN_DIGITS = re.compile('[ ./:-]')
FRENCH_POSTCODE = re.compile('(?:F|FR)?([0-9]{5})')
SIRET_DIGITS = re.compile('[0-9]{14}')
# What a number holds, and fewer digits than which are no telephone and no SIRET.
NUMBER = re.compile(r'[0-9\s./()+:-]+')
FEWEST_DIGITS = 6
# 06…, +33 6…, 0033 6… and +33 (0)6… are one telephone: what stands after these.
BEFORE_THE_NUMBER = re.compile(r'^(?:(?:00|\+)33(?:0)?|0)(?=[1-9])')
SIRET_LENGTH = 14


def normalise_siret(number):
    """Drop what people type between and around the digits of a SIRET.

    :param str number: what was typed, such as ``983 939 224 000 17``, line ends included.
    :return: the 14 digits, or the cleaned text of what is no SIRET
    """
    text = plain_code(number)
    compact = BETWEEN_DIGITS.sub('', text.upper().removeprefix('SIRET'))
    return compact if SIRET_DIGITS.fullmatch(compact) else text


def normalise_postcode(text, country=None):
    """A postcode as letters bear it: “84 000” and “F-84000” are 84000 in France.

    :param str text: what was typed.
    :param str country: its code, as ISO has it; unknown is taken for France.
    :return: the five digits, or the cleaned text of what is no French postcode
    """
    text = plain_code(text)
    if (country or 'FR') not in WITH_FRENCH_POSTCODE:
        return text
    found = FRENCH_POSTCODE.fullmatch(BETWEEN_DIGITS.sub('', text.upper()))
    return found[1] if found else text


def is_siret(number):
    """Whether ``number`` is a SIRET: 14 digits and the Luhn key."""
    return siret.is_valid(number or '')


def normalise_vat(number):
    """A European VAT number without separators, in capitals.

    :raise ValueError: if it is no valid number of its country.
    """
    try:
        return eu_vat.validate(number)
    except exceptions.ValidationError as error:
        raise ValueError(number) from error


def vat_matches_siren(vat, registry):
    """Whether a French VAT number is valid and bears the SIREN of the SIRET.

    :param str vat: such as ``FR14983939224``.
    :param str registry: a SIRET.
    """
    compact = (vat or '').replace(' ', '').upper()
    if not compact.startswith('FR') or not is_siret(registry):
        return False
    return tva.is_valid(compact) and compact[4:] == normalise_siret(registry)[:9]


# By what an organisation, or a person at work, is known: asked on the form, and not guessed.
SIRET, RNA, FOREIGN, NO_NUMBER = IDENTITIES = ('siret', 'rna', 'foreign', 'none')
# Countries, as ISO has them, where who is at work has a SIRET: France and what is overseas.
WITH_SIRET = frozenset({'FR', 'GP', 'MQ', 'GF', 'RE', 'YT', 'PM', 'BL', 'MF'})
# Whose letters go by postcodes of France.
WITH_FRENCH_POSTCODE = WITH_SIRET | {'MC', 'NC', 'PF', 'WF'}
# A W, the prefecture or sub-prefecture (Corsica and overseas have a letter), and seven digits.
_RNA = re.compile(r'W[0-9][0-9A-Z][0-9]{7}')
_SEPARATORS = re.compile(r'[\s./-]+')
_ANY_NUMBER = re.compile(r'(?=.*[0-9])[0-9A-Za-z ./-]{2,30}')
_NUMBERS = {'BE': be_number, 'CH': ch_number}


def normalise_rna(number):
    """The RNA of an association without separators; anything else is left as typed.

    :param str number: what was typed, such as ``W 842 001 234``.
    """
    compact = _SEPARATORS.sub('', number).upper()
    return compact if is_rna(compact) else number


def is_rna(number):
    """Whether ``number`` looks like one of the national register of associations."""
    return bool(_RNA.fullmatch(number or ''))


def identify(identity, number, country):
    """What one is known by, from what was chosen and typed.

    A SIRET and an RNA are told apart by the number itself, whichever was chosen.

    :param str identity: one of `IDENTITIES`; empty: SIRET in France, else the number, if any.
    :param str number: as typed.
    :param str country: ISO code.
    :return: (one of `IDENTITIES`, number or ``False``)
    :raise ValueError: if the number is none of this kind, or is lacking.
    """
    number = plain_code(number or '')
    if not identity:
        identity = SIRET if country in WITH_SIRET else FOREIGN if number else NO_NUMBER
    if identity == NO_NUMBER:
        return NO_NUMBER, False
    for kind, clean, fits in ((SIRET, normalise_siret, is_siret), (RNA, normalise_rna, is_rna)):
        if fits(known := clean(number)):
            return kind, known
    if identity != FOREIGN or country in WITH_SIRET or not _ANY_NUMBER.fullmatch(number):
        raise ValueError(number)
    return FOREIGN, _foreign(number, country)


def _foreign(number, country):
    known = _NUMBERS.get(country)
    if not known:
        return number
    try:
        return known.validate(number)
    except exceptions.ValidationError as error:
        raise ValueError(number) from error


def buys_for_work(partner):
    """Whether an organisation or a person buys for work: prices are shown HT first.

    What was answered counts; who was never asked is a professional as an organisation, or with a
    SIRET or a VAT number.

    :param partner: one `res.partner`, of an organisation or in its own name.
    :rtype: bool
    """
    commercial = partner.commercial_partner_id
    if commercial.perles_professional:
        return commercial.perles_professional == 'yes'
    return bool(commercial.is_company or commercial.company_registry or commercial.vat)


def said_digits(text):
    """The digits that a telephone or a SIRET is known by, or ``''`` for what is no number.

    :param str text: such as ``06.12.34.56.78``, ``+33 (0)6 12 34 56 78`` or ``983 939 224 00017``.
    :return: such as ``612345678``: what every way of writing it holds
    """
    text = plain_code(text)
    if not NUMBER.fullmatch(text):
        return ''
    digits = re.sub(r'[^0-9+]', '', text)
    if len(digits) < SIRET_LENGTH:
        digits = BEFORE_THE_NUMBER.sub('', digits)
    digits = digits.replace('+', '')
    return digits if len(digits) >= FEWEST_DIGITS else ''
