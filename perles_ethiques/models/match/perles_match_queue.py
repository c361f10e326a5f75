import json

from odoo import api, models
from odoo.tools import SQL

from ...tools.masks import BITS, bit, signed
from .perles_match import NAMES
from .perles_match_query import LOT_COLUMNS

# Positions are counted up to here: further back, the number says nothing more.
MAX_POSITION = 200

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
    """Near misses, for the team only, and where somebody stands in a queue."""

    _inherit = 'perles.match'

    @api.model
    def _unoffered_sql(self, wish, lot):
        """Whether a wish has no offer of a lot that stands; hook: `offer` knows it.

        :param SQL wish: the id of the wish.
        :param SQL lot: the id of the lot.
        """
        return SQL("TRUE")

    @api.model
    def _near_misses(self, lot, limit=80):
        """Open wishes of members in force that exactly one condition keeps from this lot.

        :param lot: one `stock.lot`.
        :param int limit: how many, by rank.
        :return: list of (wish id, name of the condition)
        """
        conditions = self._conditions()
        failed = SQL(' + ').join(
            SQL("(NOT COALESCE(%s, FALSE))::integer", condition)
            for condition in conditions.values()
        )
        which = SQL("CASE %s END", SQL(' ').join(
            SQL("WHEN NOT COALESCE(%s, FALSE) THEN %s", condition, name)
            for name, condition in conditions.items()
        ))
        self.env.flush_all()
        self.env.cr.execute(SQL(
            """
            SELECT m.wish_id, %s FROM jsonb_to_recordset(%s::jsonb) AS l(%s), perles_match m
             WHERE %s = 1 AND m.company_id = l.company_id AND m.open_qty > 0 AND EXISTS (
                SELECT FROM perles_membership f WHERE f.partner_id = m.partner_id
                   AND f.company_id = m.company_id AND %s
             )
             ORDER BY m.rank_at, m.wish_id, m.id LIMIT %s
            """,
            which, json.dumps([self._facts(lot)[lot.id]]), LOT_COLUMNS, failed,
            self.env['perles.membership']._in_force_sql('f'), limit,
        ))
        found = {}
        for wish_id, name in self.env.cr.fetchall():
            found.setdefault(wish_id, name)
        return list(found.items())

    @api.model
    def _waiting_pairs(self, wishes, limit=None):
        """Lots in preview that these wishes wait for, those that they were offered apart.

        :param wishes: `perles.wish` records.
        :param int limit: how many, the best ranks first; all by default.
        :return: list of dicts: wish_id, lot_id, and what `_positions` needs
        """
        lots = self._wanted_lots(wishes) if wishes else ()
        if not lots:
            return []
        facts = self._facts(lots)
        # compiling the question would take longer than answering it
        self.env.cr.execute("SET LOCAL jit = off")
        self.env.cr.execute(SQL(
            """
            SELECT * FROM (
                SELECT DISTINCT ON (m.wish_id, l.lot_id)
                       m.id, m.wish_id, m.partner_id, m.rank_at, l.lot_id
                  FROM jsonb_to_recordset(%s::jsonb) AS l(%s) JOIN perles_match m ON %s
                 WHERE m.wish_id = ANY(%s) AND %s
                 ORDER BY m.wish_id, l.lot_id, m.rank_at, m.id
            ) pair ORDER BY rank_at, wish_id, id, lot_id LIMIT %s
            """,
            json.dumps([{**facts[lot.id], 'again': True} for lot in lots]), LOT_COLUMNS,
            self._waits_sql(), wishes.ids,
            self._unoffered_sql(SQL("m.wish_id"), SQL("l.lot_id")), limit,
        ))
        return [
            {**pair, 'facts': facts[pair['lot_id']]} for pair in self.env.cr.dictfetchall()
        ]

    @api.model
    def _positions(self, pairs, most=MAX_POSITION):
        """Where the members of wishes stand among those who wait for a lot, from 1, in one query.

        Other members are counted, each once: one's own wishes are nobody's rival.

        :param list pairs: dicts of `_waiting_pairs`.
        :param int most: no wish is counted beyond; whoever comes then stands behind `most`.
        :return: list of int, in the order of the pairs
        """
        if not pairs:
            return []
        # each category of a lot is walked by rank in the index, as when it is shared out
        self.env.cr.execute("SET LOCAL jit = off")
        self.env.cr.execute(SQL(
            """
            SELECT (
                SELECT CASE WHEN count(*) < %s THEN count(DISTINCT who) ELSE %s END + 1 FROM (
                    SELECT m.partner_id AS who
                      FROM unnest(l.categ_ids) AS category(id), perles_match m
                     WHERE m.categ_id = category.id
                       AND m.partner_id IS DISTINCT FROM l.mine AND %s
                       AND (m.rank_at, m.wish_id, m.id)
                           < (l.after_rank, l.after_wish, l.after_id) LIMIT %s
                ) before
            ) FROM jsonb_to_recordset(%s::jsonb) AS l(%s) ORDER BY l.wanted
            """,
            most, most, self._waits_sql(), most, json.dumps([{
                **pair['facts'], 'again': True, 'wanted': number,
                'after_rank': pair['rank_at'], 'after_wish': pair['wish_id'],
                'after_id': pair['id'], 'mine': pair['partner_id'],
            } for number, pair in enumerate(pairs)], default=str), LOT_COLUMNS,
        ))
        return [position for (position,) in self.env.cr.fetchall()]

    @api.model
    def _wanted_lots(self, wishes, with_offered=False):
        """Lots in preview whose category, size and criteria go with some of these wishes.

        Those that a wish was offered are left out by default. What costs more to know, above all
        their prices, is then read of these few only.

        :param wishes: `perles.wish` records.
        :param bool with_offered: a wish that was raised may want more of what it was offered.
        :return: `stock.lot` records (sudo)
        """
        self.env.flush_all()
        unoffered = self._unoffered_sql(SQL("m.wish_id"), SQL("l.id"))
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
                 WHERE m.wish_id = ANY(%s) AND m.open_qty > 0 AND %s
                 ORDER BY l.id
                """,
                self._bits(), SQL(LOTS, masks), meets, wishes.ids,
                SQL("TRUE") if with_offered else unoffered,
            ),
        ))

    def _bits(self):
        """Each value of the criteria and its bit, as JSON."""
        return json.dumps([
            {'id': value_id, 'criterion': criterion, 'bit': signed(bit(value_id))}
            for value_id, criterion, _accepted in self._value_facts()
        ])
