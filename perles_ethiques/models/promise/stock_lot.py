from odoo import api, fields, models
from odoo.exceptions import UserError

# A lot that may be promised: on the shop, it is sold as any other product.
PROMISABLE = ('expected', 'ready')


class StockLot(models.Model):
    """What is promised of a lot, held by one statement so that two transactions never overdraw."""

    _inherit = 'stock.lot'

    perles_to_offer = fields.Boolean(
        string="To be offered again", copy=False, readonly=True,
        help="Something came free: the clock offers it to the next rank.",
    )

    _perles_to_offer_idx = models.Index("(id) WHERE perles_to_offer IS TRUE")

    def _perles_due_qty(self):
        """What is promised and has not left yet; other rooms take off what was delivered."""
        self.ensure_one()
        # all of the lot at once: what is held is checked against what may be promised
        self.flush_recordset()
        self.invalidate_recordset(['perles_held_qty'])
        return self.perles_held_qty

    # === WHAT NATIVE STOCK DOES: counted where the pieces lie === #

    @api.model
    def _perles_recount(self, to_shop):
        """Let what may be promised of lots follow what lies in the places of the house.

        What was delivered of a promise is still held: it counts with what is there.

        :param dict to_shop: `stock.lot` of the house → what has just gone to the shop.
        :raise UserError: if less is there than members were promised.
        """
        lots = self.concat(*to_shop).sorted('id')
        if lots:
            lots._perles_lock()
        for lot in lots:
            places, unit = lot._perles_places(), lot.product_id.uom_id
            there, due = lot._perles_quantity_in(places), lot._perles_due_qty()
            if unit.compare(there, due) < 0:
                raise UserError(self.env._(
                    "Lot %(lot)s: keep %(due)s in %(places)s, they are promised to members; "
                    "%(there)s would be left. “Correct the quantity” on the lot says who is "
                    "concerned, and tells them.",
                    due=lot._perles_quantity_words(due), lot=lot.display_name,
                    places=', '.join(places.mapped('display_name')),
                    there=lot._perles_quantity_words(there),
                ))
            lot._perles_count_in(unit.round(there + lot.perles_held_qty - due), to_shop[lot])

    def _perles_count_in(self, promisable, released):
        """Write what may be promised of this lot from now on; what is added may be offered."""
        self.ensure_one()
        known = self.perles_promisable_qty
        if self.perles_stage == 'expected':
            values = {'perles_expected_qty': promisable}
        else:
            gone = max(self.perles_released_qty + released, 0.0)
            values = {'perles_released_qty': gone, 'perles_usable_qty': promisable + gone}
        self.write(values)
        if self.product_id.uom_id.compare(promisable, known) > 0:
            self._perles_free(0)

    # === HELD AND GIVEN BACK: the only statements that touch what is held === #

    def _perles_free_qty(self):
        """What may still be promised of this lot, in its unit."""
        self.ensure_one()
        if self.perles_stage not in PROMISABLE:
            return 0.0
        return max(self.perles_promisable_qty - self.perles_held_qty, 0.0)

    def _perles_free(self, quantity):
        """Give back what was held of this lot: it may be offered again.

        :param float quantity: in the unit of the lot.
        """
        self.ensure_one()
        self._perles_free_all({self.id: quantity})

    @api.model
    def _perles_free_all(self, quantities):
        """Give back what was held of several lots, in one statement.

        :param dict quantities: lot id → quantity in its unit.
        """
        self._perles_hold({key: -quantity for key, quantity in quantities.items()}, True)
        self._perles_wake()

    @api.model
    def _perles_hold(self, quantities, to_offer=None):
        """Hold or give back quantities of lots, in one statement that nobody can overdraw.

        :param dict quantities: lot id → quantity, below 0 to give back.
        :param bool to_offer: what the mark of the clock becomes; as it is by default.
        :raise ValueError: if more would be promised than there is.
        """
        self.env.flush_all()
        ids = sorted(quantities)
        if not ids:
            return
        self.env.cr.execute(
            """
            UPDATE stock_lot
               SET perles_held_qty = GREATEST(COALESCE(perles_held_qty, 0) + given.quantity, 0),
                   perles_to_offer = COALESCE(%s, perles_to_offer)
              FROM unnest(%s, %s::numeric[]) AS given(id, quantity)
             WHERE stock_lot.id = given.id
               AND (given.quantity <= 0 OR COALESCE(perles_held_qty, 0) + given.quantity
                    <= perles_promisable_qty)
            """,
            [to_offer, ids, [quantities[key] for key in ids]],
        )
        if self.env.cr.rowcount != len(ids):
            raise ValueError(f"More is promised of the lots {ids} than there is.")
        self.browse(ids).invalidate_recordset(['perles_held_qty', 'perles_to_offer'])

    @api.model
    def _perles_wake(self):
        """Hook: something may be offered as soon as this transaction is over."""

    def _perles_pass_promise(self, other, quantity):
        """Hand a promised quantity over to another lot: held there first, then let go here.

        :param other: the lot that is promised from now on.
        :param float quantity: in the unit of both lots.
        :raise UserError: if not that much of the other lot may be promised.
        """
        self.ensure_one()
        try:
            self._perles_hold({other.id: quantity})
        except ValueError as error:
            raise UserError(self.env._(
                "Not that much of lot %s may still be promised.", other.display_name,
            )) from error
        self._perles_free(quantity)
