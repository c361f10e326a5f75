"""A wrong value is refused with a ValueError that names it, never silently bent."""
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from tools.calendars import (
    Duration,
    OpeningHours,
    add_days,
    add_hours,
    add_months,
    add_working_hours,
    anniversary,
    count_days,
    deadline,
    easter,
    is_public_holiday,
    is_working_day,
    paris_at,
    paris_date,
    period_number,
    postpone,
    rolled_over,
    start_of_day,
    window_before,
)

DAY = date(2026, 12, 1)
NOW = datetime(2026, 12, 1, 12, tzinfo=ZoneInfo('Europe/Paris'))
HOURS, DAYS = Duration(48, 'hours'), Duration(3, 'days')

REFUSALS = {
    'negative duration': lambda: Duration(-1, 'days'),
    'boolean duration': lambda: Duration(True, 'days'),
    'fraction of an hour': lambda: Duration(1.5, 'hours'),
    'unknown unit': lambda: Duration(1, 'fortnights'),
    'opening after closing': lambda: OpeningHours(18, 10),
    'open for less than a minute': lambda: OpeningHours(9, 9.001),
    'closing after midnight': lambda: OpeningHours(10, 25),
    'unknown working calendar': lambda: OpeningHours(10, 18, 'weeks'),
    'hours from a day': lambda: deadline(DAY, HOURS),
    'hours rolled over': lambda: deadline(NOW, HOURS, roll_over=True),
    'hours paused': lambda: deadline(NOW, HOURS, pauses=[(DAY, DAY)]),
    'text as an event': lambda: deadline('2026-12-01', DAYS),
    'instant as a day': lambda: add_days(NOW, 1),
    'half a day': lambda: add_days(DAY, 0.5),
    'half a working day': lambda: add_days(DAY, 0.5, 'ouvres'),
    'unknown calendar': lambda: add_days(DAY, 0, 'working'),
    'instant in months': lambda: add_months(NOW, 1),
    'fraction of a month': lambda: add_months(DAY, 1.5),
    'day in hours': lambda: add_hours(DAY, 1),
    'negative working hours': lambda: add_working_hours(NOW, -1),
    'instant as a working day': lambda: is_working_day(NOW),
    'unknown calendar of a day': lambda: is_working_day(DAY, 'months'),
    'instant as a holiday': lambda: is_public_holiday(NOW),
    'unknown calendar of a roll-over': lambda: rolled_over(DAY, 'weeks'),
    'day counted backwards': lambda: count_days(DAY, date(2026, 11, 30)),
    'pause that ends before it starts': lambda: postpone(DAY, DAY, [(DAY, date(2026, 11, 1))]),
    'date of a day': lambda: paris_date(DAY),
    'start of an instant': lambda: start_of_day(NOW),
    'hour 25': lambda: paris_at(DAY, 25),
    'hour before midnight': lambda: paris_at(DAY, -1),
    'Easter before its calendar': lambda: easter(1582),
    'negative anniversary': lambda: anniversary(DAY, -1),
    'periods without length': lambda: anniversary(DAY, 1, months=0),
    'day before the first period': lambda: period_number(DAY, date(2026, 11, 30)),
    'empty window': lambda: window_before(DAY, DAYS, Duration(1, 'weeks')),
    'window in hours': lambda: window_before(DAY, HOURS, HOURS),
}


@pytest.mark.parametrize('refused', REFUSALS.values(), ids=REFUSALS)
def test_refusal(refused):
    with pytest.raises(ValueError):
        refused()
