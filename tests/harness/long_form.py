"""Tests that measure have two forms: a short one in every run, a long one on demand."""

import os


def pick(short, long):
    """Return `long` under `make load` and `make bench`, `short` under `make test`."""
    return long if os.environ.get('PERLES_LONG') else short
