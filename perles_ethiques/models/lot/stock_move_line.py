from odoo import api, models


class StockMoveLine(models.Model):
    _inherit = 'stock.move.line'

    @api.constrains('lot_id', 'quantity', 'location_dest_id')
    def _check_perles_promise(self):
        """A transfer that is done and corrected keeps the promise too.

        :raise UserError: as the transfer itself.
        """
        self.filtered(lambda line: line.state == 'done').move_id._check_perles_promise()
