from odoo import api, fields, models
from odoo.fields import Domain

from .perles_match_allocation import LEAST

MATCH_CLOCK = 'perles_ethiques.ir_cron_match'
# A lot that may be promised: on the shop, it is sold as any other product.
PROMISABLE = ('expected', 'ready')


class StockLot(models.Model):
    """What of a lot is promised, given back, and offered to the next rank (000-37, 000-38)."""

    _name = 'stock.lot'
    _inherit = ['stock.lot', 'perles.told.mixin']

    perles_to_offer = fields.Boolean(
        string="To be offered again", copy=False, readonly=True,
        help="Something came free: the clock offers it to the next rank.",
    )
    perles_offer_ids = fields.One2many('perles.offer', 'lot_id', string="Offers")
    perles_claim_ids = fields.One2many('perles.claim', 'lot_id', string="Pre-reservations")

    _perles_to_offer_idx = models.Index("(id) WHERE perles_to_offer IS TRUE")

    # === SIGNALS === #

    def _perles_arrive(self, receipt):
        """Override of `perles_ethiques` to wake the clock that matches."""
        result = super()._perles_arrive(receipt)
        receipt.sudo().filtered(lambda r: not r.perles_matched_at).perles_to_match = True
        self._perles_wake()
        return result

    @api.model
    def _perles_wake(self):
        """Let the clock of matching run as soon as this transaction is over."""
        self.env.ref(MATCH_CLOCK).sudo()._trigger()

    # === QUANTITIES === #

    def _perles_free_qty(self):
        """What may still be promised of this lot, in its unit."""
        self.ensure_one()
        if self.perles_stage not in PROMISABLE:
            return 0.0
        return max(self.perles_promisable_qty - self.perles_held_qty, 0.0)

    def _perles_free(self, quantity):
        """Override of `perles_ethiques`: what is given back is offered to the next rank."""
        result = super()._perles_free(quantity)
        self.perles_to_offer = True
        self._perles_wake()
        return result

    @api.model
    def _perles_free_all(self, quantities):
        """Give back what was held of several lots, in one statement.

        :param dict quantities: lot id → quantity in its unit.
        """
        self._perles_add_held({key: -quantity for key, quantity in quantities.items()}, True)
        self._perles_wake()

    @api.model
    def _perles_add_held(self, quantities, to_offer):
        """Hold or give back quantities of lots, in the order of their ids.

        :param dict quantities: lot id → quantity, below 0 to give back.
        :param bool to_offer: what the mark of the clock becomes.
        :raise ValueError: if more would be promised than there is.
        """
        self.env.flush_all()
        ids = sorted(quantities)
        self.env.cr.execute(
            """
            UPDATE stock_lot
               SET perles_held_qty = GREATEST(COALESCE(perles_held_qty, 0) + given.quantity, 0),
                   perles_to_offer = %s
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

    # === OFFERING === #

    def _perles_offer(self, again=False):
        """Offer what is free of these lots to who wants it, by rank; write letters and offers.

        :param bool again: whether they were offered before.
        :return: the new offers (sudo)
        """
        lots = self.sudo().with_context(tracking_disable=True).filtered(
            lambda lot: lot.perles_receipt_id and lot._perles_free_qty() > LEAST
        ).sorted('id')
        given = lots.env['perles.match']._share_out(lots, again)
        totals = dict.fromkeys(self.ids, 0.0)
        for share in given:
            totals[share['lot_id']] += share['quantity']
        self.sudo()._perles_add_held(totals, False)
        return lots.env['perles.letter']._write_offers(given)

    def _perles_offer_again(self):
        """Step of the clock: what came free goes to the next rank."""
        return self._perles_offer(again=True)

    @api.model
    def _perles_to_offer_domain(self):
        return Domain('perles_to_offer', '=', True)

    # === THE LOT AS A MEMBER IS TOLD OF IT === #

    def _perles_price_ht(self, price):
        """A price of this lot's page, in euros a unit, tax excluded.

        :param float price: as the price list gives it.
        """
        self.ensure_one()
        taxes = self.product_id.taxes_id.filtered('price_include')
        if not taxes:
            return price
        return taxes.compute_all(price, product=self.product_id)['total_excluded']
