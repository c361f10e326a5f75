import json

from odoo import api, models
from odoo.tools import SQL

from ...tools.masks import bit
from ...tools.units import UNITS
from .perles_match import ANY_SIZE, NAMES

MASKS = SQL(', ').join(SQL.identifier(f'mask_{name}') for name in NAMES)


class PerlesMatch(models.Model):
    """The table itself, and its rows, written again when a wish changes."""

    _inherit = 'perles.match'

    def init(self):
        """Override of `base` to make the table, whose columns are not those of a form."""
        self.env.cr.execute(SQL(
            """
            CREATE TABLE IF NOT EXISTS perles_match (
                id integer PRIMARY KEY REFERENCES perles_wish_slice ON DELETE CASCADE,
                wish_id integer NOT NULL, partner_id integer NOT NULL,
                company_id integer NOT NULL, categ_id integer NOT NULL,
                %s,
                mm_min float8 NOT NULL, mm_max float8 NOT NULL, max_price float8 NOT NULL,
                unit smallint NOT NULL, rank_at timestamp NOT NULL,
                open_qty float8 NOT NULL, minimum float8 NOT NULL, accepted integer[]
            )
            """,
            SQL(', ').join(
                SQL("%s bigint NOT NULL", SQL.identifier(f'mask_{name}')) for name in NAMES
            ),
        ))
        self._alter_columns()
        self.env.cr.execute("""
            -- of an earlier release: without the wish
            DROP INDEX IF EXISTS perles_match_rank_idx;
            CREATE INDEX IF NOT EXISTS perles_match_place_idx
                ON perles_match (categ_id, rank_at, wish_id, id);
            CREATE INDEX IF NOT EXISTS perles_match_wish_idx ON perles_match (wish_id);
            CREATE INDEX IF NOT EXISTS perles_match_partner_idx ON perles_match (partner_id);
        """)

    def _alter_columns(self):
        """Give the table of an earlier release the columns of the criteria of today.

        What nobody could wish for yet is "any value", and the rows are written again at the end
        of the upgrade.
        """
        self.env.cr.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = 'perles_match'::regclass"
            " AND attnum > 0 AND NOT attisdropped AND attname LIKE 'mask!_%' ESCAPE '!'",
        )
        known = {name for (name,) in self.env.cr.fetchall()}
        wanted = {f'mask_{name}' for name in NAMES}
        for name in sorted(known ^ wanted):
            change = SQL("DROP COLUMN %s", SQL.identifier(name))
            if name in wanted:
                change = SQL("ADD COLUMN %s bigint NOT NULL DEFAULT -1", SQL.identifier(name))
            self.env.cr.execute(SQL("ALTER TABLE perles_match %s", change))
        if known != wanted:
            self.pool.post_init(self._index_all)

    def _index_all(self):
        """Write the rows of all open wishes again."""
        self._index(self.env['perles.wish'].sudo().search([('state', '=', 'open')]).ids)

    @api.model
    def _index(self, wish_ids):
        """Write again the rows of these wishes, in two statements, however many they are.

        :param wish_ids: ids of `perles.wish`, open or not.
        """
        if not wish_ids:
            return
        self.env.flush_all()
        self.env.cr.execute(SQL("DELETE FROM perles_match WHERE wish_id = ANY(%s)", [*wish_ids]))
        self.env.cr.execute(SQL(
            """
            WITH value AS MATERIALIZED (
                SELECT * FROM jsonb_to_recordset(%(values)s::jsonb) AS v(
                    id integer, criterion text, tolerance text, mask bigint, accepted integer[]
                )
            )
            INSERT INTO perles_match (
                id, wish_id, partner_id, company_id, categ_id, %(masks)s, mm_min, mm_max,
                max_price, unit, rank_at, open_qty, minimum, accepted
            )
            SELECT slice.id, wish.id, wish.partner_id, wish.company_id, wish.categ_id,
                %(filters)s,
                CASE WHEN wish.mm_min > 0 THEN wish.mm_min
                     WHEN wish.mm_max > 0 THEN %(above)s ELSE 0 END,
                CASE WHEN wish.mm_max > 0 THEN wish.mm_max ELSE 'Infinity' END,
                CASE WHEN wish.max_price > 0 THEN wish.max_price ELSE 'Infinity' END,
                array_position(%(units)s, wish.unit), slice.rank_at,
                GREATEST(slice.quantity - COALESCE(slice.held_qty, 0), 0),
                COALESCE(wish.min_quantity, 0), %(accepted)s
            FROM perles_wish wish
            JOIN perles_wish_slice slice ON slice.wish_id = wish.id
            LEFT JOIN perles_wish_value_rel rel ON rel.wish_id = wish.id
            LEFT JOIN value ON value.id = rel.value_id AND value.tolerance = wish.colour_tolerance
            WHERE wish.id = ANY(%(ids)s) AND wish.state = 'open'
            GROUP BY slice.id, wish.id
            """,
            values=self._value_rows(), masks=MASKS, ids=[*wish_ids], above=ANY_SIZE,
            units=[*UNITS], accepted=self._accepted_sql(),
            filters=SQL(', ').join(
                SQL("COALESCE(bit_or(value.mask) FILTER (WHERE value.criterion = %s), -1)", name)
                for name in NAMES
            ),
        ))

    def _accepted_sql(self):
        """The list of accepted values: only kept while a bit does not say it all."""
        if not self._collide():
            return SQL("NULL")
        return SQL("""(
            SELECT array_agg(one) FROM perles_wish_value_rel r
            JOIN value v ON v.id = r.value_id AND v.tolerance = wish.colour_tolerance,
                unnest(v.accepted) one
            WHERE r.wish_id = wish.id
        )""")

    def _value_rows(self):
        rows = []
        for value_id, criterion, tolerances in self._value_facts():
            for tolerance, ids in tolerances.items():
                mask = 0
                for accepted_id in ids:
                    mask |= bit(accepted_id)
                rows.append({
                    'id': value_id, 'criterion': criterion, 'tolerance': tolerance,
                    'mask': mask, 'accepted': [*ids],
                })
        return json.dumps(rows)
