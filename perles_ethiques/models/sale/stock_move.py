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
