"""A night of renewal on which everything goes wrong: each is billed, charged and told once."""

import random
import time

import pytest

from bootstrap.daemon import wait_until
from tests.harness import pick
from tests.harness.standings import ONCE, standings, wrong

SEED = 20271215
pytestmark = pytest.mark.timeout(pick(300, 1800))
KILLS = pick(4, 20)
KILLED, CLOCKS, RESTARTED, HUNDRED = pick(6, 120), pick(5, 100), pick(4, 60), pick(12, 100)
# how much a process does before it is struck, in SQL statements: from the start of the billing to
# the last mails, whatever the load of the machine
STRIKES = pick((150, 400), (150, 1600))
# past the lock that keeps a clock from running twice at once, as two hands on a button would
BARE_CLOCKS = """
env['perles.membership']._cron_renew(batch_size=4)
env['perles.membership.period']._cron_charge()
env.cr.commit()
"""
BILL = "env.ref('perles_ethiques.ir_cron_renew').method_direct_trigger(); env.cr.commit()"
PROGRESS = """
SELECT (SELECT count(*) FROM perles_membership_period
         WHERE membership_id IN ({ids}) AND start_date = '{due}'),
       (SELECT count(*) FROM perles_notice WHERE res_model = 'perles.membership'
           AND res_id IN ({ids}) AND kind = 'renewal' AND state = 'sent')
"""
FAILURES = """
SELECT (SELECT count(*) FROM perles_membership_period
         WHERE membership_id IN ({ids}) AND start_date = '{due}'),
       (SELECT count(*) FROM mail_activity WHERE res_model = 'perles.membership'
           AND res_id IN ({ids}) AND active),
       (SELECT failure_count FROM ir_cron WHERE cron_name = 'Members: bill the renewals')
"""


def cards(word, count):
    """Return the cards of a group; the first word is the behaviour of the provider."""
    return [f'done-{word}-{number}' for number in range(count)]


def joined(ids):
    """Return ids as SQL lists them."""
    return ', '.join(map(str, ids))


@pytest.mark.clause('000-12')
def test_server_off_for_five_days(site):
    """The row's own dates: off from 14 to 18 December, billed on the 19th from the 15th on."""
    ids = site.join(cards('off', pick(2, 20)), '2027-12-15')
    site.travel('2027-12-19 08:00:00')
    site.start(max_cron_threads=2)
    site.an_hour_passes()

    def is_done():
        # a worker that was just born sleeps a minute before its first look
        site.house.databases.sql(f"NOTIFY cron_trigger, '{site.name}'")
        return not wrong(standings(site, ids, '2027-12-15'))

    wait_until(is_done, pick(120, 600))
    site.server.daemon.stop()
    assert wrong(standings(site, ids, '2027-12-15')) == {}
    dates = site.psql(
        'SELECT DISTINCT p.number, p.start_date, p.end_date, i.invoice_date'
        ' FROM perles_membership_period p JOIN account_move i ON i.id = p.invoice_id'
        f' WHERE p.number > 1 AND p.membership_id IN ({joined(ids)})'
    )
    assert dates == [['2', '2027-12-15', '2028-12-14', '2027-12-19']]


@pytest.mark.clause('000-11')
def test_killed_at_random_moments(online, record_property):
    chance = random.Random(SEED)
    ids = online.join(cards('killed', KILLED), online.today)
    moments = []
    for _kill in range(KILLS):
        online.an_hour_passes()
        clocks = online.start_clocks(statements=chance.randint(*STRIKES))
        time.sleep(chance.uniform(0, 0.05))
        assert clocks.kill() < 0, 'the clocks had ended before they were killed'
        [progress] = online.psql(PROGRESS.format(ids=joined(ids), due=online.today))
        charged = sum(len(online.recorder.charges(card)) for card in cards('killed', KILLED))
        moments.append((*map(int, progress), charged))
    print(f'billed, told, charged of {KILLED} at each kill: {moments}')
    record_property('moments', moments)
    assert any(0 < figure < KILLED for moment in moments for figure in moment), 'never half done'
    due = online.today
    online.settle()
    assert wrong(standings(online, ids, due), struck=True) == {}


def test_killed_between_the_charge_and_its_answer(online):
    """The worst moment: the money is taken, and nobody is left to hear of it."""
    due = online.today
    ids = online.join(['never-heard'], due)
    clocks = online.start_charging('never-heard')
    clocks.kill()
    online.settle()
    assert standings(online, ids, due) == {'never-heard': ONCE}


@pytest.mark.clause('000-11')
def test_two_clocks_at_once(online):
    due = online.today
    ids = online.join(cards('clocks', CLOCKS), due)
    online.an_hour_passes()
    bare = [online.nursery.start(BARE_CLOCKS) for _clock in range(2)]
    jobs = [online.start_clocks() for _clock in range(2)]
    for clock in bare:
        clock.wait()
    assert [clock.wait() for clock in jobs] == [0, 0]
    online.settle()
    assert wrong(standings(online, ids, due)) == {}


def test_database_restarted_in_the_middle(online):
    chance = random.Random(SEED)
    due = online.today
    ids = online.join(cards('restarted', RESTARTED), due)
    for restart in (online.crash_database, online.restart_database):
        online.an_hour_passes()
        clocks = online.start_clocks(statements=chance.randint(*STRIKES))
        restart()
        clocks.wait()
    online.settle()
    assert wrong(standings(online, ids, due), struck=True) == {}


@pytest.mark.clause('000-13')
def test_one_failing_member_delays_nobody(site):
    """The row's own figures in the long form: 100 due, the 37th without an invoice address."""
    due = site.today
    ids = site.join(cards('hundred', HUNDRED), due, billed=False, provider=None)
    street = (
        "UPDATE res_partner SET street = {} WHERE id = (SELECT partner_id FROM perles_membership"
        f" WHERE id = {ids[36 % HUNDRED]})"
    )

    def bill():
        assert site.nursery.start(BILL).wait() == 0
        return [int(figure) for figure in site.psql(FAILURES.format(ids=joined(ids), due=due))[0]]

    site.psql(street.format('NULL'))
    assert bill() == [HUNDRED - 1, 1, 0]
    assert bill() == [HUNDRED - 1, 1, 0]
    site.psql(street.format("'1 rue de la Carreterie'"))
    assert bill() == [HUNDRED, 0, 0]
    site.psql(f"UPDATE perles_notice SET state = 'cancelled' WHERE res_id IN ({joined(ids)})"
              " AND res_model = 'perles.membership'")
