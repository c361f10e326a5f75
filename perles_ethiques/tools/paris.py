"""Europe/Paris on one side, the naive UTC datetimes that Odoo stores on the other.

An *instant* coming in is a ``datetime``: naive means UTC, aware means what its zone says.
An instant going out is always naive UTC. A *day* is a ``date`` of the Paris calendar.
Source: clauses, section 0, "Clock" and "The day after".
"""
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo('Europe/Paris')
UTC = ZoneInfo('UTC')
ONE_DAY = timedelta(days=1)
ONE_SECOND = timedelta(seconds=1)


def check_day(day):
    """Return ``day`` if it is a plain date; a datetime hides a time zone and is refused.

    :raise ValueError: if ``day`` is no ``date``, or is a ``datetime``.
    """
    if isinstance(day, datetime) or not isinstance(day, date):
        raise ValueError(f"A date is expected, not {day!r}.")
    return day


def to_paris(instant):
    """The same instant as an aware datetime of Europe/Paris, to read its date and hour.

    :param datetime instant: naive UTC or aware.
    :raise ValueError: if ``instant`` is no datetime.
    """
    if not isinstance(instant, datetime):
        raise ValueError(f"An instant (a datetime) is expected, not {instant!r}.")
    aware = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    return aware.astimezone(PARIS)


def to_utc(instant):
    """The same instant as a naive UTC datetime, ready to be stored.

    :param datetime instant: naive UTC or aware.
    :raise ValueError: if ``instant`` is no datetime.
    """
    return to_paris(instant).astimezone(UTC).replace(tzinfo=None)


def paris_date(instant):
    """The day it is in Paris at ``instant``: 23:30 UTC already is the next day.

    :param datetime instant: naive UTC or aware.
    :rtype: date
    :raise ValueError: if ``instant`` is no datetime.
    """
    return to_paris(instant).date()


def paris_at(day, hours=0.0):
    """The instant when the clocks of Paris show ``hours`` on ``day``.

    An hour shown twice (end of summer time) is taken the first time; an hour never shown
    (start of summer time) is read as one clock hour later.

    :param date day: day in Paris.
    :param float hours: hours of the clock from 0 to 24, such as 9.5 for 09:30, to the minute;
        24 is the midnight that ends the day.
    :return: naive UTC datetime
    :raise ValueError: if ``day`` is no date or ``hours`` is not within 0 and 24.
    """
    if not 0 <= hours <= 24:
        raise ValueError(f"An hour of the day lies between 0 and 24, not {hours!r}.")
    wall = datetime.combine(check_day(day), time.min) + timedelta(minutes=round(hours * 60))
    return to_utc(wall.replace(tzinfo=PARIS))


def start_of_day(day):
    """First instant of ``day``, 00:00:00 in Paris, as a naive UTC datetime.

    :raise ValueError: if ``day`` is no date.
    """
    return paris_at(day)


def opens_after(day):
    """When what the passing of ``day`` allows begins: the day after, 00:00:00 in Paris.

    :param date day: last day of a deadline.
    :return: naive UTC datetime
    :raise ValueError: if ``day`` is no date.
    """
    return paris_at(check_day(day) + ONE_DAY)


def end_of_day(day):
    """Last second of ``day``, 23:59:59 in Paris, as a naive UTC datetime.

    :raise ValueError: if ``day`` is no date.
    """
    return opens_after(day) - ONE_SECOND
