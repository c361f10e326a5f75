"""Members by the hundred, whose first year ends on a given day."""

import json

# Runs in the shell. Memberships are opened, billed and paid by the house's own methods, in batches
# rather than one by one; what a page would ask of each person (form, link, box) is left out.
CODE = """
import json
from datetime import date
from dateutil.relativedelta import relativedelta
from odoo import fields
from odoo.fields import Command

given = json.loads({given!r})
origin = date.fromisoformat(given['due']) - relativedelta(years=given['years'])
env = env(context=dict(env.context, lang='fr_FR', tracking_disable=True, no_reset_password=True))
plan = env.ref('perles_ethiques.membership_plan')
partners = env['res.partner'].create([{{
    'name': "Adhérent %s" % card, 'email': '%s@perles-test.example' % card, 'lang': 'fr_FR',
    'street': "12 rue des Teinturiers", 'zip': "84000", 'city': "Avignon",
    'country_id': env.ref('base.fr').id,
}} for card in given['cards']])
memberships = env['perles.membership'].create([{{
    'partner_id': partner.id, 'contact_id': partner.id, 'plan_id': plan.id,
    'version_id': plan.terms_id.current_version_id.id, 'accepted_at': fields.Datetime.now(),
}} for partner in partners])


def bill(start, end):
    invoices = env['account.move'].create([{{
        'move_type': 'out_invoice', 'partner_id': membership.partner_id.id,
        'invoice_date': start, 'perles_membership_id': membership.id,
        'invoice_line_ids': [Command.create({{
            'product_id': plan.product_id.id, 'name': plan._line_name(start, end),
        }})],
    }} for membership in memberships])
    invoices.action_post()
    return invoices


for number in range(1, given['years'] + 1):
    start, end = plan._period_from(origin, number)
    invoices = bill(start, end) if given['billed'] else [env['account.move']] * len(memberships)
    env['perles.membership.period'].create([{{
        'membership_id': membership.id, 'number': number, 'start_date': start, 'end_date': end,
        'invoice_id': invoice.id,
    }} for membership, invoice in zip(memberships, invoices)])
    if given['billed']:
        env['account.payment.register'].with_context(
            active_model='account.move', active_ids=invoices.ids,
        ).create({{'payment_date': start, 'group_payment': False}})._create_payments()
    elif number == 1:
        memberships._write_state('active')
assert set(memberships.mapped('state')) == {{'active'}}, memberships.mapped('state')
if given['provider']:
    provider = env['payment.provider'].search([('code', '=', given['provider'])], limit=1)
    tokens = env['payment.token'].create([{{
        'provider_id': provider.id, 'payment_method_id': provider.payment_method_ids[:1].id,
        'partner_id': partner.id, 'provider_ref': card, 'payment_details': '4242',
    }} for partner, card in zip(partners, given['cards'])])
    for membership, token in zip(memberships, tokens):
        membership.token_id = token
# what was mailed in the years before
env['perles.notice'].search([
    ('res_model', '=', 'perles.membership'), ('res_id', 'in', memberships.ids),
]).write({{'state': 'sent', 'sent_at': fields.Datetime.now()}})
if given['password']:
    env['res.users'].create([{{
        'login': partner.email, 'partner_id': partner.id, 'password': given['password'],
        'group_ids': [Command.set(env.ref('base.group_portal').ids)],
    }} for partner in partners])
env.cr.commit()
answer(memberships.ids)
"""


def join(shell, cards, due, **options):
    """Let members join so that their current year ends on the eve of a day.

    :param list cards: a word for each member: their card, their name and their address
    :param str due: day of the next bill, `2027-12-15`
    :param options: `years` since they joined (1); `billed` (True), otherwise the years before
        have no invoice; `provider`, the code of the one that keeps the cards (none);
        `password` of the accounts they then get (no account)
    :return: ids of the memberships
    """
    given = {
        'years': 1, 'billed': True, 'provider': None, 'password': None,
        **options, 'cards': cards, 'due': due,
    }
    return shell(CODE.format(given=json.dumps(given)))


def address(card):
    """Return the e-mail address of a member, by which they also sign in."""
    return f'{card}@perles-test.example'
