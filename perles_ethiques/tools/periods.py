"""Terms that follow one another from anniversary to anniversary (000-08, 000-09, 000-12).

Each date is counted from the origin, so that a membership born on 29 February comes back to
that day every leap year. Source: clauses, section 0, "Months and years".
"""
from datetime import date
from typing import NamedTuple

from .counting import add_months, check_number
from .paris import ONE_DAY, check_day


class Period(NamedTuple):
    """A run of days, from ``start`` to ``end``, both included."""

    start: date
    end: date


def anniversary(origin, number, months=12):
    """The ``number``-th anniversary of ``origin``, always counted from it (000-08).

    :param date origin: first day of the first period, in Paris; it is anniversary 0.
    :param int months: length of a period.
    :rtype: date
    :raise ValueError: if ``number`` is negative, ``months`` below 1 or ``origin`` no date.
    """
    check_number(number, minimum=0)
    return add_months(origin, number * check_number(months, minimum=1))


def period(origin, number, months=12):
    """Period ``number`` (0 is the first), up to the eve of the next anniversary.

    :param date origin: first day of period 0, in Paris.
    :param int months: length of a period.
    :rtype: Period
    :raise ValueError: see :func:`anniversary`.
    """
    start = anniversary(origin, number, months)
    return Period(start, anniversary(origin, number + 1, months) - ONE_DAY)


def period_words(env, start, end):
    """Words of the line that bills a period (clause 000-10).

    :param env: environment of Odoo, in the language of who is billed.
    :param date start: first day, in Paris.
    :param date end: last day.
    :rtype: str
    """
    return env._(
        "Membership from %(start)s to %(end)s",
        start=f'{start:%d/%m/%Y}', end=f'{end:%d/%m/%Y}',
    )


def period_number(origin, day, months=12):
    """Number of the period that ``day`` lies in.

    :param date origin: first day of period 0, in Paris.
    :param date day: day in Paris, not before ``origin``.
    :param int months: length of a period.
    :rtype: int
    :raise ValueError: if ``day`` lies before ``origin``; else see :func:`anniversary`.
    """
    if check_day(day) < check_day(origin):
        raise ValueError(f"{day} lies before the first period, which starts on {origin}.")
    gone = 12 * (day.year - origin.year) + day.month - origin.month
    number = gone // check_number(months, minimum=1)
    return number - (anniversary(origin, number, months) > day)
