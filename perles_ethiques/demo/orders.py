"""What the first member of the demonstration has ordered: delivered at a price, paid in shares."""
from odoo import fields
from odoo.fields import Command

from . import accounts, dreams, people

# a drawing of one point: nobody signs here
SIGNATURE = 'R0lGODlhAQABAAD/ACwAAAAAAQABAAACADs='


def prepare_carrier(env):
    """A delivery with a price of its own for members, beside the native one, which is free."""
    name, price, member_price = dreams.CARRIER
    carriers = env['delivery.carrier'].with_context(active_test=False)
    if carrier := carriers.search([('name', '=', name)], limit=1):
        carrier.active = True
        return
    product = env['product.product'].create({
        'name': name, 'type': 'service', 'list_price': price, 'sale_ok': False,
        'taxes_id': [Command.set(env.company.account_sale_tax_id.ids)],
    })
    carriers.create({
        'name': name, 'product_id': product.id, 'delivery_type': 'fixed', 'fixed_price': price,
        'is_published': True, 'perles_has_member_price': True,
        'perles_member_price': member_price,
    })


def play(env):
    """The first member signs what came out of care, and pays the first of three shares."""
    contact = accounts.partner(env, people.MEMBERS[0]['email'])
    member = contact.commercial_partner_id
    order = env['sale.order'].search([
        ('partner_id', 'child_of', member.id), ('perles_is_of_claims', '=', True),
    ], limit=1)
    if order.state not in ('draft', 'sent') or not order._perles_offers_instalments():
        return
    carrier = env['delivery.carrier'].search([('name', '=', dreams.CARRIER[0])], limit=1)
    order._perles_choose(carrier.id, reusable=True, instalments=True)
    order.write({
        'signature': SIGNATURE, 'signed_by': contact.name, 'signed_on': fields.Datetime.now(),
    })
    order._validate_order()
    _pay_first_share(env, order.invoice_ids, contact)


def remove(env, partners):
    """Credit what these people still owe in shares: no clock asks for it any more.

    :param partners: `res.partner` records of the story.
    """
    orders = env['sale.order'].search([
        ('partner_id', 'in', partners.ids), ('perles_instalments', '=', True),
        ('state', '=', 'sale'),
    ])
    for order in orders:
        order._perles_credit_bills()
        order._action_cancel()


def _pay_first_share(env, invoice, contact):
    provider = env['payment.provider'].search([('code', '=', 'demo')], limit=1)
    transactions = env['payment.transaction']
    transaction = transactions.create({
        'provider_id': provider.id,
        'payment_method_id': provider.payment_method_ids[:1].id,
        'reference': transactions._compute_reference('demo', prefix=invoice.name),
        'amount': invoice._get_invoice_next_payment_values()['next_amount_to_pay'],
        'currency_id': invoice.currency_id.id,
        'partner_id': contact.id,
        'operation': 'online_direct',
        'invoice_ids': [Command.set(invoice.ids)],
    })
    transactions._process('demo', {
        'reference': transaction.reference, 'simulated_state': 'done', 'payment_details': '4242',
    })
    transaction._post_process()
