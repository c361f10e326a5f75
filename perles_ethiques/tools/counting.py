"""Counting from a day or an instant: days in three calendars, months, hours, pauses.

Source: clauses, section 0. The day of the event is never counted; months run date to date
from the origin; hours run on absolute time.
"""
from dataclasses import dataclass
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from .holidays_fr import check_calendar, is_working_day
from .paris import ONE_DAY, check_day, paris_at, paris_date, to_utc


def check_number(number, minimum=None):
    """Return ``number`` if it is a whole number.

    :param int minimum: smallest number allowed, or ``None`` for any.
    :raise ValueError: if it is no ``int`` (``bool`` is none) or lies below ``minimum``.
    """
    if isinstance(number, bool) or not isinstance(number, int):
        raise ValueError(f"A whole number is expected, not {number!r}.")
    if minimum is not None and number < minimum:
        raise ValueError(f"A number from {minimum} up is expected, not {number!r}.")
    return number


def add_days(day, number, calendar='days', *, alsace_moselle=False):
    """The day reached when ``number`` days of ``calendar`` are counted from ``day``.

    Day 1 is the first counted day after ``day``; 0 gives ``day`` itself, even when it is not
    a working day; a negative number counts backwards, for reminders.

    :param date day: day in Paris, not counted.
    :param int number: days of the calendar.
    :param str calendar: ``days``, ``ouvres`` or ``ouvrables``.
    :param bool alsace_moselle: see :func:`.is_public_holiday`.
    :rtype: date
    :raise ValueError: if ``day``, ``number`` or ``calendar`` is not what it should be.
    """
    check_day(day)
    if check_calendar(calendar) == 'days':
        return day + check_number(number) * ONE_DAY
    left = abs(check_number(number))
    step = ONE_DAY if number > 0 else -ONE_DAY
    while left:
        day += step
        left -= is_working_day(day, calendar, alsace_moselle=alsace_moselle)
    return day


def count_days(first, last, calendar='days', *, alsace_moselle=False):
    """How many days of ``calendar`` lie from ``first`` to ``last``, both included.

    :param date first: day in Paris.
    :param date last: day in Paris, not before ``first``.
    :param str calendar: ``days``, ``ouvres`` or ``ouvrables``.
    :param bool alsace_moselle: see :func:`.is_public_holiday`.
    :raise ValueError: if ``last`` lies before ``first``, or a value is not what it should be.
    """
    if check_day(last) < check_day(first):
        raise ValueError(f"The days are counted forwards, not from {first} to {last}.")
    days = (first + number * ONE_DAY for number in range((last - first).days + 1))
    return sum(is_working_day(day, calendar, alsace_moselle=alsace_moselle) for day in days)


def add_months(origin, number):
    """``number`` months after ``origin`` (before it when negative), date to date.

    The last day of the month stands for a day that does not exist. Count from the origin each
    time, never from a previous result, which may have lost the original day.

    :param date origin: day in Paris.
    :rtype: date
    :raise ValueError: if ``origin`` is no date or ``number`` no whole number.
    """
    return check_day(origin) + relativedelta(months=check_number(number))


def end_of_month(day):
    """Last day of the month of ``day``, for "end of month" payment terms (004-45).

    :raise ValueError: if ``day`` is no date.
    """
    return check_day(day) + relativedelta(day=31)


def postpone(event, limit, pauses, calendar='days', *, alsace_moselle=False):
    """``limit`` moved by the days during which its clock stood still (002-38, 001-75).

    Only days of ``calendar`` after the event are given back, and each only once when pauses
    overlap. A pause that starts after the limit, itself already moved, comes too late.

    :param date event: day the clock was started, not counted.
    :param date limit: last day without any pause, before roll-over.
    :param pauses: pairs (first day, last day), both included.
    :param str calendar: ``days``, ``ouvres`` or ``ouvrables``.
    :param bool alsace_moselle: see :func:`.is_public_holiday`.
    :rtype: date
    :raise ValueError: if a pause ends before it starts, or a value is not what it should be.
    """
    check_day(limit)
    free = check_day(event) + ONE_DAY
    for first, last in sorted(pauses):
        count_days(first, last)  # refuses a pause that ends before it starts
        first = max(first, free)
        if first > limit or first > last:
            continue
        lost = count_days(first, last, calendar, alsace_moselle=alsace_moselle)
        limit = add_days(limit, lost, calendar, alsace_moselle=alsace_moselle)
        free = last + ONE_DAY
    return limit


def add_hours(instant, number):
    """``number`` hours later on absolute time: a change of clocks adds or removes nothing.

    :param datetime instant: naive UTC or aware.
    :param int number: hours, backwards when negative.
    :return: naive UTC datetime
    :raise ValueError: if ``instant`` is no datetime or ``number`` no whole number.
    """
    return to_utc(instant) + timedelta(hours=check_number(number))


@dataclass(frozen=True)
class OpeningHours:
    """When the clock of working hours runs: by default all day long, every *jour ouvré*.

    :param float opening: hour of the Paris clock, such as 9.5 for 09:30.
    :param float closing: likewise, up to 24.
    :param str calendar: ``days``, ``ouvres`` or ``ouvrables``.
    :raise ValueError: if the hours are not in order within a day, or the calendar is unknown.
    """

    opening: float = 0.0
    closing: float = 24.0
    calendar: str = 'ouvres'

    def __post_init__(self):
        in_day = 0 <= self.opening <= 24 and 0 <= self.closing <= 24
        # Compared to the minute: a shorter day would never let the clock run.
        if not in_day or round(self.opening * 60) >= round(self.closing * 60):
            raise ValueError(
                f"No day can be open from {self.opening!r} to {self.closing!r} hours."
            )
        check_calendar(self.calendar)

    def on(self, day):
        """Opening and closing of ``day``, naive UTC datetimes."""
        return paris_at(day, self.opening), paris_at(day, self.closing)


ALL_DAY = OpeningHours()


def add_working_hours(instant, number, opening_hours=ALL_DAY, *, alsace_moselle=False):
    """When ``number`` hours of working time have passed since ``instant`` (001-41, 003-53).

    Time used up exactly at closing ends at closing, not at the next opening; 0 hours give the
    first working instant.

    :param datetime instant: naive UTC or aware.
    :param int number: working hours, from 0 up.
    :param OpeningHours opening_hours: when the clock runs.
    :param bool alsace_moselle: see :func:`.is_public_holiday`.
    :return: naive UTC datetime
    :raise ValueError: if ``instant`` is no datetime or ``number`` no whole number from 0 up.
    """
    left = timedelta(hours=check_number(number, minimum=0))
    now, day = to_utc(instant), paris_date(instant)
    while True:
        if is_working_day(day, opening_hours.calendar, alsace_moselle=alsace_moselle):
            opening, closing = opening_hours.on(day)
            start = max(now, opening)
            if start < closing:
                if start + left <= closing:
                    return start + left
                left -= closing - start
        day += ONE_DAY
