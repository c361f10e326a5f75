"""Two tabs and two colleagues press at the same instant: one membership, one order."""

from concurrent.futures import ThreadPoolExecutor

from tests.harness import pick
from tests.harness.session import hidden, signed_in

TABS = pick(6, 20)
CUSTOMER_ORDERS = """
SELECT count(DISTINCT m.id), count(DISTINCT o.id) FROM perles_membership m
  JOIN res_partner c ON c.id = m.contact_id
  LEFT JOIN sale_order o ON o.perles_membership_id = m.id
 WHERE c.email = '{login}' AND m.state IN ('draft', 'pending', 'active')
"""


def test_same_person_in_many_tabs(server, cards):
    login, password = cards['customer']
    sessions = [signed_in(server, login, password) for _tab in range(TABS)]
    pages = [session.get(f'{server.url}/adhesion', timeout=60).text for session in sessions]

    def press(tab):
        session, page = tab
        return session.post(f'{server.url}/adhesion', timeout=120, allow_redirects=False, data={
            **{name: hidden(page, name)
               for name in ('csrf_token', 'plan_id', 'version_id', 'amount_total')},
            'kind': 'person', 'street': "5 cours Mirabeau", 'zip': "13100",
            'city': "Aix-en-Provence", 'country': 'FR', 'accept_terms': '1',
        }).status_code

    with ThreadPoolExecutor(TABS) as pool:
        statuses = list(pool.map(press, zip(sessions, pages, strict=True)))
    assert statuses == [303] * TABS
    assert server.psql(CUSTOMER_ORDERS.format(login=login)) == [['1', '1']]
