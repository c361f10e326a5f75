"""The same payment notification many times at once: one of everything (000-07)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from tests.harness import pick

ROUNDS = pick(1, 10)
AT_ONCE = pick(10, 30)

OPEN_MEMBERSHIP = """
from odoo.addons.perles_ethiques.demo import accounts
from odoo.fields import Command
plan = env.ref('perles_ethiques.membership_plan')
contact = env['res.partner'].create({{
    'name': "Race {number}", 'email': 'race{number}@luz.example',
    'street': "1 rue", 'zip': "84000", 'city': "Avignon", 'country_id': env.ref('base.fr').id,
}})
joining = env['perles.joining'].create({{
    **accounts.form(env, {{'kind': 'person', 'person_name': contact.name, 'email': contact.email}}),
    'company_id': env.company.id,
}})
membership = joining._prove_for(contact)
provider = env['payment.provider'].search([('code', '=', 'demo')], limit=1)
order = membership.order_id
transaction = env['payment.transaction'].create({{
    'provider_id': provider.id, 'payment_method_id': provider.payment_method_ids[:1].id,
    'reference': 'RACE-{number}', 'amount': order.amount_total,
    'currency_id': order.currency_id.id, 'partner_id': contact.id,
    'operation': 'online_direct', 'sale_order_ids': [Command.set(order.ids)],
}})
env.cr.commit()
answer(membership.id)
"""

COUNTS = """
SELECT m.state,
       (SELECT count(*) FROM perles_membership_period p WHERE p.membership_id = m.id),
       (SELECT count(*) FROM account_move i
         WHERE i.perles_membership_id = m.id AND i.state = 'posted'),
       (SELECT count(*) FROM account_payment p
         WHERE p.partner_id = m.partner_id AND p.state IN ('in_process', 'paid')),
       (SELECT count(*) FROM perles_notice n WHERE n.res_model = 'perles.membership'
         AND n.res_id = m.id AND n.kind = 'welcome'),
       (SELECT count(*) FROM perles_acceptance a WHERE a.partner_id = m.partner_id)
  FROM perles_membership m WHERE m.id = {membership}
"""


@pytest.mark.clause('000-07')
@pytest.mark.parametrize('number', range(ROUNDS))
def test_notifications_in_parallel(server, number):
    membership = server.shell(OPEN_MEMBERSHIP.format(number=number))

    def notify(_time):
        return requests.post(f'{server.url}/payment/demo/simulate_payment', timeout=60, json={
            'jsonrpc': '2.0', 'params': {
                'reference': f'RACE-{number}', 'simulated_state': 'done',
                'payment_details': '4242',
            },
        }).status_code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        statuses = list(pool.map(notify, range(AT_ONCE)))
    assert not [status for status in statuses if status >= 500]
    welcome = server.mailed(f'race{number}@luz.example')
    assert len(welcome) == 1
    assert server.psql(COUNTS.format(membership=membership)) == [['active'] + ['1'] * 5]
