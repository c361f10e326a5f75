"""Members by the hundred, whose first year ends on a given day."""

import json

# Runs in the shell. Each member has a paid first year and, unless told otherwise, a card on file.
# Memberships are opened, billed and paid by the house's own methods, in batches rather than one
# by one: what a page would ask of each person (form, link, box) is written by hand.
CODE = """
import json
from datetime import date
from dateutil.relativedelta import relativedelta
from odoo import fields
from odoo.fields import Command

given = json.loads({given!r})
due = date.fromisoformat(given['due'])
start = due - relativedelta(years=1)
env = env(context=dict(env.context, lang='fr_FR', tracking_disable=True, mail_notrack=True,
                       mail_create_nosubscribe=True, no_reset_password=True))
plan = env.ref('perles_ethiques.membership_plan')
version = plan.terms_id.current_version_id
first, last = plan._period_from(start, 1)
partners = env['res.partner'].create([{{
    'name': "Adhérent %s" % card, 'email': '%s@perles-test.example' % card, 'lang': 'fr_FR',
    'street': "12 rue des Teinturiers", 'zip': "84000", 'city': "Avignon",
    'country_id': env.ref('base.fr').id,
}} for card in given['cards']])
memberships = env['perles.membership'].create([{{
    'partner_id': partner.id, 'contact_id': partner.id, 'plan_id': plan.id,
    'version_id': version.id, 'accepted_at': fields.Datetime.now(),
}} for partner in partners])
invoices = env['account.move'].create([{{
    'move_type': 'out_invoice', 'partner_id': membership.partner_id.id,
    'invoice_date': start, 'perles_membership_id': membership.id,
    'invoice_line_ids': [Command.create({{
        'product_id': plan.product_id.id, 'name': plan._line_name(first, last),
    }})],
}} for membership in memberships])
invoices.action_post()
env['perles.membership.period'].create([{{
    'membership_id': membership.id, 'number': 1, 'start_date': first, 'end_date': last,
    'invoice_id': invoice.id,
}} for membership, invoice in zip(memberships, invoices)])
env['account.payment.register'].with_context(
    active_model='account.move', active_ids=invoices.ids,
).create({{'payment_date': start, 'group_payment': False}})._create_payments()
assert set(memberships.mapped('state')) == {{'active'}}, memberships.mapped('state')
if given['provider']:
    provider = env['payment.provider'].search([('code', '=', given['provider'])], limit=1)
    tokens = env['payment.token'].create([{{
        'provider_id': provider.id, 'payment_method_id': provider.payment_method_ids[:1].id,
        'partner_id': partner.id, 'provider_ref': card, 'payment_details': '4242',
    }} for partner, card in zip(partners, given['cards'])])
    for membership, token in zip(memberships, tokens):
        membership.token_id = token
# the welcome of a year ago
env['perles.notice'].search([
    ('res_model', '=', 'perles.membership'), ('res_id', 'in', memberships.ids),
]).write({{'state': 'sent', 'sent_at': fields.Datetime.now()}})
env.cr.commit()
answer(memberships.ids)
"""


def join(shell, cards, due, provider='recorder'):
    """Let members join a year before a day; return the ids of their memberships.

    :param list cards: the card of each member; it also makes their name and address
    :param str due: day of the next bill, `2027-12-15`
    :param provider: code of the provider that keeps the cards; None when they keep none
    """
    given = {'cards': cards, 'due': due, 'provider': provider}
    return shell(CODE.format(given=json.dumps(given)))
