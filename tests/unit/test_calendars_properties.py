"""What must hold for every date, and not only for those of the examples."""
from datetime import date, datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tools.calendars import (
    CALENDARS,
    Duration,
    OpeningHours,
    add_days,
    add_duration,
    add_hours,
    add_months,
    add_working_hours,
    anniversary,
    count_days,
    deadline,
    end_of_day,
    is_working_day,
    opens_after,
    paris_date,
    period,
    period_number,
    postpone,
    rolled_over,
    start_of_day,
    to_paris,
)

# A slow machine is no failure: the time one example takes is not what is tested here.
settings.register_profile('calendars', deadline=None)
settings.load_profile('calendars')

DAYS = st.dates(date(1980, 1, 1), date(2100, 12, 31))
LEAP_DAYS = st.sampled_from([date(year, 2, 29) for year in range(1980, 2100, 4)])
ORIGINS = st.one_of(DAYS, LEAP_DAYS)
INSTANTS = st.datetimes(datetime(1980, 1, 1), datetime(2100, 12, 31)).map(
    lambda instant: instant.replace(microsecond=0)
)
NUMBERS = st.integers(0, 400)
DAY_UNITS = ('days', 'ouvres', 'ouvrables', 'weeks', 'months', 'years')
REGIONS = st.booleans()
ONE_DAY = timedelta(days=1)
# Where a pause starts, in days from the event, and how many more days it lasts.
PAUSES = st.lists(st.tuples(st.integers(-10, 150), st.integers(0, 30)), max_size=4)


@given(DAYS)
@example(date(2027, 3, 28))
@example(date(2027, 10, 31))
def test_a_paris_day_starts_and_ends_on_itself(day):
    assert paris_date(start_of_day(day)) == paris_date(end_of_day(day)) == day
    assert paris_date(start_of_day(day) - timedelta(seconds=1)) == day - ONE_DAY
    assert opens_after(day) == end_of_day(day) + timedelta(seconds=1)
    assert start_of_day(day + ONE_DAY) == opens_after(day)


@given(INSTANTS, st.integers(-2000, 2000))
@example(datetime(2027, 3, 28, 0, 59), 1)
@example(datetime(2027, 10, 31, 0, 59), 1)
def test_hours_are_exact_across_changes_of_clocks(instant, number):
    assert add_hours(instant, number) - instant == timedelta(hours=number)
    assert add_hours(to_paris(instant), number) == add_hours(instant, number)


@given(ORIGINS, ORIGINS, st.integers(0, 60), st.integers(0, 60), st.sampled_from(DAY_UNITS),
       REGIONS, REGIONS)
def test_deadlines_are_monotonous(one, two, less, more, unit, region, roll_over):
    """A later event or a longer delay never ends earlier."""
    early, late = sorted((one, two))
    less, more = sorted((less, more))
    options = {'roll_over': roll_over, 'alsace_moselle': region}
    first = deadline(early, Duration(less, unit), **options)
    assert first <= deadline(late, Duration(less, unit), **options)
    assert first <= deadline(early, Duration(more, unit), **options)


@given(DAYS, NUMBERS, REGIONS)
def test_calendars_are_ordered(day, number, region):
    """Fewer days count, so the same number leads further."""
    days, ouvrables, ouvres = (
        add_days(day, number, calendar, alsace_moselle=region)
        for calendar in ('days', 'ouvrables', 'ouvres')
    )
    assert day + number * ONE_DAY == days <= ouvrables <= ouvres


@given(DAYS, st.integers(1, 400), st.sampled_from(CALENDARS), REGIONS)
def test_counting_undoes_adding(day, number, calendar, region):
    last = add_days(day, number, calendar, alsace_moselle=region)
    assert is_working_day(last, calendar, alsace_moselle=region)
    assert count_days(day + ONE_DAY, last, calendar, alsace_moselle=region) == number
    back = add_days(last, -number, calendar, alsace_moselle=region)
    assert back <= day if is_working_day(day, calendar, alsace_moselle=region) else back < day


@given(DAYS, REGIONS)
def test_rolled_day_is_the_first_working_day(day, region):
    moved = rolled_over(day, alsace_moselle=region)
    assert moved >= day
    assert is_working_day(moved, alsace_moselle=region)
    skipped = [day + number * ONE_DAY for number in range((moved - day).days)]
    assert not any(is_working_day(one, alsace_moselle=region) for one in skipped)


@given(ORIGINS, st.integers(0, 120), st.sampled_from(DAY_UNITS), REGIONS)
def test_rolled_deadline_is_a_working_day_and_never_earlier(event, number, unit, region):
    duration = Duration(number, unit)
    plain = deadline(event, duration, alsace_moselle=region)
    rolled = deadline(event, duration, roll_over=True, alsace_moselle=region)
    assert rolled >= plain
    assert is_working_day(rolled.day, alsace_moselle=region)


@given(ORIGINS, st.sampled_from([1, 3, 12, 24]))
@example(date(2028, 2, 29), 12)
@example(date(2027, 1, 31), 1)
def test_periods_tile_forty_years(origin, months):
    expected = origin
    for number in range(40 * 12 // months):
        start, end = period(origin, number, months)
        assert start == expected <= end
        assert {period_number(origin, edge, months) for edge in (start, end)} == {number}
        expected = end + ONE_DAY


@given(ORIGINS, st.integers(0, 100))
def test_anniversaries_never_drift(origin, number):
    """The original day, or the end of February where it does not exist."""
    reached = anniversary(origin, number)
    assert reached.year == origin.year + number
    if reached.day == origin.day:
        assert reached.month == origin.month
    else:
        assert (origin.month, origin.day, reached.month, reached.day) == (2, 29, 2, 28)
        assert (reached + ONE_DAY).month == 3


@given(ORIGINS, st.integers(-500, 500))
def test_months_keep_the_day_or_end_the_month(origin, number):
    reached = add_months(origin, number)
    assert 12 * (reached.year - origin.year) + reached.month - origin.month == number
    assert reached.day == origin.day or (reached + ONE_DAY).day == 1
    assert reached.day <= origin.day


@given(DAYS, st.integers(0, 60), st.sampled_from(DAY_UNITS))
def test_backwards_mirrors_forwards(day, number, unit):
    back = add_duration(day, Duration(number, unit), backwards=True)
    assert back <= day
    if unit in ('days', 'weeks'):
        assert add_duration(back, Duration(number, unit)) == day


@given(INSTANTS, st.integers(1, 300), st.sampled_from(CALENDARS), REGIONS)
@example(datetime(2027, 3, 26, 12), 48, 'days', False)
def test_working_hours_count_open_time_only(instant, number, calendar, region):
    """The open time between both ends, added day by day, is the number asked for."""
    hours = OpeningHours(9, 17.5, calendar)
    last = add_working_hours(instant, number, hours, alsace_moselle=region)
    worked, day = timedelta(), paris_date(instant)
    while day <= paris_date(last):
        if is_working_day(day, calendar, alsace_moselle=region):
            opening, closing = hours.on(day)
            worked += max(min(closing, last) - max(opening, instant), timedelta())
        day += ONE_DAY
    assert worked == timedelta(hours=number)
    assert opening < last <= closing


@given(INSTANTS, st.integers(0, 200), st.integers(1, 200))
def test_working_hours_add_up(instant, first, second):
    halfway = add_working_hours(instant, first)
    assert add_working_hours(halfway, second) == add_working_hours(instant, first + second)


@given(DAYS, st.integers(1, 90), st.sampled_from(CALENDARS), PAUSES)
def test_paused_clock_counts_the_other_days(event, number, calendar, pauses):
    """Postponing the limit or skipping the paused days while counting is the same."""
    pauses = [
        (event + start * ONE_DAY, event + (start + length) * ONE_DAY) for start, length in pauses
    ]
    day, left = event, number
    while left:
        day += ONE_DAY
        paused = any(first <= day <= last for first, last in pauses)
        left -= is_working_day(day, calendar) and not paused
    assert postpone(event, add_days(event, number, calendar), pauses, calendar) == day
