"""Quantities and prices in the language of who reads them: “300 pieces”, “7.5 g”, “€ 0.0125”."""

from babel.numbers import format_decimal

from odoo.tools.misc import babel_locale_parse

from .units import GRAMS, PIECES, STRANDS

# The smallest part of a currency that is told of the price of one unit.
SHOWN = 1e-4
# What stands behind a number that tells a place, raised: “1ᵉʳ”, “2ᵉ”.
FRENCH_FIRST, FRENCH_ORDINAL = 'ᵉʳ', 'ᵉ'
ENGLISH_ORDINALS = {1: 'st', 2: 'nd', 3: 'rd'}


def number_words(env, number):
    """A number without a zero behind the last digit that counts.

    :param env: `Environment` of the reader, for the language.
    :param float number: of which hundredths are shown.
    """
    return format_decimal(number, '#,##0.##', locale=babel_locale_parse(env.lang or 'en_US'))


def ordinal_words(env, number):
    """A place in a row: “5th”; in French “1ᵉʳ”, then “5ᵉ”. Their one home, for pages and mails.

    :param env: `Environment` of the reader, for the language.
    :param int number: from 1.
    """
    if (env.lang or '').startswith('fr'):
        return f"{number}{FRENCH_FIRST if number == 1 else FRENCH_ORDINAL}"
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else ENGLISH_ORDINALS.get(number % 10, 'th')}"


def quantity_words(env, quantity, unit):
    """A quantity with its unit.

    :param env: `Environment` of the reader, for the language.
    :param float quantity: in ``unit``.
    :param str unit: one of `tools.units.UNITS`.
    """
    if quantity == 1 and unit != GRAMS:
        return env._("1 strand") if unit == STRANDS else env._("1 piece")
    number = number_words(env, quantity)
    return {
        PIECES: env._("%s pieces", number),
        GRAMS: env._("%s g", number),
        STRANDS: env._("%s strands", number),
    }[unit]


def unit_price_words(env, price, currency):
    """The price of one unit, with the parts of a cent that a gram may cost.

    What is read is what will be billed: 0.0125 € is not told as 0.01 €.

    :param env: `Environment` of the reader, for the language.
    :param float price: in ``currency``, with or without tax.
    :param currency: one `res.currency`.
    """
    if abs(price - currency.round(price)) < SHOWN / 2:
        return currency.with_env(env).format(price)
    locale = babel_locale_parse(env.lang or 'en_US')
    number = format_decimal(price, '#,##0.00##', locale=locale)
    words = (number, currency.symbol)
    return '\N{NO-BREAK SPACE}'.join(words if currency.position == 'after' else words[::-1])
