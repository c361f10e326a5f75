"""Public holidays against an independent list (development only: the package is optional)."""
from datetime import date

import pytest
from tools.calendars import easter, public_holidays

holidays = pytest.importorskip('holidays')

YEARS = range(1982, 2101)
# Whit Monday was made a working day, then given back: the list of those years lacks it.
WITHOUT_WHIT_MONDAY = (2005, 2006, 2007)


@pytest.mark.parametrize('subdivision', [None, '57', '6AE'])
def test_same_holidays(subdivision):
    """Metropolitan France, Moselle and Alsace; the Sundays of the list are left out."""
    region = subdivision is not None
    for year in YEARS:
        listed = set(holidays.France(subdiv=subdivision, years=year))
        ours = set(public_holidays(year, region))
        if year in WITHOUT_WHIT_MONDAY:
            ours -= {date.fromordinal(easter(year).toordinal() + 50)}
        assert ours == listed, year
