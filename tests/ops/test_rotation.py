"""Which backups are kept: days, weeks and months, counted by an independent oracle."""

import os
import subprocess
from datetime import date, timedelta

import pytest

from tests.harness import pick
from tests.ops.production import SCRIPTS

FIRST = date(2026, 11, 21)
DAYS = pick(120, 800)


def keep(names, **env):
    """What the script keeps of the names."""
    done = subprocess.run(
        ['bash', SCRIPTS / 'keep.sh'], input='\n'.join(names), text=True, capture_output=True,
        check=True, env={**os.environ, **env},
    )
    return done.stdout.split()


def name(day, hour='013000'):
    return f'{day}T{hour}Z'


def newest_of(days, bucket, count):
    """The newest day of each bucket, for the last buckets."""
    last = {}
    for day in sorted(days):
        last[bucket(day)] = day
    return set(sorted(last.values())[-count:])


def oracle(days):
    """Seven days, four weeks, twelve months."""
    return (
        newest_of(days, lambda day: day, 7)
        | newest_of(days, lambda day: day.isocalendar()[:2], 4)
        | newest_of(days, lambda day: (day.year, day.month), 12)
    )


def test_a_backup_a_day():
    """Day after day, what is kept of what was kept: never less than the rule promises."""
    kept = []
    ever = []
    for day in (FIRST + timedelta(days=number) for number in range(DAYS)):
        ever.append(day)
        kept = keep([*kept, name(day)])
        assert set(kept) == {name(day) for day in oracle(ever)}
    assert len(kept) <= 7 + 4 + 12


def test_whole_history_at_once():
    """Two years of daily backups found at once, whatever their order."""
    days = [FIRST + timedelta(days=number) for number in range(730)]
    assert set(keep([name(day) for day in reversed(days)])) == {name(day) for day in oracle(days)}


def test_after_a_long_absence_nothing_is_lost():
    """Backups two years old are the last ones: the calendar alone drops none."""
    old = [name(FIRST + timedelta(days=number)) for number in range(7)]
    assert sorted(keep([*old, name(FIRST + timedelta(days=900))])) == [
        *old[1:], name(FIRST + timedelta(days=900)),
    ]


def test_all_of_the_last_day():
    """The one before the upgrade, and the one after; of the day before, the newest."""
    yesterday = [name(FIRST, hour) for hour in ('013000', '120000')]
    today = [name(FIRST + timedelta(days=1), hour) for hour in ('013000', '100000', '110000')]
    assert sorted(keep([*yesterday, *today])) == [yesterday[1], *today]


@pytest.mark.parametrize('names', [[], [name(FIRST)]])
def test_nothing_and_one(names):
    assert keep(names) == names


def test_other_numbers():
    """The numbers are variables."""
    days = [FIRST + timedelta(days=number) for number in range(60)]
    kept = keep([name(day) for day in days], KEEP_DAYS='2', KEEP_WEEKS='0', KEEP_MONTHS='0')
    assert set(kept) == {name(day) for day in days[-2:]}

