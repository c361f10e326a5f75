from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.allocation import Request
from ...tools.parts import lost_by_click
from ...tools.units import NEGLIGIBLE


class PerlesMatch(models.Model):
    """The clock of matching: receipts, then what came free, then letters that waited."""

    _inherit = 'perles.match'

    @api.model
    def _cron_match(self):
        """Clock: one receipt is one transaction; what fails is replayed alone and noted."""
        receipts = self.env['stock.picking'].sudo()
        receipts._work_through(
            Domain('perles_to_match', '=', True), '_perles_match', batch_size=1,
        )
        lots = self.env['stock.lot'].sudo()
        lots._work_through(
            Domain('perles_to_offer', '=', True), '_perles_offer_again', batch_size=20,
        )
        wishes = self.env['perles.wish'].sudo()
        wishes._work_through(Domain('to_match', '=', True), '_match_again', batch_size=100)
        letters = self.env['perles.letter'].sudo()
        letters._work_through(Domain('waits_photo', '=', True), '_tell', batch_size=100)
        # what was taken of a lot whose care was already over
        late = Domain('state', '=', 'expected') & Domain('lot_id.perles_stage', '!=', 'expected')
        self.env['perles.claim'].sudo()._work_through(late, '_settle_late', batch_size=100)

    @api.model
    def _offer(self, lots, again=False):
        """Offer what is free of lots to who wants it, by rank; write letters and offers.

        :param lots: `stock.lot` records.
        :param bool again: whether they were offered before; a second parcel of a lot was too.
        :return: the new offers (sudo)
        """
        totals = dict.fromkeys(lots.ids, 0.0)
        offered = lots.sudo().with_context(tracking_disable=True).filtered(
            lambda lot: lot.perles_receipt_id and lot._perles_free_qty() > NEGLIGIBLE
        ).sorted('id')
        again = again or bool(offered.perles_offer_ids)
        given = offered.env['perles.match']._share_out(offered, again)
        for share in given:
            totals[share['lot_id']] += share['quantity']
        lots.sudo()._perles_hold(totals, False)
        again = [share for share in given if 'claim_id' in share]
        if again:
            offered.env['perles.claim']._serve_again(again)
        return offered.env['perles.letter']._write_offers([
            share for share in given if share not in again
        ])

    # === HELD AND GIVEN BACK OF WISHES, as `promise` does of lots === #

    @api.model
    def _hold(self, quantities):
        """Hold or give back quantities of parts of wishes, in one statement for all.

        :param dict quantities: slice id → quantity in the unit of its wish, below 0 to give back.
        """
        self.env.flush_all()
        ids = [key for key, quantity in quantities.items() if quantity]
        if not ids:
            return
        self.env.cr.execute(
            """
            WITH held AS (
                UPDATE perles_wish_slice slice
                   SET held_qty = GREATEST(COALESCE(slice.held_qty, 0) + given.quantity, 0)
                  FROM unnest(%s, %s::numeric[]) AS given(id, quantity)
                 WHERE slice.id = given.id
             RETURNING slice.id, slice.quantity - slice.held_qty AS open_qty
            )
            UPDATE perles_match SET open_qty = GREATEST(held.open_qty, 0)
              FROM held WHERE held.id = perles_match.id
            """,
            [ids, [quantities[key] for key in ids]],
        )
        self.env['perles.wish.slice'].browse(ids).invalidate_recordset(['held_qty'])

    # === WHAT OFFERS SAY OF A LOT AND A WISH === #

    @api.model
    def _unanswered_sql(self):
        """Extends `match`: who declined a lot, let it pass or took less is not asked again.

        A no counts for the whole wish, raised since or not (000-34). What the house was short of
        is no no of the member (000-41).
        """
        return SQL(
            """%s AND (
            SELECT TRUE FROM perles_offer o LEFT JOIN perles_claim c ON c.offer_id = o.id
             WHERE o.wish_id = m.wish_id AND o.lot_id = l.lot_id AND (
                o.state IN ('declined', 'lapsed') OR o.is_taken_back
                OR o.state = 'accepted' AND c.asked_qty < o.quantity
             ) LIMIT 1
            ) IS NULL AND (
            SELECT TRUE FROM perles_claim c
             WHERE (c.wish_id = m.wish_id OR c.parts @> jsonb_build_array(
                jsonb_build_object('wish', m.wish_id))) AND c.lot_id = l.lot_id AND (
                c.state IN ('lapsed', 'cancelled') OR c.state != 'refused'
                AND c.quantity + COALESCE(c.short_qty, 0) < c.asked_qty
             ) LIMIT 1
            ) IS NULL""", super()._unanswered_sql(),
        )

    @api.model
    def _unoffered_sql(self, wish, lot):
        """Extends `match`: a lot that is offered, or was taken, is no longer waited for.

        Who lost some of it to a shortage waits for it again.
        """
        return SQL(
            "%s AND NOT EXISTS (SELECT FROM perles_offer o WHERE o.wish_id = %s"
            " AND o.lot_id = %s AND (o.state = 'live' OR o.state = 'accepted' AND NOT EXISTS ("
            "SELECT FROM perles_claim c WHERE c.offer_id = o.id AND c.short_qty > 0)))",
            super()._unoffered_sql(wish, lot), wish, lot,
        )

    @api.model
    def _lost(self, lot):
        """Extends `match`: what a shortage took of clicks, and no wish asks for (000-41).

        Of members in force. What a wish asks for comes back in the place of the wish.
        """
        claims = self.env['perles.claim'].sudo().search([
            ('lot_id', '=', lot.id), ('offer_id', '=', False),
        ])
        lost = lost_by_click(claims)
        rights = lost and self.env['perles.membership']._in_force_of(
            claims.partner_id, lot._perles_keeper(),
        )
        return [
            Request(('claim', claim.id, claim.partner_id.id), claim._place(), quantity)
            for claim, quantity in lost.items() if claim.partner_id in rights
        ] + super()._lost(lot)
