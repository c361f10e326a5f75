"""The lists of a member, full, beside the native list of orders of the same length."""

from datetime import date, timedelta

import pytest

from tests.harness import crowd, pick
from tests.harness.crowd import address, join
from tests.harness.session import signed_in
from tests.harness.stopwatch import compare, reading

pytestmark = pytest.mark.timeout(pick(300, 3600))

ROUNDS = pick(30, 100)
NATIVE = '/my/orders'
# the short form only catches a page that became slow for good
LIMIT = pick(2.5, 1.5)
# what a page shows, and all that there is
SHOWN, LINES = 20, pick(20, 80)
PASSWORD = 'un-mot-de-passe-long'
CARD = 'comblee'
ORDERS = """
partner = env['res.partner'].search([('email', '=', '{email}')])
lesson = env['product.product'].create({{'name': "Atelier", 'type': 'service'}})
env['sale.order'].create([{{
    'partner_id': partner.id, 'order_line': [(0, 0, {{'product_id': lesson.id}})],
}} for _order in range({orders})]).action_confirm()
env.cr.commit()
"""
TAKE = """
offers = env['perles.offer'].browse({offers})
for offer in offers:
    claim, why_not = env['perles.claim']._take(
        offer.lot_id, offer.partner_id, offer.quantity, f'offer-{{offer.id}}', offer,
    )
    assert claim, why_not
env.cr.commit()
"""


@pytest.fixture(scope='module')
def member(server):
    """Return the session of a member with as many offers to answer as pre-reservations."""
    email = address(CARD)
    join(server.shell, [CARD], str(date.today() + timedelta(days=200)), password=PASSWORD)
    server.shell(ORDERS.format(email=email, orders=SHOWN))
    for gesture in (None, TAKE):
        receipt = crowd.receipt(server.shell, 1, LINES)
        offers = crowd.offered(server.shell, receipt, email)
        assert len(offers) == LINES
        if gesture:
            server.shell(gesture.format(offers=offers))
    return signed_in(server, email, PASSWORD)


@pytest.mark.parametrize('path', ['/my/wishes', '/my/offers', '/my/claims'])
def test_list_against_native_orders(server, member, path, record_property):
    for name in (path, NATIVE):
        assert member.get(server.url + name, timeout=60).text.count('</tr>') - 1 == SHOWN
    compare(
        f'{path}, {SHOWN} lines of {LINES}', lambda: reading(member, server.url + path),
        NATIVE, lambda: reading(member, server.url + NATIVE), ROUNDS, LIMIT, record_property,
    )
