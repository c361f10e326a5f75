"""A provider that answers late, twice, never or no: the card is charged once at most."""

import time

from bootstrap.daemon import wait_until
from tests.harness import pick
from tests.harness.standings import ONCE, standings, wrong

# who is never answered waits for ten seconds, as long as Odoo does
MUTE = pick(['late-1', 'twice-1', 'lost-1'], ['late-1', 'twice-1', 'lost-1', 'never-1'])
FORBID_QUESTIONS = """
env['payment.provider'].search([('code', '=', 'recorder')]).recorder_answers = False
env.cr.commit()
"""
BOOK_PAYMENTS = "env['payment.transaction']._cron_post_process(); env.cr.commit()"
TEAM_SAW_IT = """
env['perles.membership'].browse({membership}).period_ids[:1].action_charge_taken()
env.cr.commit()
"""


def test_late_twice_never_and_lost(online):
    """The money was taken each time, whatever was heard of it."""
    due = online.today
    ids = online.join(MUTE, due)
    online.run_clocks()
    time.sleep(online.recorder.delay)
    online.settle()
    assert wrong(standings(online, ids, due)) == {}


def test_slow_beside_the_clock_of_payments(online):
    """The native clock looks at payments while the provider is asked: its answer is written."""
    due = online.today
    ids = online.join(['slow-1'], due)
    clocks = online.start_charging('slow-1')
    assert online.nursery.start(BOOK_PAYMENTS).wait() == 0
    assert clocks.wait() == 0
    assert standings(online, ids, due) == {'slow-1': ONCE}


def test_refused_or_authentication_asked(online):
    """No money and no second attempt by itself: one mail with a link to pay."""
    due = online.today
    group = ['refused-1', 'authentication-1']
    ids = online.join(group, due)
    online.settle()
    online.settle()
    unpaid = ONCE._replace(paid=0, payments=0, charges=0, mails=('charge_refused', 'renewal'))
    assert wrong(standings(online, ids, due), unpaid) == {}
    assert [len(online.recorder.charges(card)) for card in group] == [1, 1]


def test_provider_that_cannot_be_asked(online):
    """The team is asked, the card is left alone, and an answer that comes after all counts."""
    due = online.today
    online.shell(FORBID_QUESTIONS)
    ids = online.join(['lost-taken', 'lost-notified'], due)
    online.settle()
    online.settle()
    assert wrong(standings(online, ids, due), ONCE._replace(paid=0, payments=0)) == {}
    assert to_check(online, ids) == 2
    online.recorder.notify(*online.recorder.charges('lost-notified'))
    online.shell(TEAM_SAW_IT.format(membership=ids[0]))
    assert wait_until(lambda: to_check(online, ids) == 0, 20)
    online.settle()
    assert wrong(standings(online, ids, due)) == {}


def to_check(site, ids):
    """Return how many charges the team is asked about."""
    [[count]] = site.psql(
        'SELECT count(*) FROM perles_membership_period WHERE charge_to_check'
        f' AND membership_id IN ({", ".join(map(str, ids))})'
    )
    return int(count)
