import json

from odoo import api, models
from odoo.tools import SQL

from .match_query import LOT_COLUMNS


class PerlesMatch(models.Model):
    """Near misses, for the team only, and where somebody stands in a queue."""

    _inherit = 'perles.match'

    @api.model
    def _near_misses(self, lot, limit=80):
        """Open wishes of members that exactly one condition keeps from this lot.

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
                   AND f.company_id = m.company_id AND f.state = 'active'
             )
             ORDER BY m.rank_at, m.id LIMIT %s
            """,
            which, json.dumps([self._facts(lot)[lot.id]]), LOT_COLUMNS, failed, limit,
        ))
        found = {}
        for wish_id, name in self.env.cr.fetchall():
            found.setdefault(wish_id, name)
        return list(found.items())

    @api.model
    def _waiting_lots(self, wishes):
        """Lots that these wishes wait for, with their position among who waits.

        :param wishes: `perles.wish` records.
        :return: list of (wish id, lot id, position)
        """
        lots = self.env['stock.lot'].sudo().search([
            ('perles_stage', 'in', ('expected', 'ready')),
            ('company_id', 'in', [False, *wishes.company_id.ids]),
        ])
        if not lots or not wishes:
            return []
        facts = self._facts(lots)
        asked = [{**facts[lot.id], 'again': True} for lot in lots]
        self.env.flush_all()
        self.env.cr.execute(SQL(
            """
            WITH l AS MATERIALIZED (
                SELECT * FROM jsonb_to_recordset(%(lots)s::jsonb) AS l(%(columns)s)
            ), mine AS MATERIALIZED (
                SELECT DISTINCT ON (m.wish_id, l.lot_id) m.id, m.wish_id, m.rank_at, l.lot_id
                  FROM perles_match m JOIN l ON %(waits)s
                 WHERE m.wish_id = ANY(%(wishes)s)
                 ORDER BY m.wish_id, l.lot_id, m.rank_at, m.id
            )
            SELECT mine.wish_id, mine.lot_id, (
                SELECT count(*) + 1 FROM perles_match m
                 WHERE (m.rank_at, m.id) < (mine.rank_at, mine.id) AND %(waits)s
            ) FROM mine JOIN l ON l.lot_id = mine.lot_id ORDER BY mine.wish_id, mine.lot_id
            """,
            lots=json.dumps(asked), columns=LOT_COLUMNS, waits=self._waits_sql(),
            wishes=wishes.ids,
        ))
        return self.env.cr.fetchall()
