"""Who is in the story, and how each came: by the form, the mailed link, and a payment."""

from odoo.fields import Command

from . import people

TAG = "Démonstration"
PASSWORD = 'perles-demo-2026'


def tag(env):
    tags = env['res.partner.category']
    return tags.search([('name', '=', TAG)], limit=1) or tags.create({'name': TAG})


def partner(env, email):
    return env['res.partner'].with_context(active_test=False).search(
        [('email_normalized', '=', email)], limit=1,
    )


def staff(env, login, name, groups):
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
    user.partner_id.category_id = tag(env)


def form(env, person):
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


def join(env, person):
    """Send the form, follow the mailed link, choose how to pay."""
    joining = env['perles.joining']._request(form(env, person))
    membership = joining._prove_by_mail(joining._secret(), PASSWORD)
    (membership.partner_id | membership.contact_id).category_id = tag(env)
    _choose_payment(env, membership, person)


def come_back(env, person):
    """Open the account of who was removed, and let them join again."""
    contact = partner(env, person['email'])
    (contact | contact.commercial_partner_id).action_unarchive()
    env['res.users'].with_context(active_test=False).search(
        [('partner_id', '=', contact.id)],
    ).action_unarchive()
    joinings = env['perles.joining']
    _choose_payment(env, joinings._prove_by_session(form(env, person), contact), person)


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


def colleague(env):
    """A second contact of the first organisation, with an account of her own."""
    organisation = partner(env, people.MEMBERS[0]['email']).commercial_partner_id
    _portal_account(env, {**people.COLLEAGUE, 'parent_id': organisation.id})


def customer(env):
    """A customer of the shop who has an account and no membership."""
    _portal_account(env, {
        'name': people.CUSTOMER['person_name'], 'email': people.CUSTOMER['email'],
    })


def neighbour(env):
    """Somebody of the address book who sends the form: the team has to look at it."""
    if partner(env, people.NEIGHBOUR['email']):
        return
    env['res.partner'].create({
        'name': people.NEIGHBOUR['person_name'], 'email': people.NEIGHBOUR['email'],
        'category_id': [Command.link(tag(env).id)],
    })
    env['perles.joining']._request(form(env, people.NEIGHBOUR))


def _portal_account(env, values):
    if partner(env, values['email']):
        return
    account = env['res.partner'].create({
        **values, 'lang': 'fr_FR', 'category_id': [Command.link(tag(env).id)],
    })
    env['res.users'].with_context(no_reset_password=True).create({
        'login': values['email'], 'partner_id': account.id, 'password': PASSWORD,
        'lang': 'fr_FR', 'tz': 'Europe/Paris',
        'group_ids': [Command.set(env.ref('base.group_portal').ids)],
    })


def undo(membership):
    """Credit what was billed, then cancel: what staff would do for a real member."""
    paid = membership.invoice_ids.filtered(lambda m: m.state == 'posted')
    for invoice in paid.filtered(lambda m: not m.reversal_move_ids):
        invoice._reverse_moves([{'ref': TAG}]).action_post()
    if membership._can_move('cancel'):
        membership.action_cancel()
