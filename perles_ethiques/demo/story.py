"""The demonstration: a small story of the house, played through its own methods.

Nothing here is loaded with the addon. ``play`` may be called again: what is already there is
left as it is. ``remove`` closes what ``play`` opened; evidence and numbered invoices stay, as
they would for real members.
"""
from datetime import date

from . import accounts, arrivals, orders, people, wishes
from .accounts import PASSWORD, TAG


def play(env):
    """Prepare the house and let the people of the story join.

    :param env: a superuser environment; the caller commits.
    """
    env = env(context={**env.context, 'lang': 'fr_FR', 'tracking_disable': False})
    prepare_house(env)
    for login, name, groups in people.TEAM:
        accounts.staff(env, login, name, groups)
    env.company.perles_responsible_id = env['res.users'].search(
        [('login', '=', people.TEAM[0][0])],
    )
    for person in people.MEMBERS:
        if not accounts.partner(env, person['email']):
            accounts.join(env, person)
        elif not accounts.partner(env, person['email']).active:
            accounts.come_back(env, person)
    accounts.colleague(env)
    accounts.customer(env)
    accounts.neighbour(env)
    wishes.play(env)
    arrivals.play(env)
    orders.play(env)


def prepare_house(env):
    """Identity, bank account, contract, payment means: what the checklist asks for."""
    company = env.company
    company.write({**people.IDENTITY, 'country_id': env.ref('base.fr').id})
    if not company.partner_id.bank_ids:
        env['res.partner.bank'].create({
            'acc_number': people.IBAN, 'partner_id': company.partner_id.id,
        })
    for terms in env['perles.terms'].search([('company_id', '=', company.id)]):
        if not terms.version_ids:
            terms._publish(date(2026, 11, 1), "Première version.")
    card = env['payment.provider'].search([('code', '=', 'demo')], limit=1)
    card.write({'state': 'test', 'is_published': True, 'allow_tokenization': True})
    transfer = env['payment.provider'].search([('custom_mode', '=', 'wire_transfer')], limit=1)
    transfer.write({'state': 'enabled', 'is_published': True})
    transfer.action_recompute_pending_msg()
    orders.prepare_carrier(env)


def remove(env):
    """Close what the story opened: accounts, people, memberships, waiting requests."""
    partners = env['res.partner'].with_context(active_test=False).search(
        [('category_id.name', '=', TAG)],
    )
    orders.remove(env, partners)
    wishes.remove(env, partners)
    arrivals.remove(env)
    for membership in partners.perles_membership_ids:
        accounts.undo(membership)
    env['perles.joining'].search([
        ('email', 'in', partners.mapped('email')), ('state', 'in', ('requested', 'review')),
    ]).action_close()
    env['res.users'].search([('partner_id', 'in', partners.ids)]).action_archive()
    partners.with_context(active_test=True).action_archive()
    env.company.perles_responsible_id = False


def cards(env):
    """Who can sign in, as (role, login, password, what to look at) tuples."""
    manager, employee = (login for login, _name, _groups in people.TEAM)
    return [
        ('manager', manager, PASSWORD, "menu Adhérents, réglages compris"),
        ('employee', employee, PASSWORD, "menu Adhérents : Aujourd’hui, virements attendus"),
        ('member', people.MEMBERS[0]['email'], PASSWORD, "/my/membership"),
        ('consumer', people.MEMBERS[1]['email'], PASSWORD, "/my/membership"),
        ('waiting', people.MEMBERS[2]['email'], PASSWORD, "un virement attendu"),
        ('unpaid', people.MEMBERS[3]['email'], PASSWORD, "/my/membership/pay"),
        ('customer', people.CUSTOMER['email'], PASSWORD, "/adhesion"),
        ('visitor', "une adresse nouvelle", "—", "/adhesion, puis le moyen de paiement « Démo »"),
    ]
