import json

from odoo import api, models
from odoo.tools import SQL

from ...tools.units import UNITS, convert
from .perles_match import NAMES

# Candidates asked for at first for each lot, and how much more when they were not enough.
FIRST_CANDIDATES, MORE_CANDIDATES = 24, 8
# Before any wish.
BEFORE = '1970-01-01'
LOT_COLUMNS = SQL(', ').join([
    SQL("lot_id integer, company_id integer, categ_ids integer[], mm float8"),
    SQL("factors float8[], best_price float8, prices jsonb, again boolean"),
    SQL("after_rank timestamp, after_id integer, wanted integer"),
    *(SQL("%s bigint", SQL.identifier(f'mask_{name}')) for name in NAMES),
    *(SQL("%s integer[]", SQL.identifier(f'list_{name}')) for name in NAMES),
])


class PerlesMatch(models.Model):
    """The question itself: which open wishes a lot answers, by rank (000-31, 000-32, 000-34)."""

    _inherit = 'perles.match'

    @api.model
    def _facts(self, lots):
        """What is compared of each lot, read once for all of them.

        :param lots: `stock.lot` records.
        :return: dict of lot id → dict of what `_search_candidates` sends
        """
        prices = self._prices(lots)
        parents, facts = {}, {}
        for lot in lots:
            category = lot.product_id.categ_id
            if category not in parents:
                parents[category] = [int(part) for part in category.parent_path.split('/') if part]
            mine = prices.get(lot.id, {})
            facts[lot.id] = {
                'lot_id': lot.id,
                'company_id': (lot.company_id or self.env.company).id,
                'categ_ids': parents[category],
                'mm': lot.perles_mm,
                'factors': [
                    convert(1.0, unit, lot.perles_unit, lot.perles_pieces_per_gram,
                            lot.perles_pieces_per_strand) for unit in UNITS
                ],
                'best_price': min(mine.values(), default=0.0),
                'prices': mine,
                **self._criteria_facts(lot.perles_value_ids.ids),
            }
        return facts

    def _criteria_facts(self, value_ids):
        value_ids = set(value_ids)
        facts = {f'mask_{name}': mask for name, mask in self._lot_masks(value_ids).items()}
        for name in NAMES:
            facts[f'list_{name}'] = [
                value_id for value_id, criterion, _accepted in self._value_facts()
                if criterion == name and value_id in value_ids
            ]
        return facts

    @api.model
    def _prices(self, lots):
        """Price of each lot's page for the members of each plan, euros a unit, tax excluded.

        :return: dict of lot id → {plan id: price}
        """
        plans = self.env['perles.membership.plan'].sudo().with_context(active_test=False).search(
            [('company_id', 'in', lots.company_id.ids or self.env.company.ids)],
        )
        prices = {lot.id: {} for lot in lots}
        for plan in plans:
            products = lots.product_id
            found = plan.pricelist_id._get_products_price(products, 1.0) if plan.pricelist_id else {
                product.id: product.lst_price for product in products
            }
            for lot in lots:
                prices[lot.id][plan.id] = lot._perles_price_ht(found[lot.product_id.id])
        return prices

    # === THE SEVEN CONDITIONS === #

    @api.model
    def _conditions(self):
        """Name → SQL of each condition, between a row ``m`` and a lot ``l``; AND between them."""
        conditions = {
            'category': SQL("m.categ_id = ANY(l.categ_ids)"),
            **{name: self._criterion_sql(name) for name in NAMES},
            'size': SQL("l.mm BETWEEN m.mm_min AND m.mm_max"),
            'unit': SQL("l.factors[m.unit] IS NOT NULL"),
            # a lot that cannot be compared fails on its unit, not on its price
            'price': SQL("COALESCE(l.best_price * l.factors[m.unit] <= m.max_price + 1e-6, TRUE)"),
        }
        return conditions

    def _criterion_sql(self, name):
        mask = SQL.identifier(f'mask_{name}')
        condition = SQL("m.%s & l.%s <> 0", mask, mask)
        if self._collide():
            condition = SQL(
                "(m.%s = -1 OR m.%s & l.%s <> 0 AND m.accepted && l.%s)",
                mask, mask, mask, SQL.identifier(f'list_{name}'),
            )
        return condition

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
    def _unoffered_sql(self, wish, lot):
        """Whether a wish has no offer of a lot that stands; hook: `offer` knows it.

        :param SQL wish: the id of the wish.
        :param SQL lot: the id of the lot.
        """
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
            ``wanted`` (how many) and ``after_rank``, ``after_id`` (the last one known).
        :return: list of dicts, by lot then rank
        """
        asked = [{'after_rank': BEFORE, 'after_id': 0, **facts} for facts in asked]
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
                       AND (m.rank_at, m.id) > (l.after_rank, l.after_id)
                     ORDER BY m.rank_at, m.id LIMIT l.wanted
                 ) w
                 ORDER BY w.rank_at, w.id LIMIT l.wanted
             ) c
             ORDER BY l.lot_id, c.rank_at, c.id
            """,
            json.dumps(asked, default=str), LOT_COLUMNS, self._waits_sql(),
        ))
        return self.env.cr.dictfetchall()
