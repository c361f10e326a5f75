"""The demonstration: a small story of the house, played through its own methods.

Nothing here is loaded with the addon. ``play`` may be called again: what is already there is
left as it is. ``remove`` closes what ``play`` opened; evidence and numbered invoices stay, as
they would for real members.
"""
from datetime import date

from odoo.fields import Command

from . import arrivals, people, wishes

TAG = "Démonstration"
PASSWORD = 'perles-demo-2026'


def play(env):
    """Prepare the house and let the people of the story join.

    :param env: a superuser environment; the caller commits.
    """
    env = env(context={**env.context, 'lang': 'fr_FR', 'tracking_disable': False})
    prepare_house(env)
    for login, name, groups in people.TEAM:
        _staff(env, login, name, groups)
    env.company.perles_responsible_id = env['res.users'].search(
        [('login', '=', people.TEAM[0][0])],
    )
    for person in people.MEMBERS:
        if not _partner(env, person['email']):
            _member(env, person)
        elif not _partner(env, person['email']).active:
            _come_back(env, person)
    _colleague(env)
    _customer(env)
    _neighbour(env)
    wishes.play(env)
    arrivals.play(env)


def prepare_house(env):
    """Identity, bank account, contract, payment means: what the checklist asks for."""
    company = env.company
    company.write({**people.IDENTITY, 'country_id': env.ref('base.fr').id})
    if not company.partner_id.bank_ids:
        env['res.partner.bank'].create({
            'acc_number': people.IBAN, 'partner_id': company.partner_id.id,
        })
    terms = env.ref('perles_ethiques.terms_membership')
    if not terms.version_ids:
        terms._publish(date(2026, 11, 1), "Première version du contrat.")
    card = env['payment.provider'].search([('code', '=', 'demo')], limit=1)
    card.write({'state': 'test', 'is_published': True, 'allow_tokenization': True})
    transfer = env['payment.provider'].search([('custom_mode', '=', 'wire_transfer')], limit=1)
    transfer.write({'state': 'enabled', 'is_published': True})
    transfer.action_recompute_pending_msg()


def remove(env):
    """Close what the story opened: accounts, people, memberships, waiting requests."""
    partners = env['res.partner'].with_context(active_test=False).search(
        [('category_id.name', '=', TAG)],
    )
    wishes.remove(env, partners)
    arrivals.remove(env)
    for membership in partners.perles_membership_ids:
        _undo(membership)
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


# === PEOPLE === #

def _tag(env):
    tags = env['res.partner.category']
    return tags.search([('name', '=', TAG)], limit=1) or tags.create({'name': TAG})


def _partner(env, email):
    return env['res.partner'].with_context(active_test=False).search(
        [('email_normalized', '=', email)], limit=1,
    )


def _staff(env, login, name, groups):
    users = env['res.users'].with_context(active_test=False, no_reset_password=True)
    user = users.search([('login', '=', login)], limit=1)
    if user:
        user.active = True
        return
    user = users.create({
        'login': login, 'name': name, 'email': f'{login}@perles.example', 'password': PASSWORD,
        'lang': 'fr_FR', 'tz': 'Europe/Paris',
        'group_ids': [Command.link(env.ref(group).id) for group in groups],
    })
    user.partner_id.category_id = _tag(env)


def _form(env, person):
    plan = env.ref('perles_ethiques.membership_plan')
    fields = env['perles.joining']._fields
    return {
        'plan_id': plan.id,
        'version_id': plan.terms_id.current_version_id.id,
        'country_id': env.ref('base.fr').id,
        'box_label': "J’ai lu le contrat d’adhésion et je l’accepte.",
        'button_label': "Adhésion avec obligation de paiement",
        'ip_address': '192.0.2.1',
        **{key: value for key, value in person.items() if key in fields},
    }


def _member(env, person):
    """Send the form, follow the mailed link, choose how to pay."""
    joining = env['perles.joining']._request(_form(env, person))
    membership = joining._prove_by_mail(joining._secret(), PASSWORD)
    (membership.partner_id | membership.contact_id).category_id = _tag(env)
    _choose_payment(env, membership, person)


def _come_back(env, person):
    """Open the account of who was removed, and let them join again."""
    contact = _partner(env, person['email'])
    (contact | contact.commercial_partner_id).action_unarchive()
    env['res.users'].with_context(active_test=False).search(
        [('partner_id', '=', contact.id)],
    ).action_unarchive()
    joinings = env['perles.joining']
    _choose_payment(env, joinings._prove_by_session(_form(env, person), contact), person)


def _choose_payment(env, membership, person):
    if person['pays'] == 'card':
        _pay(env, membership, 'demo', tokenize=person.get('keeps_card', False))
    elif person['pays'] == 'transfer':
        _pay(env, membership, 'custom')


def _pay(env, membership, code, tokenize=False):
    provider = env['payment.provider'].search(
        [('code', '=', code), ('state', '!=', 'disabled')], limit=1,
    )
    order = membership.order_id
    transaction = env['payment.transaction'].create({
        'provider_id': provider.id,
        'payment_method_id': provider.payment_method_ids[:1].id,
        'reference': env['payment.transaction']._compute_reference(
            code, sale_order_ids=[Command.set(order.ids)],
        ),
        'amount': order.amount_total,
        'currency_id': order.currency_id.id,
        'partner_id': order.partner_id.id,
        'operation': 'online_direct',
        'tokenize': tokenize,
        'sale_order_ids': [Command.set(order.ids)],
    })
    env['payment.transaction']._process(code, {
        'reference': transaction.reference, 'simulated_state': 'done', 'payment_details': '4242',
    })
    transaction._post_process()


def _colleague(env):
    """A second contact of the first organisation, with an account of her own."""
    organisation = _partner(env, people.MEMBERS[0]['email']).commercial_partner_id
    _portal_account(env, {**people.COLLEAGUE, 'parent_id': organisation.id})


def _customer(env):
    """A customer of the shop who has an account and no membership."""
    _portal_account(env, {
        'name': people.CUSTOMER['person_name'], 'email': people.CUSTOMER['email'],
    })


def _neighbour(env):
    """Somebody of the address book who sends the form: the team has to look at it."""
    if _partner(env, people.NEIGHBOUR['email']):
        return
    env['res.partner'].create({
        'name': people.NEIGHBOUR['person_name'], 'email': people.NEIGHBOUR['email'],
        'category_id': [Command.link(_tag(env).id)],
    })
    env['perles.joining']._request(_form(env, people.NEIGHBOUR))


def _portal_account(env, values):
    if _partner(env, values['email']):
        return
    partner = env['res.partner'].create({
        **values, 'lang': 'fr_FR', 'category_id': [Command.link(_tag(env).id)],
    })
    env['res.users'].with_context(no_reset_password=True).create({
        'login': values['email'], 'partner_id': partner.id, 'password': PASSWORD,
        'lang': 'fr_FR', 'tz': 'Europe/Paris',
        'group_ids': [Command.set(env.ref('base.group_portal').ids)],
    })


def _undo(membership):
    """Credit what was billed, then cancel: what staff would do for a real member."""
    paid = membership.invoice_ids.filtered(lambda m: m.state == 'posted')
    for invoice in paid.filtered(lambda m: not m.reversal_move_ids):
        invoice._reverse_moves([{'ref': TAG}]).action_post()
    if membership._can_move('cancel'):
        membership.action_cancel()
