"""Members, as the Odoo shell makes them: see `join` of this package."""

from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.fields import Command
from odoo.tools import SQL

from odoo.addons.perles_ethiques.tools.calendars import period, period_words

from .rows import nth, spread

HOME = {'street': "12 rue des Teinturiers", 'zip': "84000", 'city': "Avignon", 'lang': 'fr_FR'}


def members(env, cards, due, years=1, billed=True, provider=None, password=None):
    """Let members join; see `join` of this package."""
    env = env(context={
        **env.context, 'lang': 'fr_FR', 'tracking_disable': True, 'no_reset_password': True,
    })
    # a bill is no row that one could copy: its number, its lines and its payment hang together
    by_hand, copied = (cards, []) if billed else (cards[:1], cards[1:])
    memberships = _join(env, by_hand, date.fromisoformat(due), years, billed)
    if copied:
        memberships += _multiply(memberships, by_hand[0], copied)
    if provider:
        _keep_cards(env, memberships, cards, provider)
    if password:
        env['res.users'].create([{
            'login': partner.email, 'partner_id': partner.id, 'password': password,
            'group_ids': [Command.set(env.ref('base.group_portal').ids)],
        } for partner in memberships.partner_id])
    return memberships.ids


def _join(env, cards, due, years, billed):
    """Open, bill and pay memberships by the house's own methods, in batches."""
    plan = env.ref('perles_ethiques.membership_plan')
    partners = env['res.partner'].create([{
        'name': f"Adhérent {card}", 'email': f'{card}@perles-test.example',
        # a bill, or none, makes a customer
        'country_id': env.ref('base.fr').id, 'customer_rank': int(not billed), **HOME,
    } for card in cards])
    memberships = env['perles.membership'].create([{
        'partner_id': partner.id, 'contact_id': partner.id, 'plan_id': plan.id,
        'version_id': plan.terms_id.current_version_id.id, 'accepted_at': fields.Datetime.now(),
        'immediate_start': False,
    } for partner in partners])
    for number in range(1, years + 1):
        start, end = period(due - relativedelta(years=years), number - 1, plan.duration_months)
        invoices = [env['account.move']] * len(memberships)
        if billed:
            invoices = _bill(memberships, plan, start, end)
        env['perles.membership.period'].create([{
            'membership_id': membership.id, 'number': number, 'start_date': start,
            'end_date': end, 'invoice_id': invoice.id, 'price': plan.price,
        } for membership, invoice in zip(memberships, invoices, strict=True)])
        if billed:
            env['account.payment.register'].with_context(
                active_model='account.move', active_ids=invoices.ids,
            ).create({'payment_date': start, 'group_payment': False})._create_payments()
        elif number == 1:
            memberships._write_state('active')
    assert set(memberships.mapped('state')) == {'active'}, memberships.mapped('state')
    # what was mailed in the years before
    env['perles.notice'].search([
        ('res_model', '=', 'perles.membership'), ('res_id', 'in', memberships.ids),
    ]).write({'state': 'sent', 'sent_at': fields.Datetime.now()})
    return memberships


def _bill(memberships, plan, start, end):
    invoices = memberships.env['account.move'].create([{
        'move_type': 'out_invoice', 'partner_id': membership.partner_id.id,
        'invoice_date': start, 'perles_membership_id': membership.id,
        'invoice_line_ids': [Command.create({
            'product_id': plan.product_id.id, 'name': period_words(plan.env, start, end),
        })],
    } for membership in memberships])
    invoices.action_post()
    return invoices


def _multiply(membership, card, cards):
    """Make more members like this one, whose rows hold its card in places."""
    env, partner = membership.env, membership.partner_id

    def own(name):
        return SQL('replace(model.%s, %s, %s)', SQL.identifier(name), card, nth(cards))

    partners = spread(partner, len(cards), **{
        name: own(name) for name in ('name', 'complete_name', 'email', 'email_normalized')
    })
    env.cr.execute('UPDATE res_partner SET commercial_partner_id = id WHERE id = ANY(%s)',
                   [partners])
    ids = spread(membership, len(cards), partner_id=nth(partners), contact_id=nth(partners),
                 name=SQL("model.name || '-' || n"))
    for one in membership.period_ids:
        spread(one, len(cards), membership_id=nth(ids), partner_id=nth(partners))
    return membership.browse(ids)


def _keep_cards(env, memberships, cards, code):
    provider = env['payment.provider'].search([('code', '=', code)], limit=1)
    tokens = env['payment.token'].create([{
        'provider_id': provider.id, 'payment_method_id': provider.payment_method_ids[:1].id,
        'partner_id': membership.partner_id.id, 'provider_ref': card, 'payment_details': '4242',
    } for membership, card in zip(memberships, cards, strict=True)])
    for membership, token in zip(memberships, tokens, strict=True):
        membership.token_id = token
