"""Quantities, prices and days in the language of who reads them: “300 pieces”, “€ 0.0125”."""

import re

from babel.numbers import format_decimal

from odoo.tools.misc import babel_locale_parse, format_date, get_lang

from .units import GRAMS, NEGLIGIBLE, PIECES, STRANDS
from .uoms import unit_of

# The smallest part of a currency that is told of the price of one unit.
SHOWN = 1e-4
# What stands behind a number that tells a place, raised: “1ᵉʳ”, “2ᵉ”.
FRENCH_FIRST, FRENCH_ORDINAL = 'ᵉʳ', 'ᵉ'
ENGLISH_ORDINALS = {1: 'st', 2: 'nd', 3: 'rd'}
# The first day of a month, which French alone tells as a place: “1er décembre”.
FIRST_OF_MONTH = re.compile(
    r'(?<![\d.,:/-])1(?=[ \xa0](?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc))'
)


def number_words(env, number):
    """A number without a zero behind the last digit that counts.

    :param env: `Environment` of the reader, for the language.
    :param float number: of which hundredths are shown.
    """
    return format_decimal(number, '#,##0.##', locale=babel_locale_parse(env.lang or 'en_US'))


def first_of_month(text, lang):
    """A text with a day in it, whose first of a month is told as French does: “1er décembre”.

    :param str lang: code of the language of the text, such as ``fr_FR``.
    """
    return FIRST_OF_MONTH.sub('1er', text) if text and (lang or '').startswith('fr') else text


def tell_firsts(mail, lang):
    """Have a mail tell the first of a month as a page does; written only if it names one.

    :param mail: one `mail.mail`, rendered.
    :param str lang: code of the language that it was rendered in.
    """
    for name in ('subject', 'body', 'body_html'):
        if (words := first_of_month(mail[name], lang)) != mail[name]:
            mail[name] = words


def day_words(env, day, date_format='d MMMM y'):
    """A day in words: “1 December 2026”.

    :param env: `Environment` of the reader, for the language.
    :param day: a date, or nothing.
    :param str date_format: a pattern of Unicode.
    """
    return first_of_month(format_date(env, day, date_format=date_format), get_lang(env).code)


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
    if not quantity and unit != GRAMS:
        # none is one in French, and many in English
        return env._("0 strands") if unit == STRANDS else env._("0 pieces")
    number = number_words(env, quantity)
    return {
        PIECES: env._("%s pieces", number),
        GRAMS: env._("%s g", number),
        STRANDS: env._("%s strands", number),
    }[unit]


def part_words(env, part, whole, words):
    """A quantity of which there is a part: “25 of 40 pieces”; the whole alone if it is all of it.

    :param env: `Environment` of the reader, for the language.
    :param float part: 0 for none to be told.
    :param float whole: in the same unit.
    :param str words: of the whole, with its unit.
    """
    if not NEGLIGIBLE < part < whole - NEGLIGIBLE:
        return words
    return env._("%(part)s of %(whole)s", part=number_words(env, part), whole=words)


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


# === The price of one unit, with its tax and what it is the price of (000-01, 000-02) ===
# Consumers, and whoever is not signed in, read prices all included; who buys for work reads them
# without VAT, and all included beside.

def each_words(page, uom=None):
    """What a price is the price of: “a piece”, “a gram”; nothing for a service.

    :param page: one `product.template`, in the language of the reader.
    :param uom: the `uom.uom` of the price; the one of the product by default.
    :rtype: str
    """
    page.ensure_one()
    if not page.is_storable:
        return ''
    env, uom = page.env, (uom or page.uom_id).sudo()
    return {
        PIECES: env._("a piece"), GRAMS: env._("a gram"), STRANDS: env._("a strand"),
    }.get(unit_of(uom)) or f'/ {uom.name}'


def amounts_of(price, taxes, currency, product=None, partner=None):
    """`compute_all` of one unit, in parts of a cent: a gram may cost less than one.

    :param float price: HT or TTC, as its taxes say.
    :param taxes: `account.tax` records.
    :return: dict of `compute_all`
    """
    return taxes.with_context(round_base=False).compute_all(
        price, currency, 1, product, partner, rounding_method='round_globally',
    )


def billed_amounts(price, product_taxes, taxes, currency, product, partner=None):
    """The amounts of one unit, in parts of a cent, as an order bills it.

    :param float price: as a page or a list says it, with what of its taxes is included.
    :param product_taxes: the `account.tax` records of the page.
    :param taxes: those that the customer pays, once the fiscal position is asked.
    :param product: a `product.product` or a `product.template`.
    :return: dict of `compute_all`
    """
    price = product.env['product.product']._get_tax_included_unit_price_from_price(
        price, product_taxes, product_taxes_after_fp=taxes,
    )
    return amounts_of(price, taxes, currency, product, partner)


def price_words(page, price, taxes, currency, bare, uom=None):
    """The price of one unit, in the words of its reader.

    :param page: one `product.template`, in the language of the reader.
    :param float price: without VAT if `bare`, all included else; in parts of a cent.
    :param taxes: the `account.tax` records that it bears.
    :param currency: one `res.currency`.
    :param bool bare: whether the reader buys for work.
    :param uom: the `uom.uom` of the price; the one of the product by default.
    :return: dict of words: ``amount`` (“€ 0.42 excl. VAT”), ``each`` (“a piece”), ``other``
        (“€ 0.50 incl. VAT” for who buys for work, else nothing)
    """
    env, each = page.env, each_words(page, uom)
    words = unit_price_words(env, price, currency)
    if not bare:
        return {'amount': env._("%s incl. VAT", words), 'each': each, 'other': ''}
    full = amounts_of(price, taxes.with_context(force_price_include=False), currency)
    total = unit_price_words(env, full['total_included'], currency)
    return {
        'amount': env._("%s excl. VAT", words), 'each': each,
        'other': env._("%s incl. VAT", total),
    }


def price_line(page, price, taxes, currency, bare, uom=None):
    """What `price_words` says, in a line: “€ 0.42 excl. VAT a piece (€ 0.50 incl. VAT)”."""
    words = price_words(page, price, taxes, currency, bare, uom)
    other = words['other'] and f"({words['other']})"
    return ' '.join(filter(None, (words['amount'], words['each'], other)))
