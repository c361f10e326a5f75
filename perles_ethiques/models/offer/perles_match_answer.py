import json

from odoo import api, models
from odoo.tools import SQL

from ...tools.parts import parts_answered
from ..match.perles_match_query import LOT_COLUMNS


class PerlesMatch(models.Model):
    """Wishes that come after a lot, and lots that are taken by click: neither loses to the other.

    Who waits as told must not lose to who clicks, and who clicks waits no longer.
    """

    _inherit = 'perles.match'

    # === WHAT IS FREE IS OFFERED TO WHO COMES TO WANT IT === #

    @api.model
    def _index(self, wish_ids):
        """Extends `match`: who writes, changes or resumes a wish is offered what is still free."""
        super()._index(wish_ids)
        self.env.cr.execute(
            """
            UPDATE perles_wish SET to_match = TRUE
             WHERE id = ANY(%s) AND state = 'open' AND to_match IS NOT TRUE AND EXISTS (
                SELECT FROM stock_lot
                 WHERE perles_stage IN ('expected', 'ready') AND perles_receipt_id IS NOT NULL
                   AND perles_promisable_qty > COALESCE(perles_held_qty, 0)
             )
            """, [[*wish_ids]],
        )
        if self.env.cr.rowcount:
            self.env['perles.wish'].browse(wish_ids).invalidate_recordset(['to_match'])
            self.env['stock.lot']._perles_trigger()

    # === WHAT IS TAKEN BY CLICK ANSWERS THE WISHES OF ITS MEMBER === #

    @api.model
    def _wanted_of(self, partner, lot):
        """What `_answer` compares: the open wishes of a member with a lot; none without wishes.

        :param partner: the organisation.
        :param lot: the `stock.lot` that is taken of.
        """
        wish_ids = self.env['perles.wish'].search([
            ('partner_id', '=', partner.id), ('state', '=', 'open'),
        ]).ids
        return wish_ids and {'wishes': wish_ids, 'lot': self._facts(lot)[lot.id]} or None

    @api.model
    def _answer(self, wanted, quantity, unit):
        """Hold what a quantity taken by click answers of the wishes of its member, by rank.

        The lot is held already, as by whoever takes something of it.

        :param dict wanted: made by `_wanted_of`.
        :param float quantity: in the unit of the lot.
        :param str unit: of the lot.
        :return: list of parts, see `tools.parts`
        """
        self.env.cr.execute(SQL(
            """
            SELECT m.id, m.wish_id, (slice.quantity - COALESCE(slice.held_qty, 0))::float8,
                   l.factors[m.unit]
              FROM jsonb_to_recordset(%s::jsonb) AS l(%s), perles_match m
              JOIN perles_wish_slice slice ON slice.id = m.id
             WHERE m.wish_id = ANY(%s) AND %s
             ORDER BY m.rank_at, m.id FOR UPDATE OF slice
            """,
            json.dumps([{**wanted['lot'], 'again': False}]), LOT_COLUMNS, wanted['wishes'],
            self._waits_sql(),
        ))
        parts = parts_answered(quantity, self.env.cr.fetchall(), unit)
        self._hold({part['slice']: part['wish_qty'] for part in parts})
        return parts

    @api.model
    def _mark_free(self):
        """Step of a clock: what is free is offered again to whoever came to want it meanwhile.

        A membership that is resumed, a lot that was described again, a price that fell: whoever
        then waits is answered like who has always waited.
        """
        self.env.flush_all()
        self.env.cr.execute(
            """
            UPDATE stock_lot SET perles_to_offer = TRUE
             WHERE perles_stage IN ('expected', 'ready') AND perles_receipt_id IS NOT NULL
               AND perles_promisable_qty > COALESCE(perles_held_qty, 0)
               AND perles_to_offer IS NOT TRUE
            """,
        )
        if self.env.cr.rowcount:
            self.env['stock.lot'].invalidate_model(['perles_to_offer'])
            self.env['stock.lot']._perles_trigger()
