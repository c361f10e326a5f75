from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL


class StockLot(models.Model):
    """The public date: what nobody was promised goes from Reserved to the shop (000-39)."""

    _inherit = 'stock.lot'

    def _perles_redated(self):
        """Extends `lot`: lists of the shop are drawn again when an open lot is dated anew."""
        super()._perles_redated()
        self.env['website']._perles_forget_lists()

    @api.model
    def _cron_open(self):
        """Clock: open what is out of care and due, lot by lot; what is in care waits for it."""
        due = Domain('id', 'in', self._perles_due_ids())
        self._work_through(due, '_perles_open', order='perles_public_at, id')

    @api.model
    def _perles_due_ids(self):
        """Lots that open now, and open ones of which a promise has come back to Reserved.

        Their ids only: promised quantities are written by short statements that the ORM does
        not hear of.
        """
        self.flush_model(['perles_stage', 'perles_public_at', 'perles_promisable_qty'])
        self.env['stock.quant'].flush_model()
        return [lot_id for lot_id, in self.env.execute_query(SQL(
            """
            SELECT lot.id FROM stock_lot lot
            WHERE lot.perles_public_at <= %s
                AND (lot.perles_stage = 'ready' OR lot.perles_stage = 'public'
                    AND lot.perles_promisable_qty > COALESCE(lot.perles_held_qty, 0)
                    AND EXISTS (
                        SELECT FROM stock_quant quant
                        JOIN res_company company ON company.perles_reserved_id = quant.location_id
                        WHERE quant.lot_id = lot.id AND quant.quantity > quant.reserved_quantity
                    ))
            """,
            fields.Datetime.now(),
        ))]

    def _perles_open(self):
        """Move what these lots have left to the shop and show their pages to everybody.

        A lot that was opened already moves what came back since, and nothing twice. What has
        gone to the shop is counted where transfers are done.
        """
        self.invalidate_recordset(['perles_held_qty'])
        for lot in self.sudo():
            lot._perles_move_to_shop(lot._perles_left_in_reserved())
            lot.perles_stage = 'public'
        self._perles_pages().write({'is_published': True})
        self.env['website']._perles_forget_lists()

    def _perles_left_in_reserved(self):
        """Quantity of a lot that nobody was promised, as far as it is in Reserved and free."""
        self.ensure_one()
        free = self.env['stock.quant']._get_available_quantity(
            self.product_id, self._perles_keeper().perles_reserved_id, lot_id=self, strict=True,
        )
        return max(min(self.perles_promisable_qty - self.perles_held_qty, free), 0.0)

    def _perles_move_to_shop(self, quantity):
        """Carry a part of this lot from Reserved to the shop by a native internal transfer.

        :param float quantity: in the unit of the product.
        :return: the quantity that was carried
        :raise UserError: if its company has no warehouse.
        """
        self.ensure_one()
        company = self._perles_keeper()
        warehouse = self.env['stock.warehouse'].search([('company_id', '=', company.id)], limit=1)
        if not warehouse:
            raise UserError(self.env._("%s has no warehouse to sell from.", company.name))
        return self._perles_carry(quantity, company.perles_reserved_id, warehouse.lot_stock_id)
