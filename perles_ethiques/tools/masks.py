"""Bit masks: a set of criteria as one number that a database compares."""

# A value is one bit of a bigint; two values of a criterion may share one.
BITS = 63


def bit(value_id):
    """Mask of one value of a criterion."""
    return 1 << value_id % BITS


def signed(mask):
    """The same bits as PostgreSQL writes a bigint."""
    return mask - (1 << 64) if mask >= 1 << 63 else mask
