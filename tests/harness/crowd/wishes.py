"""Wishes drawn from a seed, as the Odoo shell makes them: see `wishes` of this package."""

from datetime import date

from dateutil.relativedelta import relativedelta

from odoo.tools import SQL

from .members import members
from .rows import nth, spread


def wishes(env, word, count, holders, seed):
    """Let as many members wish; return the ids of the wishes."""
    cr = env.cr
    cr.execute('SELECT setseed(%s)', [seed])
    cards = [f'{word}{number}' for number in range(1, holders + 1)]
    due = str(date.today() + relativedelta(months=11))
    partners = env['perles.membership'].browse(
        members(env, cards, due, billed=False)).partner_id.ids
    kinds = env['product.category'].search([('perles_is_wishable', '=', True)]).ids
    first = env['perles.wish'].create({
        'partner_id': partners[0], 'categ_id': kinds[0], 'quantity': 100, 'min_quantity': 0,
        'mm_min': 0, 'mm_max': 0, 'max_price': 0,
    })
    chance = SQL('random()')
    low = SQL('(CASE WHEN n %% 5 = 0 THEN 0 ELSE 3 + (n %% 99991 * 7919 / 101) %% 10 END)')
    ids = [first.id, *spread(
        first, count - 1, partner_id=SQL('(%s)[1 + n %% %s]', partners, holders),
        categ_id=SQL('(%s)[1 + floor(%s * %s)::integer]', kinds, chance, len(kinds)),
        colour_tolerance=SQL("(ARRAY['exact', 'close', 'wide'])[1 + floor(random() * 3)::integer]"),
        quantity=SQL('50 + floor(random() * 300)'), name=SQL("%s || n", word),
        min_quantity=SQL('CASE WHEN random() < 0.2 THEN 50 ELSE 0 END'),
        mm_min=low, mm_max=SQL('CASE WHEN %s = 0 THEN 0 ELSE %s + 2 END', low, low),
        max_price=SQL('CASE WHEN random() < 0.5 THEN 0 ELSE round((random() * 3)::numeric, 2) END'),
    )]
    spread(first.slice_ids, count - 1, wish_id=nth(ids[1:]))
    cr.execute('''
        UPDATE perles_wish_slice slice SET quantity = wish.quantity, rank_at =
               timestamp '2026-01-01' + mod(wish.id, 25000000) * interval '1 second'
          FROM perles_wish wish WHERE wish.id = slice.wish_id AND wish.id = ANY(%s)
    ''', [ids])
    # half of the criteria, one to three values of each
    cr.execute('''
        INSERT INTO perles_wish_value_rel (wish_id, value_id)
        SELECT DISTINCT w.id, v.ids[1 + floor(random() * array_length(v.ids, 1))]
          FROM unnest(%s) w (id) CROSS JOIN (
            SELECT a.id, array_agg(v.id) AS ids FROM product_attribute a
              JOIN product_attribute_value v ON v.attribute_id = a.id
             WHERE a.perles_criterion IS NOT NULL GROUP BY a.id
          ) v CROSS JOIN generate_series(1, 3)
         WHERE mod(w.id * 31 + v.id * 17, 2) = 0
    ''', [ids])
    env['perles.match']._index(ids)
    cr.execute('ANALYZE')
    return ids
