"""CIEDE2000 against the pairs published with the formula, and the tolerances in words."""
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools.colour import (
    CLOSE,
    EXACT,
    TOLERANCES,
    WIDE,
    accepted,
    ciede2000,
    distance,
    in_words,
    lab,
)

# Sharma, Wu, Dalal (2005), table 1: the 34 pairs, L*, a*, b*, L*, a*, b*, distance
SHARMA = """
50.0000 2.6772 -79.7751 50.0000 0.0000 -82.7485 2.0425
50.0000 3.1571 -77.2803 50.0000 0.0000 -82.7485 2.8615
50.0000 2.8361 -74.0200 50.0000 0.0000 -82.7485 3.4412
50.0000 -1.3802 -84.2814 50.0000 0.0000 -82.7485 1.0000
50.0000 -1.1848 -84.8006 50.0000 0.0000 -82.7485 1.0000
50.0000 -0.9009 -85.5211 50.0000 0.0000 -82.7485 1.0000
50.0000 0.0000 0.0000 50.0000 -1.0000 2.0000 2.3669
50.0000 -1.0000 2.0000 50.0000 0.0000 0.0000 2.3669
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0009 7.1792
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0010 7.1792
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0011 7.2195
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0012 7.2195
50.0000 -0.0010 2.4900 50.0000 0.0009 -2.4900 4.8045
50.0000 -0.0010 2.4900 50.0000 0.0010 -2.4900 4.8045
50.0000 -0.0010 2.4900 50.0000 0.0011 -2.4900 4.7461
50.0000 2.5000 0.0000 50.0000 0.0000 -2.5000 4.3065
50.0000 2.5000 0.0000 73.0000 25.0000 -18.0000 27.1492
50.0000 2.5000 0.0000 61.0000 -5.0000 29.0000 22.8977
50.0000 2.5000 0.0000 56.0000 -27.0000 -3.0000 31.9030
50.0000 2.5000 0.0000 58.0000 24.0000 15.0000 19.4535
50.0000 2.5000 0.0000 50.0000 3.1736 0.5854 1.0000
50.0000 2.5000 0.0000 50.0000 3.2972 0.0000 1.0000
50.0000 2.5000 0.0000 50.0000 1.8634 0.5757 1.0000
50.0000 2.5000 0.0000 50.0000 3.2592 0.3350 1.0000
60.2574 -34.0099 36.2677 60.4626 -34.1751 39.4387 1.2644
63.0109 -31.0961 -5.8663 62.8187 -29.7946 -4.0864 1.2630
61.2901 3.7196 -5.3901 61.4292 2.2480 -4.9620 1.8731
35.0831 -44.1164 3.7933 35.0232 -40.0716 1.5901 1.8645
22.7233 20.0904 -46.6940 23.0331 14.9730 -42.5619 2.0373
36.4612 47.8580 18.3852 36.2715 50.5065 21.2231 1.4146
90.8027 -2.0831 1.4410 91.1528 -1.6435 0.0447 1.4441
90.9257 -0.5406 -0.9208 88.6381 -0.8985 -0.7239 1.5381
6.7747 -0.2908 -2.4247 5.8714 -0.0985 -2.2286 0.6377
2.0776 0.0795 -1.1350 0.9033 -0.0636 -0.5514 0.9082
"""
PAIRS = [tuple(map(float, line.split())) for line in SHARMA.strip().splitlines()]
SHADES = st.integers(0, 0xFFFFFF).map(lambda number: f'#{number:06x}')


@pytest.mark.parametrize('pair', PAIRS)
def test_published_pairs(pair):
    assert ciede2000(pair[:3], pair[3:6]) == pytest.approx(pair[6], abs=5e-5)
    assert ciede2000(pair[3:6], pair[:3]) == pytest.approx(pair[6], abs=5e-5)


def test_all_published_pairs_are_there():
    assert len(PAIRS) == 34


@pytest.mark.parametrize(('colour', 'expected'), [
    ('#ffffff', (100, 0, 0)), ('#000000', (0, 0, 0)), ('FF0000', (53.24, 80.09, 67.20)),
    ('#0000ff', (32.30, 79.19, -107.86)), ('#00ff00', (87.73, -86.18, 83.18)),
])
def test_lab_of_srgb(colour, expected):
    assert lab(colour) == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize('colour', [None, False, '', 'blue', '#12', '#12345g', '#1234567'])
def test_what_is_no_colour(colour):
    assert lab(colour) is None
    assert distance(colour, '#ffffff') is None


@given(SHADES, SHADES)
def test_distance_is_one_of_a_pair(first, second):
    assert distance(first, first) == pytest.approx(0, abs=1e-6)
    assert distance(first, second) == pytest.approx(distance(second, first))
    assert distance(first, second) >= 0


def test_in_words():
    assert [in_words(gap) for gap in (0, 2, 2.1, 15, 15.1, 25, 25.1)] == [
        EXACT, EXACT, CLOSE, CLOSE, WIDE, WIDE, None,
    ]


COLOURS = {
    'duck': '#0e6673', 'teal': '#147a7e', 'petrol': '#17515f', 'turquoise': '#30b7b2',
    'royal': '#2450a8', 'red': '#b3202c', 'mixed': False,
}


@pytest.mark.clause('000-31')
def test_tolerance_opens_by_steps():
    assert accepted('duck', COLOURS, EXACT) == {'duck'}
    close, wide = (accepted('duck', COLOURS, tolerance) for tolerance in (CLOSE, WIDE))
    assert 'teal' in close and 'turquoise' not in close
    assert close | {'royal'} == wide and 'royal' not in close
    assert 'mixed' not in wide


def test_colour_without_a_shade_is_only_itself():
    assert accepted('mixed', COLOURS, WIDE) == {'mixed'}


def test_unknown_tolerance():
    with pytest.raises(KeyError):
        accepted('duck', COLOURS, 'vague')


@given(SHADES, st.dictionaries(st.integers(1, 9), SHADES))
def test_wider_accepts_no_less(shade, colours):
    colours = {0: shade, **colours}
    sets = [accepted(0, colours, tolerance) for tolerance in TOLERANCES]
    assert sets[0] <= sets[1] <= sets[2]
