"""What every test finds: identity, contract, payment, team; made once in a database of tests.

`seed` is called by each test class and makes what is missing. A database that is copied for the
tests may be seeded before, with its own commit: `odoo shell -d <database>`, then::

    from odoo.addons.perles_ethiques.tests.kit.seed import seed
    seed(env)
    env.cr.commit()
"""
from datetime import date
from types import SimpleNamespace

from freezegun import freeze_time

from odoo.fields import Command

from ...demo.people import IBAN, IDENTITY

# the contract of the tests is older than their members
PUBLISHED = '2026-01-05 10:00:00'
MANAGER, EMPLOYEE = 'perles_manager', 'perles_employee'


def seed(env):
    """Make the house of the tests where it is missing.

    :return: its company, plan, terms, first version, providers and team
    """
    company = env.ref('base.main_company')
    plan = env.ref('perles_ethiques.membership_plan')
    _identify(company)
    return SimpleNamespace(
        company=company,
        plan=plan,
        terms=plan.terms_id,
        v1=_publish(plan.terms_id),
        card=_enable(env, [('code', '=', 'demo')], state='test', allow_tokenization=True),
        transfer=_enable(env, [('custom_mode', '=', 'wire_transfer')], state='enabled'),
        manager=_responsible(company),
        employee=_user(env, EMPLOYEE, 'perles_ethiques.group_perles_user'),
    )


def _identify(company):
    values = {**IDENTITY, 'country_id': company.env.ref('base.fr').id}
    company.write({
        name: value for name, value in values.items()
        if company._fields[name].convert_to_write(company[name], company) != value
    })
    banks = company.env['res.partner.bank']
    account = {'acc_number': IBAN, 'partner_id': company.partner_id.id}
    if not banks.search_count([(name, '=', value) for name, value in account.items()]):
        banks.create(account)


def _publish(terms):
    """The first version of the contract, published before anybody joined."""
    if not terms.clause_ids:
        terms.env['perles.terms.clause'].create({
            'terms_id': terms.id, 'key': 'price', 'title': "Prix", 'body': "180 € HT.",
        })
    if not terms.version_ids:
        with freeze_time(PUBLISHED):
            terms.env['perles.terms.version']._freeze(terms, date(2020, 1, 1), "First version")
        terms.invalidate_recordset()
    return terms.version_ids.sorted('number')[:1]


def _enable(env, domain, **values):
    provider = env['payment.provider'].search(domain, limit=1)
    values['is_published'] = True
    if any(provider[name] != value for name, value in values.items()):
        provider.write(values)
    return provider


def _responsible(company):
    manager = _user(company.env, MANAGER, 'perles_ethiques.group_perles_manager', lang='en_US')
    if company.perles_responsible_id != manager:
        company.perles_responsible_id = manager
    return manager


def _user(env, login, group, **values):
    """A user of the team, whose password is the login."""
    user = env['res.users'].search([('login', '=', login)])
    return user or env['res.users'].with_context(no_reset_password=True).create({
        'name': f'{login} ({group})', 'login': login, 'password': login,
        'email': f'{login}@example.com', 'group_ids': [Command.set(env.ref(group).ids)], **values,
    })
