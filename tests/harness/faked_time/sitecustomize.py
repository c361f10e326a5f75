"""Loaded by every Python that lives at another time: there, `time.sleep` has to be repaired.

Python sleeps until a date of the monotonic clock. libfaketime shifts that date although it was
asked to leave this clock alone, and the sleep fails: the clocks of Odoo would die at once.
"""

import select
import time


def _sleep(seconds):
    select.select([], [], [], seconds)


time.sleep = _sleep
