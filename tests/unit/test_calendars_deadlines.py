"""Every dated example of the clauses that is one delay counted from one event.

The first value of each case is the clause row it comes from (`0` is section 0).
"""
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tools.calendars import Duration, OpeningHours, deadline


def day(text):
    return date.fromisoformat(text)


def paris(text):
    """What the clocks of Paris show, as an aware datetime."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo('Europe/Paris'))


def utc(text):
    return paris(text).astimezone(ZoneInfo('UTC')).replace(tzinfo=None)


# Row, event, number, unit, rolled over, last day.
IN_DAYS = [
    ('000-15', '2028-02-14', 30, 'days', True, '2028-03-15'),
    ('000-17 reminder 1', '2027-12-15', 7, 'days', False, '2027-12-22'),
    ('000-17 reminder 2', '2027-12-15', 15, 'days', False, '2027-12-30'),
    ('000-17 suspension', '2027-12-15', 30, 'days', False, '2028-01-14'),
    ('000-17 closing', '2027-12-15', 60, 'days', False, '2028-02-13'),
    ('000-33', '2026-11-03', 3, 'months', False, '2027-02-03'),
    ('000-33 dormant', '2026-11-03', 5, 'months', False, '2027-04-03'),
    ('000-37', '2026-12-02', 5, 'ouvres', False, '2026-12-09'),
    ('000-39', '2026-12-02', 14, 'days', False, '2026-12-16'),
    ('000-50', '2027-01-12', 42, 'days', False, '2027-02-23'),
    ('000-50 in weeks', '2027-01-12', 6, 'weeks', False, '2027-02-23'),
    ('000-51', '2027-01-14', 42, 'days', False, '2027-02-25'),
    ('000-52', '2027-02-15', 42, 'days', False, '2027-03-29'),
    ('000-58 no grace', '2027-02-23', 0, 'days', False, '2027-02-23'),
    ('000-60', '2027-02-23', 7, 'days', False, '2027-03-02'),
    ('001-09', '2026-12-03', 14, 'days', True, '2026-12-17'),
    ('001-31', '2026-12-01', 30, 'days', False, '2026-12-31'),
    ('001-34', '2027-01-04', 14, 'days', True, '2027-01-18'),
    ('001-35', '2027-01-02', 7, 'days', False, '2027-01-09'),
    ('001-40', '2026-12-04', 3, 'days', False, '2026-12-07'),
    ('001-47', '2026-12-07', 2, 'years', False, '2028-12-07'),
    ('001-49', '2027-01-05', 1, 'months', False, '2027-02-05'),
    ('001-51', '2027-03-10', 2, 'years', False, '2029-03-10'),
    ('001-56 quote', '2026-12-01', 8, 'ouvres', False, '2026-12-11'),
    ('001-57', '2026-12-15', 30, 'days', False, '2027-01-14'),
    ('001-59', '2026-12-07', 14, 'days', True, '2026-12-21'),
    ('001-59 Christmas', '2026-12-11', 14, 'days', True, '2026-12-28'),
    ('001-66', '2026-12-18', 14, 'days', True, '2027-01-04'),
    ('001-69', '2026-12-10', 14, 'days', True, '2026-12-24'),
    ('001-72', '2027-01-20', 2, 'months', False, '2027-03-20'),
    ('001-79', '2027-01-05', 1, 'months', False, '2027-02-05'),
    ('002-09 ouvres', '2026-12-07', 14, 'ouvres', True, '2026-12-28'),
    ('002-09 ouvrables', '2026-12-07', 14, 'ouvrables', True, '2026-12-23'),
    ('002-16 legal', '2027-01-11', 14, 'days', True, '2027-01-25'),
    ('002-16 contract', '2027-01-20', 30, 'days', True, '2027-02-19'),
    ('002-22', '2026-12-05', 1, 'ouvres', False, '2026-12-07'),
    ('002-33', '2026-12-07', 14, 'ouvres', False, '2026-12-28'),
    ('002-36', '2026-12-01', 30, 'ouvres', False, '2027-01-14'),
    ('002-37', '2026-12-01', 8, 'weeks', False, '2027-01-26'),
    ('002-37 override', '2026-12-01', 10, 'weeks', False, '2027-02-09'),
    ('002-53', '2026-12-10', 24, 'months', False, '2028-12-10'),
    ('002-61', '2027-01-20', 30, 'days', True, '2027-02-19'),
    ('003-19', '2026-12-01', 21, 'ouvres', False, '2026-12-31'),
    ('003-25 from', '2026-12-31', 1, 'ouvres', False, '2027-01-04'),
    ('003-25 to', '2026-12-31', 3, 'ouvres', False, '2027-01-06'),
    ('003-31', '2026-12-09', 14, 'days', True, '2026-12-23'),
    ('003-34 contract', '2027-01-05', 14, 'ouvres', True, '2027-01-25'),
    ('003-34 legal', '2026-12-30', 14, 'days', True, '2027-01-13'),
    ('003-39', '2027-01-15', 6, 'months', False, '2027-07-15'),
    ('004-21', '2026-12-04', 2, 'ouvres', False, '2026-12-08'),
    ('004-36', '2026-12-09', 10, 'ouvres', False, '2026-12-23'),
    ('004-38', '2026-12-10', 3, 'days', False, '2026-12-13'),
    ('004-39 deferred', '2026-12-15', 30, 'days', False, '2027-01-14'),
    ('004-45 60 days', '2027-01-10', 60, 'days', False, '2027-03-11'),
    ('004-60', '2026-12-10', 8, 'ouvres', False, '2026-12-22'),
    ('004-67 Sunday', '2026-12-01', 12, 'days', False, '2026-12-13'),
    ('004-77', '2027-01-04', 5, 'days', True, '2027-01-11'),
    ('004-88', '2026-12-10', 3, 'ouvrables', True, '2026-12-14'),
    ('004-88 Christmas', '2026-12-24', 3, 'ouvrables', True, '2026-12-29'),
    ('004-106', '2027-01-10', 10, 'days', False, '2027-01-20'),
    ('004-109', '2026-12-10', 1, 'months', True, '2027-01-11'),
    ('004-127', '2026-12-10', 2, 'months', False, '2027-02-10'),
    ('004-131', '2027-01-11', 15, 'days', True, '2027-01-26'),
    ('004-134', '2026-12-31', 2, 'years', False, '2028-12-31'),
    ('004-135', '2027-01-10', 1, 'months', False, '2027-02-10'),
]

# Row, event, number, unit, opening hours, last instant; hours of the Paris clock.
SHOP_HOURS = OpeningHours(10, 18)
IN_HOURS = [
    ('0 spring', '2027-03-26 12:00', 72, 'hours', None, '2027-03-29 13:00'),
    ('0 autumn', '2027-10-29 12:00', 72, 'hours', None, '2027-11-01 11:00'),
    ('001-19', '2026-12-01 10:00', 48, 'hours', None, '2026-12-03 10:00'),
    ('001-22', '2026-12-01 09:00', 24, 'hours', None, '2026-12-02 09:00'),
    ('001-41', '2026-12-04 16:00', 48, 'working_hours', None, '2026-12-08 16:00'),
    ('001-56', '2026-12-01 15:00', 48, 'working_hours', None, '2026-12-03 15:00'),
    ('002-46', '2026-12-07 14:00', 48, 'hours', None, '2026-12-09 14:00'),
    ('003-18', '2026-12-04 18:00', 24, 'working_hours', None, '2026-12-07 18:00'),
    ('003-26', '2026-12-01 14:59', 3, 'hours', None, '2026-12-01 17:59'),
    ('003-53', '2026-12-04 17:30', 1, 'working_hours', SHOP_HOURS, '2026-12-07 10:30'),
    ('003-53 closing', '2026-12-04 17:00', 1, 'working_hours', SHOP_HOURS, '2026-12-04 18:00'),
    ('003-53 Christmas', '2026-12-24 17:00', 9, 'working_hours', SHOP_HOURS, '2026-12-28 18:00'),
    ('004-72', '2026-12-10 11:00', 48, 'hours', None, '2026-12-12 11:00'),
    ('004-93', '2026-12-10 11:00', 72, 'hours', None, '2026-12-13 11:00'),
    ('004-122', '2026-12-01 14:00', 2, 'hours', None, '2026-12-01 16:00'),
]


@pytest.mark.parametrize(
    ('row', 'event', 'number', 'unit', 'roll_over', 'last'), IN_DAYS, ids=[c[0] for c in IN_DAYS]
)
def test_deadline_in_days(row, event, number, unit, roll_over, last):
    """The last day ends at 23:59:59 in Paris, whatever the hour; the next day opens."""
    duration = Duration(number, unit)
    expected = utc(f'{last} 23:59:59')
    for moment in (day(event), paris(f'{event} 00:00'), paris(f'{event} 23:59')):
        limit = deadline(moment, duration, roll_over=roll_over)
        assert (limit.last, limit.opens) == (expected, expected + timedelta(seconds=1))
        assert limit.day == day(last)


@pytest.mark.parametrize(
    ('row', 'event', 'number', 'unit', 'hours', 'last'), IN_HOURS, ids=[c[0] for c in IN_HOURS]
)
def test_deadline_in_hours(row, event, number, unit, hours, last):
    """The last instant is still in time, a minute later is late."""
    options = {'opening_hours': hours} if hours else {}
    limit = deadline(paris(event), Duration(number, unit), **options)
    assert limit.last == utc(last)
    assert not limit.is_passed(paris(last))
    assert limit.is_passed(paris(last) + timedelta(minutes=1))
