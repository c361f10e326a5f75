"""Lots whose dates and quantities nobody had bounded are brought within the bounds."""

# the first releases had no lots
KNOWN = """
SELECT FROM information_schema.columns WHERE table_schema = current_schema
   AND table_name = 'stock_lot' AND column_name = 'perles_released_qty'
"""
QUANTITIES = ('perles_expected_qty', 'perles_usable_qty', 'perles_released_qty')
# the page says the same instant as its lot
DATES = """
WITH dated AS (
    UPDATE stock_lot SET perles_public_at = CASE
        WHEN perles_public_at > perles_arrived_at + interval '5 years'
            THEN perles_arrived_at + interval '5 years'
        WHEN perles_public_at IS NULL THEN perles_arrived_at + interval '14 days'
        ELSE perles_arrived_at END
     WHERE perles_arrived_at IS NOT NULL AND perles_stage IS NOT NULL
       AND (perles_public_at IS NULL OR perles_public_at NOT BETWEEN
            perles_arrived_at - interval '1 day' AND perles_arrived_at + interval '5 years')
 RETURNING id, perles_public_at
)
UPDATE product_template SET perles_public_at = dated.perles_public_at
  FROM dated WHERE perles_lot_id = dated.id
"""


def migrate(cr, version):
    """Bound what the release before accepted."""
    cr.execute(KNOWN)
    if not version or not cr.rowcount:
        return
    for name in QUANTITIES:
        cr.execute(f'UPDATE stock_lot SET {name} = 0 WHERE {name} < 0')
        cr.execute(f'UPDATE stock_lot SET {name} = 1e9 WHERE {name} > 1e9')
    cr.execute(DATES)
