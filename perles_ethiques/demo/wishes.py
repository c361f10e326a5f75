"""The wishes of the demonstration, written as their members would have."""
from datetime import date

from odoo import fields
from odoo.fields import Command

from ..models.lot.product_attribute import CRITERIA
from . import dreams, people

NOTHING = '-'


def play(env):
    """Write the wishes of who is a member and has none yet.

    :param env: a superuser environment, in French.
    """
    wished = {}
    for line in dreams.rows(dreams.WISHES):
        number, *facts = line.split()
        wished.setdefault(int(number), []).append(facts)
    for number, lines in wished.items():
        member = _member(env, number)
        if not member._membership_at() or env['perles.wish'].search_count(
            [('partner_id', '=', member.id)], limit=1,
        ):
            continue
        for facts in lines:
            env['perles.wish'].create(_values(env, member, facts))


def remove(env, partners):
    """Take back what was offered to these people, then close their wishes.

    :param partners: `res.partner` records of the story.
    """
    env['perles.offer'].search([
        ('partner_id', 'in', partners.ids), ('state', '=', 'live'),
    ])._move('withdraw')
    claims = env['perles.claim'].search([('partner_id', 'in', partners.ids)])
    # their quotations give back what stands on them
    claims.order_id.filtered(lambda order: order.state in ('draft', 'sent'))._action_cancel()
    claims.filtered(lambda claim: claim._can_move('cancel'))._move('cancel')
    wishes = env['perles.wish'].search([('partner_id', 'in', partners.ids)])
    wishes.filtered(lambda wish: wish._can_move('close'))._move('close')


def values_of(env, words):
    """The criteria that words name.

    :param list words: ends of the XML ids of the values: `glass`, `duck_blue`.
    :return: `product.attribute.value` records
    """
    found = env['product.attribute.value']
    for word in words:
        for criterion, _label in CRITERIA:
            value = env.ref(f'perles_ethiques.value_{criterion}_{word}', raise_if_not_found=False)
            # « silver » is a material before it is a colour
            if value:
                found |= value
                break
    return found


def _member(env, number):
    contact = env['res.partner'].search(
        [('email_normalized', '=', people.MEMBERS[number]['email'])], limit=1,
    )
    return contact.commercial_partner_id


def _values(env, member, facts):
    kind, *criteria, sizes, quantity, unit, minimum, price, project = facts
    smallest, largest = map(float, sizes.split('-'))
    return {
        'partner_id': member.id,
        'categ_id': env.ref(f'perles_ethiques.category_{kind}').id,
        'value_ids': [Command.set(values_of(env, criteria).ids)],
        'mm_min': smallest,
        'mm_max': largest,
        'quantity': float(quantity),
        'unit': unit,
        'min_quantity': float(minimum),
        'max_price': float(price),
        'project_id': _project(env, member, project).id,
    }


def _project(env, member, key):
    projects = env['perles.project']
    if key == NOTHING:
        return projects
    name, kind, day = dreams.PROJECTS[key]
    year = fields.Date.today().year + 1
    return projects.search([('partner_id', '=', member.id), ('name', '=', name)]) or (
        projects.create({
            'name': name, 'kind': kind, 'partner_id': member.id,
            'date': day and date.fromisoformat(f'{year}-{day}'),
        })
    )
