from odoo import models
from odoo.exceptions import UserError


class StockLot(models.Model):
    _inherit = 'stock.lot'

    def _perles_refuse_quotation(self):
        """Say why these lots, still in care, are quoted to nobody yet (000-42).

        :raise UserError: with the steps that remain, for the first one.
        """
        for lot in self:
            raise UserError(self.env._(
                "%(lot)s is still in care: no quotation leaves before the end; remaining steps: "
                "%(steps)s.",
                lot=lot.display_name, steps=', '.join(lot._perles_remaining_steps()),
            ))
