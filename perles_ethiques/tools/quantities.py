"""Quantities in the language of who reads them: “300 pieces”, “7.5 g”, “1 strand”."""

from babel.numbers import format_decimal

from odoo.tools.misc import babel_locale_parse

from .units import GRAMS, PIECES, STRANDS


def number_words(env, number):
    """A number without a zero behind the last digit that counts.

    :param env: `Environment` of the reader, for the language.
    :param float number: of which hundredths are shown.
    """
    return format_decimal(number, '#,##0.##', locale=babel_locale_parse(env.lang or 'en_US'))


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
