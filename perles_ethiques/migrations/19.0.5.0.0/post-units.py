"""Lots that came in dozens or kilograms passed for pieces: they are no longer promised as such.

Nobody's quantity is changed: such a lot is told in its native unit, and offered to no wish.
"""

FOREIGN = """
UPDATE stock_lot SET perles_unit = NULL
  FROM product_product product JOIN product_template page ON page.id = product.product_tmpl_id
 WHERE product.id = stock_lot.product_id AND stock_lot.perles_unit IS NOT NULL
   AND page.uom_id NOT IN (
        SELECT res_id FROM ir_model_data WHERE model = 'uom.uom' AND (module, name) IN (
            ('uom', 'product_uom_unit'), ('uom', 'product_uom_gram'),
            ('perles_ethiques', 'uom_strand')
        )
   )
"""


def migrate(cr, version):
    """Forget the unit of what is counted in none of the house."""
    if version:
        cr.execute(FOREIGN)
