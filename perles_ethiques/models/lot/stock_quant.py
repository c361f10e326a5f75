from odoo import api, models
from odoo.exceptions import UserError


class StockQuant(models.Model):
    _inherit = 'stock.quant'

    @api.constrains('quantity')
    def _check_perles_quantity(self):
        """Nothing is moved that is not there: native stock would go below 0.

        :raise UserError: if pieces of a lot of the house fall below 0 in a place of ours.
        """
        for quant in self.sudo():
            lot = quant.lot_id
            if not lot.perles_stage or quant.location_id.should_bypass_reservation():
                continue
            if quant.product_uom_id.compare(quant.quantity, 0) < 0:
                raise UserError(self.env._(
                    "There is not that much of lot %(lot)s in %(place)s. Count it before you "
                    "move it.",
                    lot=lot.display_name, place=quant.location_id.display_name,
                ))
