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

    def _perles_due_qty(self):
        """Extends `promise` to take off what ordered claims have had delivered."""
        claims = self.env['perles.claim'].sudo().search([
            ('lot_id', '=', self.id), ('state', '=', 'ordered'),
        ])
        delivered = sum(line._perles_delivered_qty() for line in claims.order_line_ids)
        return max(super()._perles_due_qty() - delivered, 0)
