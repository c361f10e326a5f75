"""Pieces, grams and strands: what is compared, and what can be delivered to the letter."""
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools.units import GRAMS, PIECES, STRANDS, UNITS, convert, is_whole, rounded_down


@pytest.mark.parametrize('quantity', [
    1e-9, 9e-7, 1.0000009, 0.9999999, 0.5, 2.5, 1 + 2**-40, float('nan'), float('inf'),
    float('-inf'),
])
@pytest.mark.parametrize('unit', [PIECES, STRANDS])
def test_crumbs_are_no_pieces(quantity, unit):
    assert not is_whole(quantity, unit)


@pytest.mark.parametrize(('quantity', 'is_right'), [
    (0.29, True), (7.5, True), (2.675, False), (0.001, False), (1e-9, False), (1.0000009, False),
    (250.5, True),
])
def test_grams_go_by_the_hundredth(quantity, is_right):
    assert is_whole(quantity, GRAMS) == is_right


@given(st.integers(0, 10**9), st.sampled_from(UNITS))
def test_whole_numbers_are_delivered_in_any_unit(number, unit):
    assert is_whole(float(number), unit)


@given(st.integers(0, 10**9))
def test_every_hundredth_of_a_gram_is_delivered(number):
    assert is_whole(number / 100, GRAMS)
    assert is_whole(float(f'{number // 100}.{number % 100:02}'), GRAMS)


@given(st.floats(0, 1e7), st.sampled_from(UNITS))
def test_what_is_rounded_down_can_be_delivered(quantity, unit):
    assert is_whole(rounded_down(quantity, unit), unit)


@given(st.integers(1, 10**6), st.floats(1e-6, 0.49), st.sampled_from([PIECES, STRANDS]))
def test_whatever_is_added_to_a_piece_is_refused(number, crumb, unit):
    assert not is_whole(number + crumb, unit) or number + crumb == number


@given(
    st.floats(0.01, 1e6), st.sampled_from(UNITS), st.sampled_from(UNITS), st.floats(0.01, 1e3),
    st.floats(0.01, 1e3),
)
def test_there_and_back_again(quantity, source, target, per_gram, per_strand):
    there = convert(quantity, source, target, per_gram, per_strand)
    assert convert(there, target, source, per_gram, per_strand) == pytest.approx(quantity)


@pytest.mark.parametrize('foreign', [False, None, 'dozens'])
def test_what_is_not_counted_is_never_compared(foreign):
    assert convert(10.0, foreign, PIECES) is None
    assert convert(10.0, PIECES, foreign) is None
    assert convert(10.0, foreign, foreign) is None
