"""The time that a site lives at: another one than ours, and one that can be turned."""

import os
from datetime import datetime, timezone
from pathlib import Path

from bootstrap import system

# Programs look at the clock again after a second, counted in whole ones.
CACHE = 2.1
REPAIRS = Path(__file__).parent / 'faked_time'


class Clock:
    """An instant in a file, which the programs that live at it read again each second.

    It is kept as an offset: programs started one after the other agree on the time.
    """

    def __init__(self, path, instant):
        self.path = path
        self.turn(instant)

    def turn(self, instant):
        """Set the clock.

        :param str instant: UTC, `2027-01-05 09:00:00`
        """
        self.offset = datetime.fromisoformat(f'{instant}+00:00') - datetime.now(timezone.utc)
        draft = self.path.with_suffix('.part')
        draft.write_text(f'{self.offset.total_seconds():+.0f}\n', encoding='utf-8')
        # PostgreSQL runs as somebody else
        draft.chmod(0o644)
        draft.rename(self.path)

    def now(self):
        """Return the time that the clock shows, UTC and naive as Odoo keeps it."""
        return (datetime.now(timezone.utc) + self.offset).replace(tzinfo=None)

    def variables(self, odoo):
        """Return the variables under which programs live at this time.

        :param odoo: the Odoo that is to run, whose own path is kept
        """
        return {
            'LD_PRELOAD': system.faketime_library(),
            'FAKETIME_TIMESTAMP_FILE': str(self.path),
            # Not at each call: who is interrupted while the file is read may wait for ever.
            'FAKETIME_CACHE_DURATION': '1',
            # Workers measure their time limits with this clock: it has to stay true.
            'FAKETIME_DONT_FAKE_MONOTONIC': '1',
            'PYTHONPATH': os.pathsep.join((str(REPAIRS), str(odoo.home))),
        }
