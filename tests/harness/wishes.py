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

# A receipt as the validation leaves it; nobody waits for photos.
RECEIPT = """
import random
chance = random.Random({seed})
kind = env['stock.picking.type'].search([('code', '=', 'incoming')], limit=1)
receipt = env['stock.picking'].create({{
    'picking_type_id': kind.id, 'location_dest_id': env.company.perles_thalasso_id.id,
    'location_id': env.ref('stock.stock_location_suppliers').id,
}})
categories = env['product.category'].search([('perles_is_wishable', '=', True)]).ids
values = env['product.attribute.value'].search([('attribute_id.perles_criterion', '!=', False)])
values = [some.ids for some in values.grouped('attribute_id').values()]
quiet = env(context=dict(env.context, tracking_disable=True))
products = quiet['product.product'].create([{{
    'name': f"Arrivage {{n}}", 'type': 'consu', 'is_storable': True, 'tracking': 'lot',
    'categ_id': chance.choice(categories), 'list_price': chance.uniform(0.2, 2),
}} for n in range({lots})])
lots = quiet['stock.lot'].create([{{
    'name': f"{{receipt.id}}-{{n}}", 'product_id': product.id, 'company_id': env.company.id,
    'perles_expected_qty': chance.choice([100, 300, 500, 1000]), 'perles_stage': 'expected',
    'perles_receipt_id': receipt.id, 'perles_photo_waived': True,
    'perles_mm': chance.randint(3, 13),
    'perles_value_ids': [(6, 0, [chance.choice(some) for some in values])],
}} for n, product in enumerate(products)])
env.cr.commit()
answer((receipt.id, lots.ids))
"""
