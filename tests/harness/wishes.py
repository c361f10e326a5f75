"""Wishes by the hundred thousand and receipts by the hundred, drawn from a seed."""

# Runs in the shell: rows as the house would write them, then the house's own index of them.
WISHES = """
import time
cr, company = env.cr, env.company
plan = env.ref('perles_ethiques.membership_plan')
categories = env['product.category'].search([('perles_is_wishable', '=', True)]).ids
cr.execute("SELECT setseed({seed})")
cr.execute('''
    INSERT INTO res_partner (name, complete_name, active, type, is_company, lang, autopost_bills,
        email, email_normalized)
    SELECT '{word} ' || n, '{word} ' || n, TRUE, 'contact', FALSE, 'fr_FR', 'ask',
        '{word}' || n || '@perles-test.example', '{word}' || n || '@perles-test.example'
    FROM generate_series(1, {members}) n
''')
cr.execute("UPDATE res_partner SET commercial_partner_id = id WHERE name LIKE '{word} %'")
cr.execute('''
    INSERT INTO perles_membership (partner_id, company_id, plan_id, contact_id, state, start_date,
        name)
    SELECT id, %s, %s, id, 'active', CURRENT_DATE - 30, name FROM res_partner
     WHERE name LIKE '{word} %%'
''', [company.id, plan.id])
cr.execute('''
    INSERT INTO perles_wish (partner_id, company_id, categ_id, state, unit, colour_tolerance,
        quantity, confirmed_at, min_quantity, mm_min, mm_max, max_price, name)
    SELECT p.id, %s, (%s::integer[])[1 + floor(random() * %s)], 'open', 'pieces',
        (ARRAY['exact', 'close', 'wide'])[1 + floor(random() * 3)], 50 + floor(random() * 300),
        now() AT TIME ZONE 'UTC', CASE WHEN random() < 0.2 THEN 50 ELSE 0 END,
        size.low, CASE WHEN size.low = 0 THEN 0 ELSE size.low + 2 END,
        CASE WHEN random() < 0.5 THEN 0 ELSE random() * 3 END, '{word}' || n
    FROM generate_series(1, {wishes}) n
    JOIN LATERAL (
        SELECT CASE WHEN n %% 5 = 0 THEN 0 ELSE 3 + floor(random() * 10) END AS low
    ) size ON TRUE
    JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM res_partner
           WHERE name LIKE '{word} %%') p ON p.place = 1 + n %% {members}
''', [company.id, categories, len(categories)])
cr.execute('''
    INSERT INTO perles_wish_slice (wish_id, rank_at, quantity, held_qty)
    SELECT id, timestamp '2026-01-01' + mod(id, 25000000) * interval '1 second', quantity, 0
      FROM perles_wish WHERE name LIKE '{word}%'
''')
# half of the criteria, one to three values of each
cr.execute('''
    INSERT INTO perles_wish_value_rel (wish_id, value_id)
    SELECT DISTINCT w.id, v.ids[1 + floor(random() * array_length(v.ids, 1))]
      FROM perles_wish w CROSS JOIN (
        SELECT a.id, array_agg(v.id) AS ids FROM product_attribute a
          JOIN product_attribute_value v ON v.attribute_id = a.id
         WHERE a.perles_criterion IS NOT NULL GROUP BY a.id
      ) v CROSS JOIN generate_series(1, 3)
     WHERE mod(w.id * 31 + v.id * 17, 2) = 0 AND w.name LIKE '{word}%'
''')
cr.execute("SELECT array_agg(id) FROM perles_wish WHERE name LIKE '{word}%'")
env['perles.match']._index(cr.fetchone()[0])
cr.execute("ANALYZE")
cr.execute("SELECT count(*) FROM perles_match")
[[rows]] = cr.fetchall()
env.cr.commit()
answer(rows)
"""

# A receipt that is ready to be validated, with a page for each lot, as "New arrival" makes it;
# nobody waits for photos. One that is not `arriving` is a plain native one, straight to the shop;
# one that is `huge` is looked for by few wishes, to the last of them, and nearly all of it is left.
RECEIPT = """
import random
from odoo.fields import Command
chance, company = random.Random({seed}), env.company
company._perles_apply_places()
shop = env['stock.warehouse'].search([('company_id', '=', company.id)], limit=1)
kind, place = shop.in_type_id, shop.lot_stock_id
if {arriving}:
    kind, place = company.perles_arrival_type_id, company.perles_thalasso_id
places = {{
    'location_id': env.ref('stock.stock_location_suppliers').id, 'location_dest_id': place.id,
    'company_id': company.id,
}}
categories = env['product.category'].search([('perles_is_wishable', '=', True)]).ids
values = env['product.attribute.value'].search([('attribute_id.perles_criterion', '!=', False)])
values = [some.ids for some in values.grouped('attribute_id').values()]
env = env(context=dict(env.context, tracking_disable=True))
products = env['product.product'].create([{{
    'name': f"Arrivage {{n}}", 'type': 'consu', 'is_storable': True, 'tracking': 'lot',
    'categ_id': chance.choice(categories), 'list_price': chance.uniform(0.2, 2),
}} for n in range({lots})])
lots = env['stock.lot'].create([{{
    'name': f"{seed}-{{product.id}}", 'product_id': product.id, 'company_id': company.id,
    'perles_photo_waived': True, 'perles_mm': 50 if {huge} else chance.randint(3, 13),
    'perles_value_ids': [Command.set([chance.choice(some) for some in values])],
}} for product in products])
for lot in lots if {arriving} else []:
    lot.product_id.product_tmpl_id.perles_lot_id = lot
receipt = env['stock.picking'].create({{'picking_type_id': kind.id, **places}})
counts = [chance.choice([10**6] if {huge} else [100, 300, 500, 1000]) for _lot in lots]
moves = env['stock.move'].create([{{
    'picking_id': receipt.id, 'product_id': lot.product_id.id, 'product_uom_qty': count,
    'product_uom': lot.product_id.uom_id.id, **places,
}} for lot, count in zip(lots, counts)])
env['stock.move.line'].create([{{
    'move_id': move.id, 'picking_id': receipt.id, 'product_id': move.product_id.id,
    'product_uom_id': move.product_uom.id, 'lot_id': lot.id, 'quantity': count, **places,
}} for lot, count, move in zip(lots, counts, moves)])
receipt.action_confirm()
receipt.move_ids.picked = True
env.cr.commit()
answer(receipt.id)
"""

# The same receipt, each lot of which one wish of a member alone answers: validated and offered.
OFFERED = """
partner = env['res.partner'].search([('email', '=', '{email}')])
receipt = env['stock.picking'].browse({receipt})
beads = env['product.category'].create({{'name': receipt.name, 'perles_is_wishable': True}})
lots = receipt.move_line_ids.lot_id
lots.product_id.categ_id = beads
for number, lot in enumerate(lots, 1):
    lot.perles_mm = number
    env['perles.wish'].create({{
        'partner_id': partner.id, 'categ_id': beads.id, 'mm_min': number, 'mm_max': number,
        'quantity': receipt.move_line_ids.filtered(lambda line: line.lot_id == lot).quantity,
        'value_ids': [(6, 0, lot.perles_value_ids[:2].ids)],
    }})
receipt.button_validate()
lots._perles_offer()
receipt.perles_to_match = False
env.cr.commit()
answer(lots.perles_offer_ids.ids)
"""
