"""Twenty of a crowd and twenty made by the public methods, as rows: what a test compares."""

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.fields import Command

from odoo.addons.perles_ethiques.tools.calendars import paris_date

from .lots import lots
from .members import HOME, members
from .wishes import wishes


def two_sorts_of_members(env, count):
    """Return the rows of a crowd of members, and of as many who filled the form and paid."""
    env = env(context={**env.context, 'lang': 'fr_FR', 'no_reset_password': True})
    # a day like any other: the first of a year that ends in a year
    due = str(paris_date(fields.Datetime.now()) + relativedelta(years=1))
    crowd = members(env, [f'foule{n}' for n in range(count)], due, billed=False)
    joined = [_join(env, f'porte{n}') for n in range(count)]
    return [_member_rows(env, ids) for ids in (crowd, joined)]


def _join(env, card):
    """Become a member as a visitor does: the form, its proof, the order, its payment."""
    plan = env.ref('perles_ethiques.membership_plan')
    joining = env['perles.joining'].create({
        'kind': 'person', 'person_name': f"Adhérent {card}",
        'email': f'{card}@perles-test.example', 'country_id': env.ref('base.fr').id,
        'street': HOME['street'], 'zip': HOME['zip'], 'city': HOME['city'],
        'plan_id': plan.id, 'version_id': plan.terms_id.current_version_id.id,
        'box_label': "J’accepte", 'button_label': "Adhésion avec obligation de paiement",
        'ip_address': '203.0.113.7', 'company_id': env.company.id,
    })
    membership = joining._prove_for(joining._create_contact())
    order = membership.order_id
    provider = env['payment.provider'].search([('code', '=', 'demo')], limit=1)
    transaction = env['payment.transaction'].create({
        'provider_id': provider.id, 'payment_method_id': provider.payment_method_ids[:1].id,
        'reference': card, 'amount': order.amount_total, 'currency_id': order.currency_id.id,
        'partner_id': order.partner_id.id, 'operation': 'online_direct',
        'sale_order_ids': [Command.set(order.ids)],
    })
    transaction._set_done()
    transaction._post_process()
    assert membership.state == 'active', membership.state
    return membership.id


def _member_rows(env, ids):
    partners = env['perles.membership'].browse(ids).partner_id.ids
    return {
        'res_partner': _rows(env, 'res_partner', 'id', partners),
        'perles_membership': _rows(env, 'perles_membership', 'id', ids),
        'perles_membership_period': _rows(env, 'perles_membership_period', 'membership_id', ids),
    }


def two_sorts_of_wishes(env, count, seed):
    """Return the rows of a crowd of wishes, and of as many that were made one by one."""
    crowd = env['perles.wish'].browse(wishes(env, 'foule', count, 5, seed))
    made = crowd.browse()
    for wish in crowd:
        made += env['perles.wish'].create({
            'partner_id': wish.partner_id.id, 'categ_id': wish.categ_id.id,
            'value_ids': [Command.set(wish.value_ids.ids)],
            **{name: wish[name] for name in (
                'quantity', 'min_quantity', 'unit', 'mm_min', 'mm_max', 'max_price',
                'colour_tolerance',
            )},
        })
    return [{
        'perles_wish': _rows(env, 'perles_wish', 'id', ids),
        'perles_wish_slice': _rows(env, 'perles_wish_slice', 'wish_id', ids),
        'perles_wish_value_rel': _rows(env, 'perles_wish_value_rel', 'wish_id', ids),
        'perles_match': _rows(env, 'perles_match', 'wish_id', ids),
    } for ids in (crowd.ids, made.ids)]


def two_sorts_of_lots(env, count, seed):
    """Return the rows of a crowd of lots, and of as many that were made one by one."""
    crowd = lots(env, seed, count)
    made = crowd.browse()
    for lot in crowd:
        product = env['product.product'].create({
            'name': lot.product_id.name, 'type': 'consu', 'is_storable': True, 'tracking': 'lot',
            'categ_id': lot.product_id.categ_id.id, 'list_price': lot.product_id.list_price,
        })
        copy = env['stock.lot'].create({
            'name': lot.name, 'product_id': product.id, 'company_id': lot.company_id.id,
            'perles_photo_waived': True, 'perles_mm': lot.perles_mm,
            'perles_value_ids': [Command.set(lot.perles_value_ids.ids)],
        })
        product.product_tmpl_id.perles_lot_id = copy
        made += copy
    return [_lot_rows(env, some) for some in (crowd, made)]


def _lot_rows(env, some):
    templates = some.product_id.product_tmpl_id.ids
    return {
        'product_template': _rows(env, 'product_template', 'id', templates),
        'product_product': _rows(env, 'product_product', 'id', some.product_id.ids),
        'stock_lot': _rows(env, 'stock_lot', 'id', some.ids),
        'perles_lot_value_rel': _rows(env, 'perles_lot_value_rel', 'lot_id', some.ids),
        'product_taxes_rel': _rows(env, 'product_taxes_rel', 'prod_id', templates),
        'product_supplier_taxes_rel': _rows(
            env, 'product_supplier_taxes_rel', 'prod_id', templates),
    }


def _rows(env, table, column, ids):
    """Return rows in the order of the records that they belong to."""
    env.flush_all()
    env.cr.execute(
        f'SELECT to_jsonb(t) FROM {table} t JOIN unnest(%s) WITH ORDINALITY wanted (id, place)'
        f' ON wanted.id = t.{column} ORDER BY wanted.place, t::text', [list(ids)])
    return [row for [row] in env.cr.fetchall()]
