"""A receipt against all wishes, beside a bare comparison of bit masks in the same run."""

import pytest

from tests.harness import Site, pick
from tests.harness.shell import Shell
from tests.harness.wishes import RECEIPT, WISHES

pytestmark = pytest.mark.timeout(pick(300, 3600))

SEED = 0.42
MEMBERS, WANTED, LOTS = pick((100, 1000, 20), (20_000, 200_000, 500))
# the short form, in every test run, only catches what became slow for good
RATIO = pick(None, 5)
SECONDS = pick(30, None)
MEGABYTES = 1500
TIMES = 10
GROWTH = 12

# from the signal of the receipt to offers written and their mails owed
OURS = """
import time
env.invalidate_all()
receipt = env['stock.picking'].browse({receipt})
started = time.perf_counter()
for lot in env['stock.lot'].browse({lots}):
    lot._perles_arrive(receipt)
env['perles.match']._cron_match()
seconds = time.perf_counter() - started
assert receipt.perles_matched_at and not receipt.perles_to_match
answer(seconds)
"""
# every lot against every wish: seven conditions on integers, one core
REFERENCE = """
import time
cr = env.cr
cr.execute("SET LOCAL max_parallel_workers_per_gather = 0")
cr.execute("SET LOCAL jit = off")
cr.execute("SELECT setseed({seed})")
for table, rows in (('bare_wish', {wishes}), ('bare_lot', {lots})):
    bits = 3 if table == 'bare_wish' else 1
    columns = ', '.join(
        f"({{'|'.join(['(1 << floor(random() * 12)::integer)'] * bits)}}) AS mask_{{n}}"
        for n in range(6)
    )
    cr.execute(f"CREATE TEMP TABLE {{table}} ON COMMIT DROP AS SELECT {{columns}}, "
               f"floor(random() * 10)::integer AS size FROM generate_series(1, {{rows}})")
    cr.execute(f"ANALYZE {{table}}")
masks = ' AND '.join(f"w.mask_{{n}} & l.mask_{{n}} <> 0" for n in range(6))
started = time.perf_counter()
cr.execute(f"SELECT count(*) FROM bare_lot l, bare_wish w WHERE {{masks}} "
           "AND l.size BETWEEN w.size AND w.size + 2")
seconds = time.perf_counter() - started
env.cr.rollback()
answer(seconds)
"""
WRITTEN = """
SELECT count(*), count(DISTINCT o.partner_id), count(DISTINCT n.id) FROM perles_offer o
  JOIN perles_letter l ON l.id = o.letter_id
  LEFT JOIN perles_notice n ON n.res_model = 'perles.letter' AND n.res_id = l.id
 WHERE l.receipt_id = {receipt}
"""
OVER = "SELECT count(*) FROM stock_lot WHERE perles_held_qty > perles_promisable_qty"
PEAK = """
import re
answer(int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read()).group(1)) / 1024)
"""


@pytest.fixture(scope='module')
def site(house):
    """Return a copy of the story's database without a server: only shells work on it."""
    quiet = Site(house, house.story(), 'matching')
    quiet.house.configure(workers=0, **quiet.server.catcher.start())
    try:
        yield quiet
    finally:
        quiet.close()


def receive(site, number):
    """Match one receipt of all lots; return its seconds and what was written."""
    receipt, lots = site.shell(RECEIPT.format(seed=number, lots=LOTS))
    fresh = Shell(site.house, site.name)
    try:
        seconds = fresh(OURS.format(receipt=receipt, lots=lots))
        peak = fresh(PEAK)
    finally:
        fresh.close()
    [[offers, members, mails]] = site.psql(WRITTEN.format(receipt=receipt))
    assert int(offers) > 0
    assert members == mails, 'one mail a member'
    assert site.psql(OVER) == [['0']]
    return seconds, peak, int(offers)


def wish(site, word, count):
    """Let members wish; return how many rows matching reads then."""
    members = max(count * MEMBERS // WANTED, 1)
    return site.shell(WISHES.format(seed=SEED, word=word, wishes=count, members=members))


@pytest.mark.clause('000-40')
def test_receipt_against_bit_masks(site, record_property):
    few = wish(site, 'peu', WANTED // TIMES)
    small, _peak, _offers = receive(site, 1)
    rows = few + wish(site, 'beaucoup', WANTED - WANTED // TIMES) - few
    seconds, peak, offers = receive(site, 2)
    bare = site.shell(REFERENCE.format(seed=SEED, wishes=WANTED, lots=LOTS))
    ratio, growth = seconds / bare, seconds / small
    print(f'{rows} wishes × {LOTS} lots: {offers} offers in {seconds:.1f} s, bare comparison '
          f'{bare:.1f} s, ratio {ratio:.2f}; a tenth of the wishes {small:.1f} s, {growth:.1f} '
          f'times; {peak:.0f} MB at most')
    record_property('ratio', round(ratio, 2))
    record_property('growth', round(growth, 2))
    record_property('megabytes', round(peak))
    assert peak < MEGABYTES
    assert growth <= GROWTH
    assert RATIO is None or ratio <= RATIO
    assert SECONDS is None or seconds <= SECONDS
