"""Numbers as French hands type them: understood for sure, or refused with the reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools.typed_numbers import (
    NO_NUMBER,
    NOT_WHOLE,
    OTHER_UNIT,
    TOO_FINE,
    UNSURE,
    WITH_TAX,
    Unread,
    read_number,
    read_price,
    read_quantity,
    read_size,
)
from tools.units import GRAMS, PIECES, STRANDS

HUNDREDTHS = st.integers(0, 10**11)
SPACES = (' ', '\u00a0', '\u202f', '\u2009')


def _reason(read, *typed, **options):
    with pytest.raises(Unread) as refused:
        read(*typed, **options)
    return refused.value.reason


def _french(cents, space):
    return f'{cents // 100:,}'.replace(',', space) + f',{cents % 100:02}'


# === FOR SURE === #

@given(HUNDREDTHS, st.sampled_from(SPACES))
def test_what_french_writes_is_read(cents, space):
    assert read_number(_french(cents, space)) == cents / 100
    assert read_quantity(_french(cents, space) + ' g') == (cents / 100, GRAMS)
    assert read_price(_french(cents, space) + '\u00a0€') == cents / 100


@given(HUNDREDTHS)
def test_what_a_machine_writes_is_read(cents):
    assert read_number(f'{cents / 100:.2f}') == round(cents / 100, 2)


@given(st.integers(1000, 10**12), st.sampled_from('., '))
def test_groups_of_pieces_are_pieces(number, separator):
    typed = f'{number:,}'.replace(',', separator)
    assert read_quantity(typed) == (number, PIECES)


@given(st.text(st.sampled_from("0123456789.,' \u00a0gmk€-e+²"), max_size=12))
def test_never_two_readings(typed):
    """What is read in both ways of writing is the same number in both."""
    try:
        number = read_number(typed)
    except Unread:
        return
    swapped = typed.translate(str.maketrans('.,', ',.'))
    assert read_number(swapped) == number
    assert 0 <= number == round(number, 2)


# === THE TABLE === #

@pytest.mark.parametrize(('typed', 'unit', 'kept'), [
    ("1 500", PIECES, (1500, PIECES)), ("1.500", PIECES, (1500, PIECES)),
    ("250 g", PIECES, (250, GRAMS)), ("250g", GRAMS, (250, GRAMS)),
    ("12,5 grammes", GRAMS, (12.5, GRAMS)), ("1,5 kg", PIECES, (1500, GRAMS)),
    ("3 fils", STRANDS, (3, STRANDS)), ("20 pièces", PIECES, (20, PIECES)),
    ("20 pcs.", PIECES, (20, PIECES)), ("1’500", PIECES, (1500, PIECES)),
    ("1.500,25", GRAMS, (1500.25, GRAMS)), ("0.500", GRAMS, (0.5, GRAMS)),
])
def test_a_quantity(typed, unit, kept):
    assert read_quantity(typed, unit) == kept


@pytest.mark.parametrize(('typed', 'unit', 'reason'), [
    ("12,5", PIECES, NOT_WHOLE), ("0,5", STRANDS, NOT_WHOLE), ("1.500", GRAMS, UNSURE),
    ("1,500", GRAMS, UNSURE), ("1,2345", GRAMS, TOO_FINE), ("3 fils", GRAMS, OTHER_UNIT),
    ("20 pièces", STRANDS, OTHER_UNIT), ("5 mètres", PIECES, NO_NUMBER), ("1e3", PIECES, NO_NUMBER),
    ("-5", PIECES, NO_NUMBER), ("1 50", PIECES, NO_NUMBER), ("10²", PIECES, NO_NUMBER),
    ("½", GRAMS, NO_NUMBER), ("5,", GRAMS, NO_NUMBER), ("NaN", PIECES, NO_NUMBER),
    ("1 500.000", PIECES, UNSURE), ("1.50.000", PIECES, NO_NUMBER), ("", PIECES, NO_NUMBER),
    ("1" * 40, PIECES, NO_NUMBER), ("٣", PIECES, NO_NUMBER), ("€ 5", PIECES, NO_NUMBER),
])
def test_no_quantity(typed, unit, reason):
    assert _reason(read_quantity, typed, unit) == reason


def test_a_size():
    assert [read_size(typed) for typed in ("6 mm", "7,5mm", "1 cm", "8")] == [6, 7.5, 10, 8]
    assert _reason(read_size, "6 g") == NO_NUMBER
    assert _reason(read_size, "6-8") == NO_NUMBER


def test_a_price():
    for typed in ("0,25 €", "0.25", "€ 0,25", "0,25€ HT", "25 centimes", "0,25 € la pièce",
                  "0,25 €/pièce HT", "0,25 EUR"):
        assert read_price(typed) == 0.25, typed
    assert read_price("12 €/g", GRAMS) == 12
    assert _reason(read_price, "0,25 € TTC") == WITH_TAX
    assert _reason(read_price, "0,25 €/g") == OTHER_UNIT
    assert _reason(read_price, "0,125 €") == TOO_FINE
    assert _reason(read_price, "1.250 €") == UNSURE
    assert _reason(read_price, "5 $") == NO_NUMBER
