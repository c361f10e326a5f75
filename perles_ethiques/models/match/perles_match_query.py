import json

from odoo import api, models
from odoo.tools import SQL

from ...tools.allocation import Request, allocate
from ...tools.ranking import place, places
from ...tools.units import NEGLIGIBLE, rounded_down
from .perles_match import NAMES

# Candidates asked for at first for each lot, and how much more when they were not enough.
FIRST_CANDIDATES, MORE_CANDIDATES = 24, 8
BEFORE = '1970-01-01'  # any wish
LOT_COLUMNS = SQL(', ').join([  # first, of a fixed width, what is compared of every pair
    SQL("lot_id integer, company_id integer, mm float8, best_price float8"),
    *(SQL("%s bigint", SQL.identifier(f'mask_{name}')) for name in NAMES),
    SQL("again boolean, factors float8[], categ_ids integer[], prices jsonb"),
    SQL("after_rank timestamp, after_wish integer, after_id integer, wanted integer, mine integer"),
    *(SQL("%s integer[]", SQL.identifier(f'list_{name}')) for name in NAMES),
])


class PerlesMatch(models.Model):
    """The question itself: which open wishes a lot answers, by rank (000-31, 000-32, 000-34)."""

    _inherit = 'perles.match'

    # === THE SEVEN CONDITIONS === #

    @api.model
    def _conditions(self):
        """Name → SQL of each condition, between a row ``m`` and a lot ``l``; AND between them."""
        collide = self._collide()
        return {
            'category': SQL("m.categ_id = ANY(l.categ_ids)"),
            **{name: self._criterion_sql(name, collide) for name in NAMES},
            'size': SQL("l.mm BETWEEN m.mm_min AND m.mm_max"),
            'unit': SQL("l.factors[m.unit] IS NOT NULL"),
            # a lot that cannot be compared fails on its unit, not on its price
            'price': SQL("COALESCE(l.best_price * l.factors[m.unit] <= m.max_price + 1e-6, TRUE)"),
        }

    def _criterion_sql(self, name, collide):
        mask = SQL.identifier(f'mask_{name}')
        if not collide:
            return SQL("m.%s & l.%s <> 0", mask, mask)
        return SQL(
            "(m.%s = -1 OR m.%s & l.%s <> 0 AND m.accepted && l.%s)",
            mask, mask, mask, SQL.identifier(f'list_{name}'),
        )

    @api.model
    def _member_sql(self):
        """Whether the rights of the wish's member are in force, and the price of their plan."""
        # a scalar answer, asked only of who passed everything else
        return SQL(
            """(
            SELECT TRUE FROM perles_membership f
             WHERE f.partner_id = m.partner_id AND f.company_id = m.company_id AND %s
               AND COALESCE((l.prices->>f.plan_id::text)::float8 * l.factors[m.unit], 0)
                   <= m.max_price + 1e-6
             LIMIT 1
            )""",
            self.env['perles.membership']._in_force_sql('f'),
        )

    @api.model
    def _unanswered_sql(self):
        """Whether a lot ``l`` may go to a row ``m`` again; hook: `offer` knows the answers."""
        return SQL("TRUE")

    @api.model
    def _waits_sql(self):
        """All that makes a row ``m`` a candidate for a lot ``l``."""
        return SQL(
            "%s AND m.company_id = l.company_id AND m.open_qty > 0 AND %s"
            " AND CASE WHEN l.again THEN %s ELSE TRUE END",
            SQL(' AND ').join(self._conditions().values()), self._member_sql(),
            self._unanswered_sql(),
        )

    @api.model
    def _search_candidates(self, asked):
        """The next candidates of each lot, by rank, and no more of them than asked for.

        :param list asked: dicts made by `_facts`, with ``again`` (it was offered before),
            ``wanted`` (how many) and ``after_rank``, ``after_wish``, ``after_id``.
        :return: list of dicts, by lot then rank
        """
        asked = [{'after_rank': BEFORE, 'after_wish': 0, 'after_id': 0, **facts} for facts in asked]
        # each category of a lot is walked by rank in the index, and left as soon as enough is found
        self.env.cr.execute("SET LOCAL jit = off")
        self.env.cr.execute(SQL(
            """
            SELECT l.lot_id, c.*, (
                SELECT sum(x.open_qty) FROM perles_match x WHERE x.wish_id = c.wish_id
            ) AS wish_open
              FROM jsonb_to_recordset(%s::jsonb) AS l(%s)
             CROSS JOIN LATERAL (
                SELECT w.* FROM unnest(l.categ_ids) AS category(id)
                 CROSS JOIN LATERAL (
                    SELECT m.id, m.wish_id, m.partner_id, m.rank_at, m.unit, m.open_qty, m.minimum
                      FROM perles_match m
                     WHERE m.categ_id = category.id AND %s
                       AND (m.rank_at, m.wish_id, m.id)
                           > (l.after_rank, l.after_wish, l.after_id)
                     ORDER BY m.rank_at, m.wish_id, m.id LIMIT l.wanted
                 ) w
                 ORDER BY w.rank_at, w.wish_id, w.id LIMIT l.wanted
             ) c
             ORDER BY l.lot_id, c.rank_at, c.wish_id, c.id
            """,
            json.dumps(asked, default=str), LOT_COLUMNS, self._waits_sql(),
        ))
        return self.env.cr.dictfetchall()

    # === SHARING OUT: each queue is walked by rank until nothing is left (000-34, 000-36) === #

    @api.model
    def _share_out(self, lots, again=False):
        """Who is offered what of these lots. Nothing is written.

        Lots are shared out in their order: what a wish was given of one, it no longer wants of
        the next. Only as many candidates are read as the quantities need.

        :param lots: `stock.lot` records with something to give.
        :param bool again: whether some were offered before.
        :return: list of dicts: lot_id, slice_id, wish_id, partner_id, quantity (unit of the
            lot), wish_qty (unit of the wish), position; or lot_id, claim_id, quantity of who
            lost a pre-reservation to a shortage
        """
        facts = self._facts(lots)
        queues = self._first_candidates(lots, facts, again)
        left, given = {}, []
        for lot in lots:
            given += self._share_lot(lot, facts[lot.id], queues.get(lot.id, []), left, again)
        return given

    def _first_candidates(self, lots, facts, again):
        queues = {}
        asked = [{**facts[lot.id], 'again': again, 'wanted': FIRST_CANDIDATES} for lot in lots]
        for row in self._search_candidates(asked) if asked else ():
            queues.setdefault(row['lot_id'], []).append(row)
        return queues

    def _share_lot(self, lot, facts, queue, left, again):
        """Share out one lot, reading on while there is something left and somebody behind."""
        free, wanted, lost = lot._perles_free_qty(), FIRST_CANDIDATES, self._lost(lot)
        while True:
            shares = allocate(free, [*lost, *(
                request for row in queue if (request := self._request(lot, facts, row, left))
            )])
            served = {share.key: share for share in shares if share.given > NEGLIGIBLE}
            is_over = sum(share.given for share in served.values()) >= free - NEGLIGIBLE
            if is_over or len(queue) < wanted:
                break
            more = self._search_candidates([{
                **facts, 'again': again, 'wanted': wanted * (MORE_CANDIDATES - 1),
                'after_rank': queue[-1]['rank_at'], 'after_wish': queue[-1]['wish_id'],
                'after_id': queue[-1]['id'],
            }])
            queue, wanted = queue + more, wanted * MORE_CANDIDATES
        who = {row['id']: row['partner_id'] for row in queue}
        told = places((one.key, who.get(one.key) or one.key[-1]) for one in shares if one.position)
        return [
            self._give(lot, facts, row, served[row['id']], left) | {'position': told[row['id']]}
            for row in queue if row['id'] in served
        ] + [
            {'lot_id': lot.id, 'claim_id': claim.key[1], 'quantity': served[claim.key].given}
            for claim in lost if claim.key in served
        ]

    def _request(self, lot, facts, row, left):
        """The line of the queue that a candidate is, or ``None`` when it wants nothing more."""
        factor = facts['factors'][row['unit'] - 1]
        still = left.get(row['id'], row['open_qty'])
        wanted = rounded_down(still * factor, lot.perles_unit)
        if wanted <= 0:
            return None
        gone = left.get(('wish', row['wish_id']), 0.0)
        return Request(
            row['id'], place(row['rank_at'], row['wish_id'], row['id']), wanted,
            group=row['wish_id'],
            minimum=-rounded_down(-row['minimum'] * factor, lot.perles_unit),
            total=rounded_down((row['wish_open'] - gone) * factor, lot.perles_unit),
        )

    def _give(self, lot, facts, row, share, left):
        factor = facts['factors'][row['unit'] - 1]
        still = left.get(row['id'], row['open_qty'])
        # all that can be given of it: a remainder below one piece is not left open
        is_all = share.given >= rounded_down(still * factor, lot.perles_unit)
        wish_qty = still if is_all else min(still, share.given / factor)
        left[row['id']] = still - wish_qty
        gone = ('wish', row['wish_id'])
        left[gone] = left.get(gone, 0.0) + wish_qty
        return {
            'lot_id': lot.id, 'slice_id': row['id'], 'wish_id': row['wish_id'],
            'partner_id': row['partner_id'], 'quantity': share.given, 'wish_qty': wish_qty,
        }
