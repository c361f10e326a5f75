"""How far two colours are from each other, for the eye: CIEDE2000, and the same in words.

Source: G. Sharma, W. Wu, E. N. Dalal, "The CIEDE2000 Color-Difference Formula", Color Research
and Application 30 (2005); sRGB and CIE L*a*b* (white of daylight D65, observer of 2 degrees).
"""
import re
from functools import lru_cache
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

EXACT, CLOSE, WIDE = 'exact', 'close', 'wide'
# Largest distance that each tolerance accepts. About 1 is just visible side by side.
TOLERANCES = {EXACT: 2.0, CLOSE: 15.0, WIDE: 25.0}
HEX = re.compile(r'#?([0-9a-fA-F]{6})$')
WHITE = (0.95047, 1.0, 1.08883)
TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)


def lab(colour):
    """CIE L*a*b* of a colour, or ``None`` for what is no colour.

    :param str colour: six hexadecimal digits, such as ``#0e6b72``.
    """
    match = HEX.match(str(colour or '').strip())
    if not match:
        return None
    digits = match.group(1)
    light = [_linear(int(digits[at:at + 2], 16) / 255) for at in (0, 2, 4)]
    fx, fy, fz = (
        _cube(sum(part * value for part, value in zip(row, light, strict=True)) / white)
        for row, white in zip(TO_XYZ, WHITE, strict=True)
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _linear(value):
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _cube(value):
    return value ** (1 / 3) if value > 216 / 24389 else (value * 24389 / 27 + 16) / 116


def ciede2000(first, second):
    """CIEDE2000 distance of two colours in CIE L*a*b*.

    :param tuple first: L*, a*, b*.
    :param tuple second: likewise.
    """
    (l1, a1, b1), (l2, a2, b2) = first, second
    grey = 0.5 * (1 - _chroma_share((hypot(a1, b1) + hypot(a2, b2)) / 2))
    (c1, h1), (c2, h2) = _polar(a1 * (1 + grey), b1), _polar(a2 * (1 + grey), b2)
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    turn = _turn(c1, c2, h1, h2)
    hue = _mean_hue(c1, c2, h1, h2)
    step = 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    off = (light - 50) ** 2
    by_light = (l2 - l1) / (1 + 0.015 * off / sqrt(20 + off))
    by_chroma = (c2 - c1) / (1 + 0.045 * chroma)
    by_hue = step / (1 + 0.015 * chroma * _hue_weight(hue))
    twist = -sin(radians(60 * exp(-(((hue - 275) / 25) ** 2)))) * 2 * _chroma_share(chroma)
    return sqrt(by_light ** 2 + by_chroma ** 2 + by_hue ** 2 + twist * by_chroma * by_hue)


def _chroma_share(chroma):
    return sqrt(chroma ** 7 / (chroma ** 7 + 25 ** 7))


def _polar(a, b):
    return hypot(a, b), degrees(atan2(b, a)) % 360 if a or b else 0.0


def _turn(c1, c2, h1, h2):
    """Signed angle from the first hue to the second one, the short way."""
    if not c1 * c2:
        return 0.0
    turn = h2 - h1
    if turn > 180:
        return turn - 360
    return turn + 360 if turn < -180 else turn


def _mean_hue(c1, c2, h1, h2):
    if not c1 * c2:
        return h1 + h2
    if abs(h1 - h2) <= 180:
        return (h1 + h2) / 2
    return (h1 + h2 + 360) / 2 if h1 + h2 < 360 else (h1 + h2 - 360) / 2


def _hue_weight(hue):
    return (
        1 - 0.17 * cos(radians(hue - 30)) + 0.24 * cos(radians(2 * hue))
        + 0.32 * cos(radians(3 * hue + 6)) - 0.20 * cos(radians(4 * hue - 63))
    )


@lru_cache(maxsize=4096)
def distance(first, second):
    """CIEDE2000 distance of two colours written in hexadecimal, ``None`` if one is no colour."""
    first, second = lab(first), lab(second)
    return None if first is None or second is None else ciede2000(first, second)


def in_words(gap):
    """The distance as a word of its own: `EXACT`, `CLOSE`, `WIDE`, or ``None`` when it is far.

    :param float gap: a CIEDE2000 distance.
    """
    return next((word for word, limit in TOLERANCES.items() if gap <= limit), None)


def accepted(wished, colours, tolerance):
    """The colours that a wish accepts besides those it names.

    A colour without a shade (multicoloured, transparent) is only itself.

    :param wished: key of the wished colour.
    :param dict colours: key → hexadecimal colour.
    :param str tolerance: `EXACT`, `CLOSE` or `WIDE`.
    :return: set of keys, the wished one included
    :raise KeyError: if the tolerance is unknown.
    """
    limit = TOLERANCES[tolerance]
    if tolerance == EXACT:
        return {wished}
    gaps = {key: distance(colours.get(wished), shade) for key, shade in colours.items()}
    return {wished} | {key for key, gap in gaps.items() if gap is not None and gap <= limit}
