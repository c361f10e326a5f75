"""The night of a renewal against the bare invoices that it makes, in the same run."""

from datetime import date, timedelta

import pytest

from tests.harness import Site, pick
from tests.harness.crowd import join
from tests.harness.shell import Shell

pytestmark = pytest.mark.timeout(pick(300, 3600))

TODAY = str(date.today())
LATER = str(date.today() + timedelta(days=200))
ROUNDS, EACH = pick((2, 100), (10, 200))
FEW, MANY = pick((50, 200), (1000, 8000))
# the short form only catches what became slow for good
THROUGHPUT = pick(0.7, 0.9)
GROWTH = pick(1.5, 1.15)
QUERIES = 2
MEGABYTES = 150
MAILS = pick(3, 30)

# our clock, as its scheduled action calls it
OURS = """
import time
asked, started = env.cr.sql_log_count, time.perf_counter()
env['perles.membership']._cron_renew()
answer((time.perf_counter() - started, env.cr.sql_log_count - asked))
"""
# the same invoices and nothing else, by the hundred, tracking off
NATIVE = """
import time
from datetime import date
from odoo.tools import split_every
from odoo.addons.perles_ethiques.tools.calendars import period, period_words
memberships = env['perles.membership'].browse({ids})
plan, today = memberships.plan_id, date.fromisoformat({today!r})
start, end = period(today, 0, plan.duration_months)
bills = [(m.partner_id.id, m.partner_id.lang, m.plan_id) for m in memberships]
env.invalidate_all()
asked, started = env.cr.sql_log_count, time.perf_counter()
for chunk in split_every(100, bills, list):
    env['account.move'].with_context(tracking_disable=True).create([{{
        'move_type': 'out_invoice', 'partner_id': partner, 'company_id': env.company.id,
        'invoice_date': today, 'invoice_date_due': today, 'invoice_payment_term_id': False,
        'invoice_user_id': False,
        'invoice_line_ids': [(0, 0, {{
            'product_id': plan.product_id.id, 'quantity': 1, 'price_unit': plan.price,
            'name': period_words(plan.with_context(lang=lang).env, start, end),
        }})],
    }} for partner, lang, plan in chunk]).action_post()
    env.cr.commit()
answer((time.perf_counter() - started, env.cr.sql_log_count - asked))
"""
BILLED = """
SELECT count(*) FROM perles_membership_period p JOIN account_move i ON i.id = p.invoice_id
  JOIN perles_notice n ON n.res_id = p.membership_id AND n.kind = 'renewal'
 WHERE i.state = 'posted' AND p.membership_id IN ({ids})
"""
MEMORY = """
import re
status = open('/proc/self/status').read()
sizes = dict(re.findall(r'(VmRSS|VmHWM):\\s+(\\d+)', status))
answer((int(sizes['VmRSS']) / 1024, int(sizes['VmHWM']) / 1024))
"""
# PDF first, so that the two are told apart; then the clock of the mails
MAILING = """
import time
notices = env['perles.notice'].search([('kind', '=', 'renewal'), ('res_id', 'in', {ids})])
others = env['perles.notice'].search([('state', '=', 'owed')]) - notices
others.state = 'cancelled'
memberships = env['perles.membership'].browse(notices.mapped('res_id'))
started = time.perf_counter()
for membership in memberships:
    membership._notice_attachments('renewal')
env.cr.commit()
printed, asked = time.perf_counter(), env.cr.sql_log_count
env['perles.notice']._cron_send()
mailed = time.perf_counter()
assert set(notices.mapped('state')) == {{'sent'}}, notices.mapped('error')
answer((printed - started, mailed - printed, env.cr.sql_log_count - asked))
"""


@pytest.fixture(scope='module')
def site(house):
    """Return a copy of the story's database without a server: only shells work on it."""
    quiet = Site(house, house.story(), 'bench')
    quiet.house.configure(workers=0, **quiet.server.catcher.start())
    try:
        yield quiet
    finally:
        quiet.close()


@pytest.fixture
def fresh(site):
    """Return a shell of its own, which the building of members has not filled."""
    shell = Shell(site.house, site.name)
    yield shell
    shell.close()


def members(site, word, count, due=TODAY):
    """Let members join whose first year has no invoice: the renewal does not look at it."""
    return join(site.shell, [f'{word}-{number}' for number in range(count)], due, billed=False)


def renew(site, shell, ids):
    """Run our clock on members that are due; return (seconds, statements)."""
    figures = shell(OURS)
    [[billed]] = site.psql(BILLED.format(ids=', '.join(map(str, ids))))
    assert int(billed) == len(ids)
    return figures


def test_renewal_against_bare_invoices(site, fresh, record_property):
    totals = {'ours': [0, 0], 'native': [0, 0]}

    def count(name, figures):
        totals[name] = [total + figure for total, figure in zip(totals[name], figures, strict=True)]

    renew(site, fresh, members(site, 'warm', 20))
    fresh(NATIVE.format(ids=members(site, 'warm-native', 20, LATER), today=TODAY))
    for number in range(ROUNDS):
        due = members(site, f'ours-{number}', EACH)
        bare = NATIVE.format(ids=members(site, f'native-{number}', EACH, LATER), today=TODAY)
        # in turn, so that the noise of the machine falls on both
        turns = [lambda due=due: count('ours', renew(site, fresh, due)),
                 lambda bare=bare: count('native', fresh(bare))]
        for turn in turns if number % 2 else reversed(turns):
            turn()
    done = ROUNDS * EACH
    (seconds, asked), (native_seconds, native_asked) = totals['ours'], totals['native']
    ratio = native_seconds / seconds
    print(f'{done} renewals: {done / seconds:.0f}/s, {asked / done:.2f} statements each; bare '
          f'invoices: {done / native_seconds:.0f}/s, {native_asked / done:.2f}; ratio {ratio:.2f}')
    record_property('ratio', round(ratio, 2))
    record_property('statements', round((asked - native_asked) / done, 2))
    assert (asked - native_asked) / done <= QUERIES
    assert ratio >= THROUGHPUT


def test_many_cost_no_more_each_than_few(site, fresh, record_property):
    renew(site, fresh, members(site, 'first', 20))
    before, _peak = fresh(MEMORY)
    few = [renew(site, fresh, members(site, 'few', FEW))[0]]
    due = members(site, 'many', MANY)
    many = renew(site, fresh, due)[0]
    after, peak = fresh(MEMORY)
    few.append(renew(site, fresh, members(site, 'few-after', FEW))[0])
    growth = (many / MANY) / (sum(few) / len(few) / FEW)
    print(f'{MANY} at {1000 * many / MANY:.1f} ms each, {FEW} before and after at '
          f'{", ".join(f"{1000 * seconds / FEW:.1f}" for seconds in few)} ms: {growth:.2f};'
          f' memory {before:.0f} MB, then {after:.0f} MB, {peak:.0f} MB at most')
    record_property('growth', round(growth, 2))
    record_property('megabytes', round(peak - before))
    assert peak - before < MEGABYTES
    assert growth <= GROWTH


def test_mail_and_pdf_apart(site, fresh, record_property):
    ids = members(site, 'mailed', MAILS)
    renew(site, fresh, ids)
    printing, mailing, asked = fresh(MAILING.format(ids=ids))
    print(f'{MAILS} invoices: PDF {printing / MAILS:.2f} s, mail {mailing / MAILS:.2f} s and '
          f'{asked / MAILS:.0f} statements each')
    record_property('pdf', round(printing / MAILS, 2))
    record_property('mail', round(mailing / MAILS, 2))
