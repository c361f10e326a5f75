from odoo.fields import Command

from .carriers import CarrierCommon
from .lots import READY
from .wishes import WishCommon


class PromiseCommon(WishCommon, CarrierCommon):
    """Orders that promise a lot, their deliveries, and what comes back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls._wishing_member()

    def _order(self, *promises):
        """A confirmed order of a member: a line for each (lot, quantity)."""
        order = self.env['sale.order'].sudo().create({
            'partner_id': self.partner.id,
            'order_line': [Command.create({
                'product_id': lot.product_id.id, 'product_uom_qty': quantity,
                'perles_lot_id': lot.id,
            }) for lot, quantity in promises],
        })
        order.action_confirm()
        return order

    def _order_claim(self, claim, quantity=None):
        """The order that delivers a pre-reservation, once care is over.

        :param quantity: what the member takes of it; all by default.
        """
        if claim.state == 'expected':
            # taken after the end of care: the clock settles and quotes it
            self._run_clock('match', READY)
        order = claim.order_id
        if quantity:
            order.order_line.product_uom_qty = quantity
        order.action_confirm()
        return order

    def _deliver(self, picking):
        picking.move_ids.picked = True
        picking._action_done()
        return picking

    def _return(self, picking, quantity):
        """The native return of a delivery, not validated yet."""
        wizard = self.env['stock.return.picking'].create({'picking_id': picking.id})
        wizard.product_return_moves.quantity = quantity
        return wizard._create_return()

    def _force_lot(self, picking, lot, quantity=None):
        """What somebody may do by hand: another lot, or another quantity, on a transfer."""
        move = picking.move_ids
        quantity = quantity or move.product_uom_qty
        move.move_line_ids.unlink()
        move.move_line_ids = [Command.create({
            'product_id': move.product_id.id, 'lot_id': lot.id, 'quantity': quantity,
            'location_id': move.location_id.id, 'location_dest_id': move.location_dest_id.id,
            'picking_id': picking.id,
        })]
        return picking
