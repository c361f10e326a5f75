"""What the house has noted of the lot of the story, and of who wanted it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tests.harness.crowd import address

NAME = "Rondes bleu canard du voyage"
CLAIMS = """
SELECT c.state, c.quantity::int FROM perles_claim c JOIN res_partner p ON p.id = c.partner_id
  JOIN stock_lot l ON l.id = c.lot_id JOIN product_product v ON v.id = l.product_id
  JOIN product_template t ON t.id = v.product_tmpl_id
 WHERE p.email = '{email}' AND t.name->>'fr_FR' = '{name}'
"""
SHIPPED = """
SELECT DISTINCT l.id = o.perles_lot_id, sum(m.quantity)::int
  FROM sale_order_line o JOIN stock_move s ON s.sale_line_id = o.id
  JOIN stock_move_line m ON m.move_id = s.id JOIN stock_lot l ON l.id = m.lot_id
 WHERE o.perles_claim_id IS NOT NULL AND s.state = 'done' GROUP BY 1
"""
SHARES = """
SELECT i.due_date, i.residual = 0, i.residual = i.amount, m.state, m.move_type,
       m.amount_total = sum(i.amount) OVER ()
  FROM perles_instalment i JOIN account_move m ON m.id = i.invoice_id
  JOIN res_partner p ON p.id = m.partner_id WHERE p.email = '{email}' ORDER BY i.number
"""


def claim(site, card):
    rows = site.psql(CLAIMS.format(email=address(card), name=NAME))
    return rows[0] if rows else None


def shares_of(site, card):
    return site.psql(SHARES.format(email=address(card)))


def paris_today():
    return datetime.now(ZoneInfo('Europe/Paris')).date()


def letters(site, card):
    return [mail for mail in site.mails.all(to=address(card))
            if mail['Subject'].startswith('Gardé')]


def quotes(site, card):
    return [mail for mail in site.mails.all(to=address(card)) if 'evis' in mail['Subject']]
