import json

from odoo import api, models
from odoo.tools import SQL

from .match import BITS, NAMES, bit, signed

# Facts of a lot that are already in the database: one row for each lot in preview.
LOTS = """
    SELECT lot.id, lot.company_id, COALESCE(lot.perles_mm, 0) AS mm, %s, string_to_array(
        trim(TRAILING '/' FROM category.parent_path), '/'
    )::integer[] AS categ_ids
      FROM stock_lot lot
      JOIN product_category category ON category.id = lot.perles_categ_id
      LEFT JOIN perles_lot_value_rel rel ON rel.lot_id = lot.id
      LEFT JOIN value ON value.id = rel.value_id
     WHERE lot.perles_stage IN ('expected', 'ready')
     GROUP BY lot.id, category.id
"""
# "Any value" meets a lot that has none.
MASK = """
    COALESCE(bit_or(value.bit) FILTER (WHERE value.criterion = %s), 0) | (1::bigint << %s) AS %s
"""


class PerlesMatch(models.Model):
    """Which of the many lots in preview some wishes may wait for, told by the database alone."""

    _inherit = 'perles.match'

    @api.model
    def _wanted_lots(self, wishes):
        """Lots in preview whose category, size and criteria go with some of these wishes.

        Those that a wish was offered are left out. What costs more to know, above all their
        prices, is then read of these few only.

        :param wishes: `perles.wish` records.
        :return: `stock.lot` records (sudo)
        """
        self.env.flush_all()
        masks = SQL(', ').join(
            SQL(MASK, name, BITS, SQL.identifier(f'mask_{name}')) for name in NAMES
        )
        meets = SQL(' AND ').join(
            SQL("m.%s & l.%s <> 0", mask, mask)
            for mask in (SQL.identifier(f'mask_{name}') for name in NAMES)
        )
        return self.env['stock.lot'].sudo().browse(lot_id for (lot_id,) in self.env.execute_query(
            SQL(
                """
                WITH value AS MATERIALIZED (
                    SELECT * FROM jsonb_to_recordset(%s::jsonb) AS v(
                        id integer, criterion text, bit bigint
                    )
                ), lot AS MATERIALIZED (%s)
                SELECT DISTINCT l.id FROM perles_match m JOIN lot l
                    ON m.categ_id = ANY(l.categ_ids) AND l.mm BETWEEN m.mm_min AND m.mm_max
                   AND m.company_id = COALESCE(l.company_id, m.company_id) AND %s
                 WHERE m.wish_id = ANY(%s) AND m.open_qty > 0 AND NOT EXISTS (
                    SELECT FROM perles_offer o WHERE o.wish_id = m.wish_id
                       AND o.lot_id = l.id AND o.state IN ('live', 'accepted')
                 )
                 ORDER BY l.id
                """,
                self._bits(), SQL(LOTS, masks), meets, wishes.ids,
            ),
        ))

    def _bits(self):
        """Each value of the six criteria and its bit, as JSON."""
        return json.dumps([
            {'id': value_id, 'criterion': criterion, 'bit': signed(bit(value_id))}
            for value_id, criterion, _accepted in self._value_facts()
        ])
