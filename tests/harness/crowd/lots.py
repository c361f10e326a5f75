"""Lots and their receipt, drawn from a seed, as the Odoo shell makes them."""

import random

from odoo.fields import Command
from odoo.tools import SQL

from .rows import nth, spread


def lots(env, seed, count, arriving=True, huge=False):
    """Make lots, each with a product of its own; return them."""
    chance, company = random.Random(seed), env.company
    kinds = env['product.category'].search([('perles_is_wishable', '=', True)]).ids
    values = env['product.attribute.value'].search([('attribute_id.perles_criterion', '!=', False)])
    values = [some.ids for some in values.grouped('attribute_id').values()]
    first = env['product.product'].create({
        'name': "Arrivage 0", 'type': 'consu', 'is_storable': True, 'tracking': 'lot',
        'categ_id': kinds[0], 'list_price': 1,
    })
    lot = env['stock.lot'].create({
        'name': f'{seed}-0', 'product_id': first.id, 'company_id': company.id,
        'perles_photo_waived': True, 'perles_mm': 50 if huge else 8,
    })
    more = count - 1
    categories = chance.choices(kinds, k=more)
    templates = spread(
        first.product_tmpl_id, more, categ_id=nth(categories),
        name=SQL("replace(model.name::text, '0', n::text)::jsonb"),
        website_sequence=SQL('model.website_sequence + 5 * n'),
        list_price=nth(round(chance.uniform(0.2, 2), 2) for _lot in range(more)),
    )
    products = spread(first, more, product_tmpl_id=nth(templates))
    sizes = [50 if huge else chance.randint(3, 13) for _lot in range(more)]
    made = lot + lot.browse(spread(
        lot, more, name=SQL("%s || '-' || n", str(seed)), product_id=nth(products),
        perles_mm=nth(sizes), perles_categ_id=nth(categories),
    ))
    drawn = [(row.id, chance.choice(some)) for row in made for some in values]
    env.cr.execute(
        'INSERT INTO perles_lot_value_rel (lot_id, value_id) SELECT unnest(%s), unnest(%s)',
        [list(column) for column in zip(*drawn, strict=True)],
    )
    if arriving:
        env.cr.execute(
            'UPDATE product_template SET perles_lot_id = lot.id FROM stock_lot lot'
            ' JOIN product_product p ON p.id = lot.product_id'
            ' WHERE p.product_tmpl_id = product_template.id AND lot.id = ANY(%s)', [made.ids],
        )
    env.invalidate_all()
    return made


def receipt(env, seed, count, arriving=True, huge=False):
    """Make lots and the receipt that brings them; see `receipt` of this package."""
    company = env.company
    company._perles_apply_places()
    env = env(context={**env.context, 'tracking_disable': True})
    chance, made = random.Random(seed), lots(env, seed, count, arriving, huge)
    shop = env['stock.warehouse'].search([('company_id', '=', company.id)], limit=1)
    kind, place = shop.in_type_id, shop.lot_stock_id
    if arriving:
        kind, place = company.perles_arrival_type_id, company.perles_thalasso_id
    places = {
        'location_id': env.ref('stock.stock_location_suppliers').id,
        'location_dest_id': place.id, 'company_id': company.id,
    }
    arrival = env['stock.picking'].create({'picking_type_id': kind.id, **places})
    counts = [10**6 if huge else chance.choice([100, 300, 500, 1000]) for _lot in made]
    moves = env['stock.move'].create([{
        'picking_id': arrival.id, 'product_id': lot.product_id.id, 'product_uom_qty': number,
        'product_uom': lot.product_id.uom_id.id, **places,
    } for lot, number in zip(made, counts, strict=True)])
    env['stock.move.line'].create([{
        'move_id': move.id, 'picking_id': arrival.id, 'product_id': move.product_id.id,
        'product_uom_id': move.product_uom.id, 'lot_id': lot.id, 'quantity': number, **places,
    } for lot, number, move in zip(made, counts, moves, strict=True)])
    arrival.action_confirm()
    arrival.move_ids.picked = True
    return arrival.id


def offered(env, receipt_id, email):
    """Validate a receipt each lot of which one wish of a member alone answers; return the offers.
    """
    partner = env['res.partner'].search([('email', '=', email)])
    arrival = env['stock.picking'].browse(receipt_id)
    beads = env['product.category'].create({'name': arrival.name, 'perles_is_wishable': True})
    made = arrival.move_line_ids.lot_id
    made.product_id.categ_id = beads
    quantities = {line.lot_id: line.quantity for line in arrival.move_line_ids}
    for number, lot in enumerate(made, 1):
        lot.perles_mm = number
        env['perles.wish'].create({
            'partner_id': partner.id, 'categ_id': beads.id, 'mm_min': number, 'mm_max': number,
            'quantity': quantities[lot],
            'value_ids': [Command.set(lot.perles_value_ids[:2].ids)],
        })
    arrival.button_validate()
    env['perles.match']._offer(made)
    arrival.perles_to_match = False
    return made.perles_offer_ids.ids
