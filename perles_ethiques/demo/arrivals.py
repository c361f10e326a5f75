"""What arrives in the demonstration: received, photographed, cared for, opened."""
import base64
from datetime import timedelta

from odoo import fields
from odoo.fields import Command

from ..tools.uoms import NATIVE
from . import accounts, drawing, dreams, people
from .wishes import values_of

SHAPES = ('round', 'oval', 'drop', 'cube', 'cylinder', 'bicone', 'disc', 'heart', 'star', 'nugget',
          'tube')
# how far each stage has come in care
STEPS = {'expected': 0, 'sorted': 1, 'cared': 2, 'ready': 3, 'public': 3}
# what is written on its receipts: that is how its lots are known again
DELIVERY = 'BL-DÉMO-2026'
# of ten pieces, one does not come out of care
KEPT = 0.9
EACH_RECEIPT = 5


def play(env):
    """Receive the lots of the story, once.

    :param env: a superuser environment, in French.
    """
    if pages := _pages(env):
        pages.action_unarchive()
        return
    lines = [line.split('|') for line in dreams.rows(dreams.LOTS)]
    arrived = env['stock.lot']
    for start in range(0, len(lines), EACH_RECEIPT):
        arrived += _receive(env, lines[start:start + EACH_RECEIPT])
    _answer_offers(env)
    for lot, facts in zip(arrived, lines, strict=True):
        _bring_to(lot, facts[-1])


def remove(env):
    """Take the pages of the story's lots away, off the shop too; receipts and care stay."""
    _pages(env).action_archive()


def _pages(env):
    """The product pages of the lots of the story, archived or not."""
    lots = env['stock.lot'].search([('perles_receipt_id.origin', '=', DELIVERY)])
    return lots.with_context(active_test=False).product_id.product_tmpl_id


def _receive(env, lines):
    """Enter some lots with their photos, as the team does, and receive them."""
    entry = env['perles.arrival.entry'].create({
        'origin': DELIVERY, 'line_ids': [Command.create(_line(env, *line)) for line in lines],
    })
    entry.action_receive()
    entry.receipt_id._perles_match()
    return entry.lot_ids.sorted('id')


def _answer_offers(env):
    """Most offers are accepted, some are declined, the others wait; the first member has both.

    Pre-reserving is a transaction of its own: it sees what is committed, and is seen afterwards.
    """
    offers = env['perles.offer'].search([('state', '=', 'live')], order='id')
    first = accounts.partner(env, people.MEMBERS[0]['email']).commercial_partner_id
    hers = offers.filtered(lambda offer: offer.partner_id == first)
    waiting = hers.filtered(lambda offer: offer.lot_id.product_id.name in dreams.UNANSWERED)
    (offers[5::7] - hers)._move('decline')
    env.cr.commit()  # pylint: disable=invalid-commit
    for offer in offers - (offers[3::7] + offers[5::7] - hers) - waiting:
        env['perles.claim']._take(
            offer.lot_id, offer.partner_id, offer.quantity, f'demo-{offer.id}', offer,
        )
    env.cr.commit()  # pylint: disable=invalid-commit
    env.invalidate_all()


def _line(env, name, words, sizes, count, price, per_gram, flawless, stage):
    kind, *criteria = words.split()
    size, tolerance, hole = map(float, sizes.split())
    quantity, unit = float(count.split()[0]), count.split()[1]
    values = values_of(env, criteria)
    weight = float(per_gram) and quantity / float(per_gram)
    return {
        'model_id': _model(env, kind, unit).id,
        'name': name,
        'quantity': quantity,
        'mm': size, 'mm_tolerance': tolerance, 'hole_mm': hole,
        'weight': weight if unit == 'pieces' else 0,
        'pieces': 0 if unit == 'pieces' else round(quantity * float(per_gram)),
        'flawless_share': float(flawless),
        'price': float(price),
        'value_ids': [Command.set(values.ids)],
        'photo': base64.b64encode(_photo(criteria, values, size, name)),
    }


def _photo(words, values, size, name):
    shape = next((word for word in words if word in SHAPES), 'nugget')
    finish = next((word for word in words if word in drawing.FINISHES), 'satin')
    colour = next((value.html_color for value in values if value.html_color), '#D8C7A3')
    return drawing.draw(shape, colour, finish, min(size, 16), seed=name)


def _model(env, kind, unit):
    """The model product of a kind counted in a unit; the story makes those it needs."""
    category = env.ref(f'perles_ethiques.category_{kind}')
    uom = env.ref(NATIVE[unit])
    models = env['product.template']
    return models.search([
        ('perles_is_model', '=', True), ('categ_id', '=', category.id), ('uom_id', '=', uom.id),
    ], limit=1) or models.create({
        'name': category.name, 'categ_id': category.id, 'uom_id': uom.id,
        'is_storable': True, 'tracking': 'lot', 'perles_is_model': True, 'list_price': 0.2,
    })


def _bring_to(lot, stage):
    """Take a lot through care as far as its stage, and onto the shop for the last one."""
    care = lot.env['perles.care'].search([('lot_id', '=', lot.id)])
    for move in ('sort', 'care')[:STEPS[stage]]:
        care._move(move)
    if STEPS[stage] == 3:
        care._move('revalue', usable=round(lot.perles_expected_qty * KEPT))
    if stage == 'public':
        lot.perles_public_at = fields.Datetime.now() - timedelta(minutes=1)
        lot._perles_open()
