"""Our pages against a native one, in the same run: the figure that lasts is the ratio."""

import re
from datetime import date, timedelta

import pytest
import requests

from tests.harness import pick
from tests.harness.crowd import address, join
from tests.harness.session import signed_in
from tests.harness.stopwatch import WARM_UP, compare, reading

ROUNDS = pick(30, 200)
NATIVE = '/my/orders'
# the short form only catches a page that became slow for good
LIMIT = pick(2.0, 1.3)
SHOWN = 6
PASSWORD = 'un-mot-de-passe-long'
# a member who was renewed once, and one who is faithful
FEW, YEARS = 2, pick(4, 12)
# as many lines on the native page as on ours
ORDERS = """
partner = env['res.partner'].search([('email', '=', '{email}')])
lesson = env['product.product'].create({{'name': "Atelier", 'type': 'service'}})
env['sale.order'].create([{{
    'partner_id': partner.id, 'order_line': [(0, 0, {{
        'product_id': lesson.id,
    }})],
}} for _year in range({years})]).action_confirm()
env.cr.commit()
"""


@pytest.fixture(scope='module')
def faithful(server):
    """Return the sessions of two members, by the number of years billed to them."""
    due = str(date.today() + timedelta(days=200))
    sessions = {}
    for years in (FEW, YEARS):
        card = f'faithful{years}'
        join(server.shell, [card], due, years=years, password=PASSWORD)
        server.shell(ORDERS.format(email=address(card), years=years))
        sessions[years] = signed_in(server, address(card), PASSWORD)
    return sessions


def compare_pages(server, path, visitor, member, record_property):
    """Ask for a page and for the native one in turn; fail when ours is too slow."""
    compare(
        path, lambda: reading(visitor, server.url + path),
        NATIVE, lambda: reading(member, server.url + NATIVE), ROUNDS, LIMIT, record_property,
    )


def statements(server, session, path):
    """Return how many SQL statements a page costs once it is warm, as the server logs it."""
    for _time in range(WARM_UP):
        reading(session, server.url + path)
    log = server.server.daemon.log.read_text(encoding='utf-8')
    return int(re.findall(rf'"GET {path} HTTP/1.1" 200 - (\d+) ', log)[-1])


@pytest.mark.parametrize('path', ['/adhesion', '/my/membership'])
def test_page_against_native_orders(server, cards, path, record_property):
    member = signed_in(server, *cards['member'])
    visitor = requests.Session() if path == '/adhesion' else member
    compare_pages(server, path, visitor, member, record_property)


def test_twelve_years_against_native_orders(server, faithful, record_property):
    session = faithful[YEARS]
    page = session.get(f'{server.url}/my/membership', timeout=60).text
    # the page lists the latest ones
    assert len(set(re.findall(r'FAC/\d+/\d+', page))) == min(YEARS, SHOWN)
    compare_pages(server, '/my/membership', session, session, record_property)


def test_twelve_years_cost_the_same_statements(server, faithful, record_property):
    few, many = (statements(server, faithful[years], '/my/membership') for years in (FEW, YEARS))
    record_property('statements', many)
    print(f'/my/membership: {few} statements with {FEW} invoices, {many} with {YEARS}')
    assert many <= few
