from odoo import models
from odoo.exceptions import UserError


class StockMove(models.Model):
    _inherit = 'stock.move'

    def _perles_sold_lot(self):
        """Extends `promise`: the order line says it, whatever is on the transfer."""
        return self.sale_line_id.sudo().perles_lot_id or super()._perles_sold_lot()

    def _check_perles_sold(self):
        """Extends `promise` to deliver no more than what was promised.

        :raise UserError: naming what was promised and what would have left.
        """
        for line in self.sudo().sale_line_id.filtered('perles_lot_id'):
            lot = line.perles_lot_id
            promised, delivered = line._perles_promised_qty(), line._perles_delivered_qty(self)
            if lot.product_id.uom_id.compare(delivered, promised) > 0:
                raise UserError(self.env._(
                    "Lot %(lot)s: %(promised)s were promised, not %(delivered)s. A manager "
                    "changes the promise on the order line, never on the transfer.",
                    lot=lot.display_name, promised=lot._perles_quantity_words(promised),
                    delivered=lot._perles_quantity_words(delivered),
                ))
        return super()._check_perles_sold()

    def _perles_of_promises(self):
        """The moves that still bring a member what a confirmed order promises."""
        return self.filtered(lambda move: (
            move.state not in ('done', 'cancel') and move.location_dest_usage == 'customer'
            and move.product_uom_qty and move.sale_line_id.sudo().perles_lot_id
            and move.sale_line_id.sudo().state == 'sale'
        ))

    def _check_perles_sent_whole(self):
        """Extends `promise`: a parcel in part leaves the rest to be sent, or its order says less.

        :raise UserError: naming the lot, and what the member would never receive.
        """
        for move in self._perles_of_promises():
            unit, lot = move.product_id.uom_id, move._perles_sold_lot()
            wanted = move.product_uom._compute_quantity(move.product_uom_qty, unit, round=False)
            missing = wanted - sum(move._perles_moving_lines().mapped('quantity_product_uom'))
            if unit.compare(missing, 0) > 0:
                raise UserError(self.env._(
                    "Lot %(lot)s: %(missing)s of order %(order)s would never leave. Validate "
                    "with a backorder, or lower the order line first.",
                    lot=lot.display_name, missing=lot._perles_quantity_words(missing),
                    order=move.sale_line_id.sudo().order_id.name,
                ))
        return super()._check_perles_sent_whole()
