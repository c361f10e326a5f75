from odoo import models
from odoo.tools import SQL

from .perles_match import NAMES
from .perles_match_queue import MAX_POSITION

# What of a wish matching reads.
MATCHED = {
    'categ_id', 'value_ids', 'mm_min', 'mm_max', 'unit', 'min_quantity', 'max_price',
    'colour_tolerance', 'partner_id', 'company_id',
}


class PerlesWish(models.Model):
    _inherit = 'perles.wish'

    def _accepted_ids(self, criterion):
        """Values that a lot may have to meet a criterion of this wish; none when any will do.

        :param str criterion: ``material``, ``colour``…
        :return: set of ids
        """
        self.ensure_one()
        wished = set(self.value_ids.ids)
        found = set()
        for value_id, name, tolerances in self.env['perles.match']._value_facts():
            if name == criterion and value_id in wished:
                found |= set(tolerances[self.colour_tolerance])
        return found

    def _members_before(self, most=MAX_POSITION):
        """How many other members wished before for what a lot may answer with this wish.

        :param int most: no wish is counted beyond; whoever comes then has `most` members before.
        """
        self.ensure_one()
        self.env.flush_all()
        kin = self.env['product.category'].sudo().search([
            '|', ('id', 'child_of', self.categ_id.ids), ('id', 'parent_of', self.categ_id.ids),
        ])
        meets = SQL(' AND ').join(
            SQL("m.%s & mine.%s <> 0", mask, mask)
            for mask in (SQL.identifier(f'mask_{name}') for name in NAMES)
        )
        [(before,)] = self.env.execute_query(SQL(
            """
            WITH mine AS MATERIALIZED (
                SELECT * FROM perles_match WHERE wish_id = %s ORDER BY rank_at, id LIMIT 1
            )
            SELECT CASE WHEN count(*) < %s THEN count(DISTINCT who) ELSE %s END FROM (
                SELECT m.partner_id AS who
                  FROM mine, unnest(%s) AS category(id), perles_match m
                 WHERE m.categ_id = category.id AND m.company_id = mine.company_id
                   AND m.partner_id <> mine.partner_id AND m.open_qty > 0
                   AND m.mm_min <= mine.mm_max AND mine.mm_min <= m.mm_max AND %s
                   AND (m.rank_at, m.wish_id, m.id) < (mine.rank_at, mine.wish_id, mine.id)
                   AND EXISTS (
                    SELECT FROM perles_membership f WHERE f.partner_id = m.partner_id
                       AND f.company_id = m.company_id AND %s
                   ) LIMIT %s
            ) earlier
            """,
            self.id, most, most, kin.ids, meets,
            self.env['perles.membership']._in_force_sql('f'), most,
        ))
        return before

    def write(self, vals):
        """Extends `base` to keep what matching reads."""
        result = super().write(vals)
        if MATCHED & vals.keys():
            self.env['perles.match']._index(self.ids)
        return result

    def _write_state(self, state):
        """Extends `base`: only open wishes are matched."""
        result = super()._write_state(state)
        self.env['perles.match']._index(self.ids)
        return result
