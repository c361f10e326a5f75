from odoo import api, fields, models
from odoo.fields import Command, Domain
from odoo.tools import SQL, float_compare


class StockLot(models.Model):
    """The public date: what nobody was promised goes from Reserved to the shop (000-39)."""

    _inherit = 'stock.lot'

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

        A lot that was opened already moves what came back since, and nothing twice.
        """
        self.invalidate_recordset(['perles_held_qty'])
        for lot in self.sudo():
            left = lot._perles_left_in_reserved()
            if left:
                lot._perles_move_to_shop(left)
            lot.write({
                'perles_stage': 'public', 'perles_released_qty': lot.perles_released_qty + left,
            })
        self._perles_pages().write({'is_published': True})
        self.env['website']._perles_forget_lists()

    def _perles_left_in_reserved(self):
        """Quantity of a lot that nobody was promised, as far as it is in Reserved and free."""
        self.ensure_one()
        rounding = self.product_id.uom_id.rounding
        unpromised = self.perles_promisable_qty - self.perles_held_qty
        free = self.env['stock.quant']._get_available_quantity(
            self.product_id, self._perles_company().perles_reserved_id, lot_id=self, strict=True,
        )
        left = min(unpromised, free)
        return left if float_compare(left, 0.0, precision_rounding=rounding) > 0 else 0.0

    def _perles_company(self):
        return self.company_id or self.perles_receipt_id.company_id

    def _perles_move_to_shop(self, quantity):
        """A native internal transfer of a part of this lot, done.

        :param float quantity: in the unit of the product.
        :return: one `stock.picking` record
        """
        operation = self._perles_company().perles_opening_type_id
        places = {
            'location_id': operation.default_location_src_id.id,
            'location_dest_id': operation.default_location_dest_id.id,
            'company_id': operation.company_id.id,
        }
        transfer = self.env['stock.picking'].create({
            'picking_type_id': operation.id, 'origin': self.name, **places,
            'move_ids': [Command.create({
                'product_id': self.product_id.id, 'product_uom': self.product_id.uom_id.id,
                'product_uom_qty': quantity, **places,
            })],
        })
        transfer.action_confirm()
        # the very lot, whatever the removal strategy would take
        transfer.move_ids.move_line_ids.unlink()
        transfer.move_ids.move_line_ids = [Command.create({
            'product_id': self.product_id.id, 'product_uom_id': self.product_id.uom_id.id,
            'picking_id': transfer.id, 'lot_id': self.id, 'quantity': quantity, **places,
        })]
        transfer.move_ids.picked = True
        transfer._action_done()
        return transfer
