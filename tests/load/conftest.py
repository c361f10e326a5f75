"""The site of the faults: the tests follow one another on its calendar."""

import pytest

from tests.harness.faults import FaultSite

BEFORE = '2027-12-13 10:00:00'
# several batches, even of few members
SMALL_BATCHES = """
UPDATE ir_act_server SET code = 'model._cron_renew(batch_size=4)'
 WHERE code = 'model._cron_renew()'
"""


@pytest.fixture(scope='session')
def site(house):
    """Run a site of our own, with its own PostgreSQL, two days before the first renewals."""
    if not house.is_private:
        pytest.skip('the PostgreSQL server of PGHOST is not ours to kill')
    running = FaultSite(house, house.story(), 'faults', BEFORE)
    running.psql(SMALL_BATCHES)
    try:
        yield running
    finally:
        running.close()


@pytest.fixture
def online(site):
    """Return the site with its server up, so that the provider can call back."""
    if not site.server.daemon.is_running():
        site.start()
    return site
