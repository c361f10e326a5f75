"""Every deadline of the house, without the ORM: what the clauses promise, as instants.

One door for the tools of time: Paris and UTC (:mod:`.paris`), public holidays
(:mod:`.holidays_fr`), counting (:mod:`.counting`), terms (:mod:`.periods`), and here the
durations that settings hold and the deadlines they make. Source: clauses, section 0.
"""
from dataclasses import dataclass
from datetime import datetime

from .counting import (
    ALL_DAY,
    OpeningHours,
    add_days,
    add_hours,
    add_months,
    add_working_hours,
    check_number,
    count_days,
    end_of_month,
    postpone,
)
from .holidays_fr import (
    CALENDARS,
    easter,
    is_public_holiday,
    is_working_day,
    public_holidays,
    rolled_over,
)
from .paris import (
    ONE_SECOND,
    PARIS,
    end_of_day,
    opens_after,
    paris_at,
    paris_date,
    start_of_day,
    to_paris,
    to_utc,
)
from .periods import Period, anniversary, period, period_number, period_words

__all__ = [
    'ALL_DAY', 'CALENDARS', 'CLOCK_UNITS', 'PARIS', 'UNITS',
    'Deadline', 'Duration', 'OpeningHours', 'Period',
    'add_days', 'add_duration', 'add_hours', 'add_months', 'add_working_hours',
    'anniversary', 'count_days', 'deadline', 'easter', 'end_of_day', 'end_of_month',
    'is_public_holiday', 'is_working_day', 'kept_until', 'opens_after', 'paris_at', 'paris_date',
    'period', 'period_number', 'period_words', 'postpone', 'public_holidays', 'rolled_over',
    'start_of_day', 'to_paris', 'to_utc', 'window_before',
]

CLOCK_UNITS = ('hours', 'working_hours')
MONTHS_IN = {'months': 1, 'years': 12}
UNITS = (*CLOCK_UNITS, *CALENDARS, 'weeks', *MONTHS_IN)


@dataclass(frozen=True)
class Duration:
    """A delay as a setting holds it: a whole number, from 0 up, of one of :data:`UNITS`.

    :raise ValueError: if the number is negative or not whole, or the unit is unknown.
    """

    number: int
    unit: str

    def __post_init__(self):
        check_number(self.number, minimum=0)
        if self.unit not in UNITS:
            raise ValueError(f"The unit is one of {', '.join(UNITS)}, not {self.unit!r}.")

    @property
    def is_clock(self):
        """Whether it runs from hour to hour, and not from day to day."""
        return self.unit in CLOCK_UNITS

    @property
    def calendar(self):
        """The calendar that counts its days: weeks, months and years run on all days."""
        return self.unit if self.unit in CALENDARS else 'days'


@dataclass(frozen=True, order=True)
class Deadline:
    """What a delay comes to; sorted by time, so that ``min`` and ``max`` choose between two.

    :param datetime last: last instant that is still in time, naive UTC.
    :param datetime opens: first instant of what the passed deadline allows, naive UTC.
    """

    last: datetime
    opens: datetime

    @property
    def day(self):
        """The last day, in Paris: the date to print."""
        return paris_date(self.last)

    def is_passed(self, instant):
        """Whether ``instant`` (naive UTC or aware) comes too late.

        :raise ValueError: if ``instant`` is no datetime.
        """
        return to_utc(instant) >= self.opens


def add_duration(day, duration, *, alsace_moselle=False, backwards=False):
    """Last day of a delay that starts on ``day``, before any roll-over.

    :param date day: day of the event in Paris, not counted.
    :param Duration duration: in days, weeks, months or years.
    :param bool alsace_moselle: see :func:`is_public_holiday`.
    :param bool backwards: count back from ``day`` instead.
    :rtype: date
    :raise ValueError: if ``day`` is no date or ``duration`` is in hours.
    """
    if duration.is_clock:
        raise ValueError("Hours are counted from an instant, not from a day.")
    number = -duration.number if backwards else duration.number
    if duration.unit in MONTHS_IN:
        return add_months(day, number * MONTHS_IN[duration.unit])
    if duration.unit == 'weeks':
        return add_days(day, number * 7)
    return add_days(day, number, duration.unit, alsace_moselle=alsace_moselle)


def kept_until(instant, years):
    """Last day on which personal data of an instant is kept.

    :param datetime instant: naive UTC or aware.
    :rtype: date
    """
    return add_months(paris_date(instant), 12 * years)


def window_before(end, earliest, latest, *, alsace_moselle=False):
    """The days on which a notice may leave: neither too early nor too late (000-14).

    :param date end: last day of the term, in Paris.
    :param Duration earliest: not earlier than this before ``end``.
    :param Duration latest: not later than this before ``end``.
    :param bool alsace_moselle: see :func:`is_public_holiday`.
    :rtype: Period
    :raise ValueError: if the window would close before it opens, or a duration is in hours.
    """
    start, last = (
        add_duration(end, duration, alsace_moselle=alsace_moselle, backwards=True)
        for duration in (earliest, latest)
    )
    if last < start:
        raise ValueError(f"The window from {earliest} to {latest} before {end} is empty.")
    return Period(start, last)


def deadline(
    event, duration, *, roll_over=False, pauses=(), opening_hours=ALL_DAY, alsace_moselle=False
):
    """The :class:`Deadline` of a :class:`Duration` that starts with ``event``.

    In days and more it ends at 23:59:59 in Paris and opens what follows at 00:00:00 the day
    after; in hours it ends on the exact instant and opens what follows one second later.

    :param event: instant (naive UTC or aware), or a day for a delay that is not in hours.
    :param bool roll_over: a legal or procedural delay, extended to the next *jour ouvré*.
    :param pauses: see :func:`postpone`; given back before the roll-over.
    :param OpeningHours opening_hours: when working hours run.
    :param bool alsace_moselle: see :func:`is_public_holiday`.
    :raise ValueError: if a delay in hours is rolled over, paused or starts on a day without hour.
    """
    if duration.is_clock:
        if roll_over or pauses:
            raise ValueError("A delay in hours is neither rolled over nor paused by days.")
        return _clock_deadline(event, duration, opening_hours, alsace_moselle)
    start = paris_date(event) if isinstance(event, datetime) else event
    day = add_duration(start, duration, alsace_moselle=alsace_moselle)
    day = postpone(start, day, pauses, duration.calendar, alsace_moselle=alsace_moselle)
    if roll_over:
        day = rolled_over(day, alsace_moselle=alsace_moselle)
    return Deadline(end_of_day(day), opens_after(day))


def _clock_deadline(instant, duration, opening_hours, alsace_moselle):
    if duration.unit == 'hours':
        last = add_hours(instant, duration.number)
    else:
        last = add_working_hours(
            instant, duration.number, opening_hours, alsace_moselle=alsace_moselle
        )
    return Deadline(last, last + ONE_SECOND)
