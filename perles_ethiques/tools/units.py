"""Pieces, grams and strands: what beads are counted in, and how they compare."""

from math import floor, isfinite

PIECES, GRAMS, STRANDS = 'pieces', 'grams', 'strands'
UNITS = (PIECES, GRAMS, STRANDS)
# Below this, a quantity is what rounding left behind.
NEGLIGIBLE = 1e-6


def pieces_in(unit, per_gram=0.0, per_strand=0.0):
    """Pieces in one unit, or 0 when nobody has measured it.

    :param str unit: one of `UNITS`.
    :param float per_gram: pieces in a gram.
    :param float per_strand: pieces in a strand.
    """
    return {PIECES: 1.0, GRAMS: per_gram, STRANDS: per_strand}[unit]


def convert(quantity, source, target, per_gram=0.0, per_strand=0.0):
    """A quantity in another unit, or ``None`` when a measure is missing: never a guess.

    :param float quantity: in ``source``.
    :param source: one of `UNITS`; anything else is not counted by the house, hence ``None``.
    """
    if source not in UNITS or target not in UNITS:
        return None
    if source == target:
        return quantity
    pieces = pieces_in(source, per_gram, per_strand)
    each = pieces_in(target, per_gram, per_strand)
    return quantity * pieces / each if pieces and each else None


def rounded_down(quantity, unit):
    """What can be delivered of a quantity: whole pieces and strands, hundredths of a gram."""
    each = _each(unit)
    return floor(quantity * each + NEGLIGIBLE) / each


def is_whole(quantity, unit):
    """Whether exactly this can be delivered: whole pieces and strands, hundredths of a gram.

    Nothing is forgiven: what is typed as 1.0000009 pieces is no number of pieces.

    :param float quantity: in ``unit``; what is no number, or has no end, cannot be delivered.
    """
    each = _each(unit)
    return isfinite(quantity) and round(quantity * each) / each == quantity


def _each(unit):
    """The parts of one unit that are still delivered."""
    return 100 if unit == GRAMS else 1


def millimetres(number):
    """A size without useless zeros: 7.5, 8."""
    return f'{number:.2f}'.rstrip('0').rstrip('.')
