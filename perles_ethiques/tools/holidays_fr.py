"""French public holidays, computed for any year, and the days on which people work.

Sources: Code du travail, article L3133-1 (the eleven holidays) and article L3134-13 (two more
in Alsace and Moselle); clauses, section 0, "Counting days" and "Roll-over". The rules are
those of today, applied to every year.
"""
from datetime import date, timedelta
from functools import lru_cache

from .paris import ONE_DAY, check_day

# The last weekday (Monday is 0) that each calendar counts; holidays count in 'days' only.
LAST_WEEKDAY = {'days': 6, 'ouvres': 4, 'ouvrables': 5}
CALENDARS = tuple(LAST_WEEKDAY)

FIXED_HOLIDAYS = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
# Days after Easter Sunday: Easter Monday, Ascension, Whit Monday.
EASTER_HOLIDAYS = (1, 39, 50)
GOOD_FRIDAY = -2


def easter(year):
    """Easter Sunday of ``year``, by the anonymous Gregorian algorithm.

    :param int year: from 1583, first whole year of the Gregorian calendar, to 9999.
    :rtype: date
    :raise ValueError: if ``year`` is out of this range.
    """
    if not isinstance(year, int) or not 1583 <= year <= 9999:
        raise ValueError(f"Easter is computed for the years 1583 to 9999, not {year!r}.")
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap_century, century_left = divmod(century, 4)
    lunar_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_century - lunar_shift + 15) % 30
    leap, year_left = divmod(of_century, 4)
    to_sunday = (32 + 2 * century_left + 2 * leap - epact - year_left) % 7
    late_moon = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late_moon + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=512)
def public_holidays(year, alsace_moselle=False):
    """Public holidays of ``year`` in metropolitan France.

    :param int year: from 1583 to 9999.
    :param bool alsace_moselle: add Good Friday and 26 December.
    :rtype: frozenset[date]
    :raise ValueError: if ``year`` is out of range.
    """
    sunday = easter(year)
    shifts = EASTER_HOLIDAYS + ((GOOD_FRIDAY,) if alsace_moselle else ())
    fixed = FIXED_HOLIDAYS + (((12, 26),) if alsace_moselle else ())
    return frozenset(
        [date(year, month, day) for month, day in fixed]
        + [sunday + timedelta(days=shift) for shift in shifts]
    )


def is_public_holiday(day, *, alsace_moselle=False):
    """Whether ``day`` is a French public holiday.

    :param date day: day in Paris, from 1583.
    :param bool alsace_moselle: whether Good Friday and 26 December are holidays too.
    :raise ValueError: if ``day`` is no date, or lies before 1583.
    """
    return check_day(day) in public_holidays(day.year, bool(alsace_moselle))


def check_calendar(calendar):
    """Return ``calendar`` if it is one of the three.

    :raise ValueError: if it is not.
    """
    if calendar not in CALENDARS:
        raise ValueError(f"The calendar is one of {', '.join(CALENDARS)}, not {calendar!r}.")
    return calendar


def is_working_day(day, calendar='ouvres', *, alsace_moselle=False):
    """Whether ``calendar`` counts ``day``.

    :param date day: day in Paris.
    :param str calendar: ``days`` counts every day, ``ouvres`` Monday to Friday and
        ``ouvrables`` Monday to Saturday, both without the public holidays.
    :param bool alsace_moselle: see :func:`is_public_holiday`.
    :raise ValueError: if ``day`` is no date or ``calendar`` none of the three.
    """
    check_day(day)
    if check_calendar(calendar) == 'days':
        return True
    if day.weekday() > LAST_WEEKDAY[calendar]:
        return False
    return not is_public_holiday(day, alsace_moselle=alsace_moselle)


def rolled_over(day, calendar='ouvres', *, alsace_moselle=False):
    """``day`` if it is a working day, else the next one.

    A legal or procedural deadline uses *jours ouvrés*, whatever calendar it was counted in:
    a last day that is a Saturday moves too (Code de procédure civile, article 642).

    :param date day: day in Paris.
    :param str calendar: see :func:`is_working_day`.
    :param bool alsace_moselle: see :func:`is_public_holiday`.
    :rtype: date
    :raise ValueError: if ``day`` is no date or ``calendar`` none of the three.
    """
    while not is_working_day(day, calendar, alsace_moselle=alsace_moselle):
        day += ONE_DAY
    return day
