"""A member pays on the page while the clocks are at work: one payment each, and no fault."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from bootstrap.daemon import wait_until
from tests.harness import pick

pytestmark = pytest.mark.timeout(pick(600, 1800))
MEMBERS = pick(4, 24)
# the page of one member is open in so many tabs, and so many processes book what is paid
TABS, CLOCKS = 2, 2
PATIENCE = 60

BILL = "env['perles.membership']._cron_renew(); env.cr.commit()"
CHARGE = "env['perles.membership.period']._cron_charge(); env.cr.commit()"
BOOK = "env['payment.transaction']._cron_post_process(); env.cr.commit()"
PAGES = """
bills = env['perles.membership'].browse({ids}).period_ids.filtered(
    lambda period: str(period.start_date) == '{due}').invoice_id
demo = env['payment.provider'].search([('code', '=', 'demo')], limit=1)
answer([{{
    'bill': bill.id, 'contact': bill.partner_id.email, 'params': {{
        'provider_id': demo.id, 'payment_method_id': demo.payment_method_ids[:1].id,
        'token_id': None, 'amount': bill.amount_residual, 'flow': 'direct',
        'tokenization_requested': False, 'landing_route': bill.get_portal_url(),
        'access_token': bill._portal_ensure_token(),
    }}
}} for bill in bills])
env.cr.commit()
"""
STANDING = """
SELECT i.payment_state IN ('paid', 'in_payment') AND p.unpaid_since IS NULL,
       (SELECT count(*) FROM account_payment a
          JOIN account_invoice_transaction_rel link
            ON link.transaction_id = a.payment_transaction_id
         WHERE link.invoice_id = i.id AND a.state IN ('in_process', 'paid')),
       (SELECT count(*) FROM payment_transaction t
          JOIN account_invoice_transaction_rel link ON link.transaction_id = t.id
         WHERE link.invoice_id = i.id AND t.state = 'done')
  FROM account_move i JOIN perles_membership_period p ON p.invoice_id = i.id
 WHERE i.id IN ({bills})
"""
PAID_ONCE = ['t', '1', '1']


class Page:
    """The page of a bill in the browser of its member, who needs not sign in."""

    def __init__(self, site, facts):
        self.bill, self._params = facts['bill'], facts['params']
        self.card = facts['contact'].partition('@')[0]
        self._url, self._session = site.url, requests.Session()

    def _ask(self, path, **params):
        return self._session.post(f'{self._url}{path}', timeout=PATIENCE, json={
            'jsonrpc': '2.0', 'method': 'call', 'params': params,
        }).json()

    def begin(self):
        """Press *Pay*; return the reference of the payment, or ``None`` if it is refused."""
        answer = self._ask(f'/invoice/transaction/{self.bill}', **self._params)
        return answer.get('result', {}).get('reference')

    def answered(self, reference):
        """The provider says that it took the money."""
        self._ask('/payment/demo/simulate_payment', reference=reference, simulated_state='done',
                  payment_details='4242')

    def wait(self):
        """Wait for the end of the payment, as the page does that asks again and again."""
        return wait_until(
            lambda: self._ask('/payment/status/poll').get('result', {}).get('state') == 'done',
            PATIENCE,
        )


def pages(site, ids, due):
    """Return the page of each bill of a day."""
    assert site.nursery.start(BILL).wait() == 0
    return [Page(site, facts) for facts in site.shell(PAGES.format(ids=ids, due=due))]


def standing(site, opened):
    """Return whether each bill is paid, by how many payments, of how many transactions."""
    return site.psql(STANDING.format(bills=', '.join(str(page.bill) for page in opened)))


def test_booked_by_pages_and_clocks_at_once(online):
    due = online.today
    ids = online.join([f'booked-{number}' for number in range(MEMBERS)], due, provider=None)
    opened = pages(online, ids, due)
    logs = [online.server.daemon.log, online.nursery._log]
    sizes = [log.stat().st_size for log in logs]
    for page in opened:
        page.answered(page.begin())
    with ThreadPoolExecutor(MEMBERS * TABS) as pool:
        ends = pool.map(Page.wait, opened * TABS)
        clocks = [online.nursery.start(BOOK) for _clock in range(CLOCKS)]
        assert all(ends)
    assert [clock.wait() for clock in clocks] == [0] * CLOCKS
    assert standing(online, opened) == [PAID_ONCE] * MEMBERS
    for log, size in zip(logs, sizes, strict=True):
        assert 'duplicate key' not in log.read_bytes()[size:].decode()


def test_paid_on_the_page_while_the_cards_are_charged(online, record_property):
    """Who presses while the card is being asked is refused; who was first is not charged."""
    due = online.today
    cards = [f'slow-page-{number}' for number in range(MEMBERS)]
    opened = pages(online, online.join(cards, due), due)
    clocks = online.nursery.start(CHARGE)
    assert wait_until(lambda: any(map(online.recorder.charges, cards)), PATIENCE)
    asked = next(card for card in cards if online.recorder.charges(card))
    with ThreadPoolExecutor(MEMBERS) as pool:
        begun = dict(zip(opened, pool.map(Page.begin, opened), strict=True))
    assert not next(reference for page, reference in begun.items() if page.card == asked)
    # how many came before the clock hangs on the machine
    record_property('first', sum(map(bool, begun.values())))
    for page, reference in begun.items():
        if reference:
            page.answered(reference)
            assert page.wait()
    assert clocks.wait() == 0
    online.settle()
    assert standing(online, opened) == [PAID_ONCE] * MEMBERS
    for page, reference in begun.items():
        assert len(online.recorder.charges(page.card)) == (0 if reference else 1), page.card
