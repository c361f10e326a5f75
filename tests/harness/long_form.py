"""Races and measures have two forms: the races run short in every test run, all on demand."""

import os


def pick(short, long):
    """Return `long` under `make load` and `make bench`, else `short`."""
    return long if os.environ.get('PERLES_LONG') else short
