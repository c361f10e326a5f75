"""Dated examples of the clauses: Paris days, holidays, terms, windows, pauses, instalments.

The deadlines that are one delay counted from one event are in `test_calendars_deadlines`.
"""
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tools.calendars import (
    Duration,
    OpeningHours,
    Period,
    add_days,
    add_months,
    anniversary,
    count_days,
    deadline,
    end_of_day,
    end_of_month,
    is_working_day,
    opens_after,
    paris_at,
    paris_date,
    period,
    period_number,
    postpone,
    rolled_over,
    start_of_day,
    window_before,
)


def day(text):
    return date.fromisoformat(text)


def paris(text):
    """What the clocks of Paris show, as an aware datetime."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo('Europe/Paris'))


def utc(text):
    return paris(text).astimezone(ZoneInfo('UTC')).replace(tzinfo=None)


def test_paris_days_are_not_utc_days():
    """000-09, 000-16, 000-21: the term ends with the Paris day, in winter as in summer."""
    assert paris_date(datetime(2027, 12, 14, 22, 58)) == day('2027-12-14')
    assert paris_date(datetime(2027, 12, 14, 23, 1)) == day('2027-12-15')
    assert start_of_day(day('2027-07-14')) == datetime(2027, 7, 13, 22)
    assert end_of_day(day('2027-12-14')) == datetime(2027, 12, 14, 22, 59, 59)
    assert opens_after(day('2027-12-14')) == datetime(2027, 12, 14, 23)


def test_hour_of_the_paris_clock():
    """000-39: the lot goes public at 09:00 in Paris, before and after the change of clocks."""
    assert paris_at(day('2026-12-16'), 9) == datetime(2026, 12, 16, 8)
    assert paris_at(day('2027-07-16'), 9.5) == datetime(2027, 7, 16, 7, 30)
    assert paris_at(day('2027-03-28'), 2.5) == utc('2027-03-28 03:30')
    assert paris_at(day('2027-10-31'), 2.5) == datetime(2027, 10, 31, 0, 30)


def test_holidays_of_section_0():
    """Section 0: the movable holidays are computed; 26 December only in Alsace-Moselle."""
    movable = ['2027-03-29', '2027-05-06', '2027-05-17']
    for text in ['2026-12-25', '2027-01-01', *movable, '2027-07-14']:
        assert is_working_day(day(text), 'days')
        assert not is_working_day(day(text), 'ouvres')
        assert not is_working_day(day(text), 'ouvrables')
    saturday = day('2026-12-26')
    assert is_working_day(saturday, 'ouvrables') and not is_working_day(saturday, 'ouvres')
    assert not is_working_day(saturday, 'ouvrables', alsace_moselle=True)


def test_alsace_moselle_reaches_every_count():
    """Good Friday 26 March 2027 and Easter Monday: the region follows the whole way."""
    thursday, region = day('2027-03-25'), {'alsace_moselle': True}
    assert rolled_over(day('2027-03-26')) == day('2027-03-26')
    assert rolled_over(day('2027-03-26'), **region) == day('2027-03-30')
    one = Duration(1, 'ouvres')
    assert deadline(thursday, one).day == day('2027-03-26')
    assert deadline(thursday, one, **region).day == day('2027-03-30')
    rolled = deadline(thursday, Duration(1, 'days'), roll_over=True, **region)
    assert rolled.day == day('2027-03-30')
    worked = deadline(paris('2027-03-25 16:00'), Duration(9, 'working_hours'), **region)
    assert worked.last == utc('2027-03-30 01:00')
    assert window_before(day('2027-03-30'), one, one, **region) == (thursday, thursday)
    pause = (thursday, thursday)
    paused = deadline(day('2027-03-24'), one, pauses=[pause], **region)
    assert paused.day == day('2027-03-30')


def test_membership_term():
    """000-08, 000-09: twelve months less a day; 29 February is remembered."""
    assert period(day('2026-12-15'), 0) == Period(day('2026-12-15'), day('2027-12-14'))
    assert period(day('2026-12-15'), 1) == Period(day('2027-12-15'), day('2028-12-14'))
    assert period(day('2026-12-04'), 0).end == day('2027-12-03')
    leap = day('2028-02-29')
    assert period(leap, 0) == Period(leap, day('2029-02-27'))
    assert [anniversary(leap, number) for number in (0, 1, 4)] == [
        leap, day('2029-02-28'), day('2032-02-29'),
    ]


def test_missed_periods():
    """000-12: late or very late, the clock finds the period it is in, and those before."""
    origin = day('2026-12-15')
    for text, number in (('2027-12-14', 0), ('2027-12-15', 1), ('2029-12-19', 3)):
        assert period_number(origin, day(text)) == number


def test_notice_window():
    """000-14: not earlier than three months and not later than one month before the end."""
    months = Duration(3, 'months'), Duration(1, 'months')
    assert window_before(day('2027-12-14'), *months) == (day('2027-09-14'), day('2027-11-14'))
    assert window_before(day('2027-05-31'), *months) == (day('2027-02-28'), day('2027-04-30'))


def test_backwards_in_days():
    """000-64 and 001-31: reminders are counted back from the last day."""
    due = day('2027-02-23')
    assert [add_days(due, number) for number in (-14, -7, -1, 1)] == [
        day('2027-02-09'), day('2027-02-16'), day('2027-02-22'), day('2027-02-24'),
    ]
    assert add_days(day('2026-12-31'), -7) == day('2026-12-24')
    assert add_days(day('2026-12-28'), -1, 'ouvres') == day('2026-12-24')


def test_counted_days():
    """000-15, 002-38: days used of a term, working days of a pause."""
    assert count_days(day('2027-12-15'), day('2028-02-14')) == 62
    assert count_days(*period(day('2027-12-15'), 0)) == 366
    assert count_days(day('2026-12-03'), day('2026-12-08'), 'ouvres') == 4


def test_paused_clock():
    """001-75, 002-38, 004-66: the days a clock stood still are given back, each once."""
    pause = (day('2026-12-03'), day('2026-12-08'))
    paid = day('2026-12-01')
    assert deadline(paid, Duration(30, 'ouvres'), pauses=[pause]).day == day('2027-01-20')
    friday = (day('2026-12-04'), day('2026-12-04'))
    assert deadline(paid, Duration(3, 'ouvres'), pauses=[friday]).day == day('2026-12-07')
    storm = (day('2026-12-05'), day('2026-12-09'))
    for pauses in ([storm], [storm, storm], [storm, (day('2026-12-07'), day('2026-12-08'))]):
        assert deadline(paid, Duration(30, 'days'), pauses=pauses).day == day('2027-01-05')
    shut = (day('2027-01-05'), day('2027-01-09'))
    moved = postpone(paid, day('2027-01-12'), [shut])
    assert (moved, rolled_over(moved)) == (day('2027-01-17'), day('2027-01-18'))


def test_pause_outside_the_clock():
    """A pause before the event, on its day or after the limit gives nothing back."""
    paid, limit = day('2026-12-01'), day('2026-12-31')
    for first, last in (('2026-11-20', '2026-12-01'), ('2027-01-01', '2027-02-01')):
        assert postpone(paid, limit, [(day(first), day(last))]) == limit
    assert postpone(paid, limit, [(limit, day('2027-01-02'))]) == day('2027-01-03')


def test_instalments_and_ends_of_month():
    """000-43, 004-45: instalments from the first date; both readings of "end of month"."""
    assert [add_months(day('2026-12-15'), number) for number in range(3)] == [
        day('2026-12-15'), day('2027-01-15'), day('2027-02-15'),
    ]
    assert [add_months(day('2027-01-31'), number) for number in (1, 2)] == [
        day('2027-02-28'), day('2027-03-31'),
    ]
    invoice = day('2027-01-10')
    assert end_of_month(add_days(invoice, 45)) == day('2027-02-28')
    assert add_days(end_of_month(invoice), 45) == day('2027-03-17')


def test_the_better_of_two_deadlines():
    """002-09, 002-16: deadlines compare by time."""
    received = day('2026-12-07')
    legal = deadline(received, Duration(14, 'days'), roll_over=True)
    assert legal.day == day('2026-12-21')
    assert max(legal, deadline(received, Duration(14, 'ouvres'))).day == day('2026-12-28')


def test_cancellation_opens_the_day_after():
    """004-77, 004-136: from Tuesday 12 January and from Wednesday 27 January 2027."""
    notice = deadline(day('2027-01-04'), Duration(5, 'days'), roll_over=True)
    assert notice.opens == utc('2027-01-12 00:00')
    assert not notice.is_passed(paris('2027-01-11 23:59:59'))
    assert notice.is_passed(paris('2027-01-12 00:00'))
    dispute = deadline(day('2027-01-11'), Duration(15, 'days'))
    assert dispute.opens == utc('2027-01-27 00:00')


def test_time_used_up_at_closing_and_no_time_at_all():
    """Working hours end at closing; none at all end at the first working instant."""
    friday = paris('2026-12-04 16:00')
    assert deadline(friday, Duration(8, 'working_hours')).last == utc('2026-12-05 00:00')
    saturday = paris('2026-12-05 16:00')
    assert deadline(saturday, Duration(0, 'working_hours')).last == utc('2026-12-07 00:00')
    closing, none = paris('2026-12-04 18:00'), Duration(0, 'working_hours')
    shut = deadline(closing, none, opening_hours=OpeningHours(10, 18))
    assert shut.last == utc('2026-12-07 10:00')
    six_days = OpeningHours(calendar='ouvrables')
    limit = deadline(saturday, Duration(8, 'working_hours'), opening_hours=six_days)
    assert limit.last == utc('2026-12-06 00:00')
