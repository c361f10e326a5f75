from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command


class StockLot(models.Model):
    """Where the pieces of a lot lie, and how they go from one place of the house to another."""

    _inherit = 'stock.lot'

    def _perles_quants(self, places):
        """The native quants of this lot in these places, shelves included, oldest first."""
        self.ensure_one()
        return self.env['stock.quant'].sudo().search(
            [('lot_id', '=', self.id), ('location_id', 'child_of', places.ids)],
            order='in_date, id',
        )

    def _perles_quantity_in(self, places):
        """How much of this lot lies in these places."""
        return sum(self._perles_quants(places).mapped('quantity'))

    def _perles_places(self):
        """Thalasso and Reserved of who keeps this lot, as `stock.location` records."""
        self.ensure_one()
        company = self._perles_keeper().sudo()
        return company.perles_thalasso_id | company.perles_reserved_id

    def _perles_keeper(self):
        """The company that holds this lot: its own, its receipt's, else the current one."""
        self.ensure_one()
        lot = self.sudo()
        return lot.company_id or lot.perles_receipt_id.company_id or self.env.company

    def _perles_home(self):
        """Where pieces of this lot come back to: Thalasso while it is in care, else Reserved."""
        self.ensure_one()
        company = self._perles_keeper().sudo()
        in_care = self.perles_stage == 'expected'
        return company.perles_thalasso_id if in_care else company.perles_reserved_id

    def _perles_carry(self, quantity, source, target, origin=False):
        """Carry up to a quantity of this lot by one native internal transfer, done at once.

        :param float quantity: in the unit of the product; less is carried if less is there.
        :param source: place to take from, shelves included (a `stock.location`).
        :param target: place to put into.
        :param origin: number of the document that asks for it.
        :return: the quantity that was carried
        """
        self.ensure_one()
        unit = self.product_id.uom_id
        lines, left = [], quantity
        for quant in self._perles_quants(source):
            taken = unit.round(min(quant.quantity, left))
            if unit.compare(taken, 0) > 0:
                lines.append(self._prepare_perles_line(quant, taken, target))
                left -= taken
        carried = unit.round(quantity - left)
        if lines:
            self._perles_transfer(lines, carried, source, target, origin)
        return carried

    def _prepare_perles_line(self, quant, quantity, target):
        return {
            'product_id': self.product_id.id,
            'product_uom_id': self.product_id.uom_id.id,
            'quantity': quantity,
            'lot_id': self.id,
            'package_id': quant.package_id.id,
            'owner_id': quant.owner_id.id,
            'location_id': quant.location_id.id,
            'location_dest_id': target.id,
            'company_id': (quant.location_id.company_id or target.company_id).id,
        }

    def _perles_transfer(self, lines, quantity, source, target, origin):
        company = source.company_id or target.company_id
        picking = self.env['stock.picking'].sudo().with_company(company).create({
            'picking_type_id': company.perles_move_type_id.id,
            'location_id': source.id,
            'location_dest_id': target.id,
            'origin': origin or self.name,
            'company_id': company.id,
            'move_ids': [Command.create({
                'product_id': self.product_id.id, 'product_uom': self.product_id.uom_id.id,
                'product_uom_qty': quantity, 'restrict_lot_id': self.id,
                'location_id': source.id, 'location_dest_id': target.id,
                'company_id': company.id,
                'move_line_ids': [Command.create(line) for line in lines],
            })],
        })
        # natively, lines that are made along with their move do not know its transfer
        picking.move_ids.move_line_ids.picking_id = picking
        picking.move_ids.picked = True
        picking._action_done()
        return picking

    def _perles_write_off(self, place, origin=False):
        """Scrap what is left of this lot in a place: a native loss.

        :return: the native scraps
        """
        self.ensure_one()
        quants = self._perles_quants(place).filtered(
            lambda quant: quant.product_uom_id.compare(quant.quantity, 0) > 0
        )
        scraps = self.env['stock.scrap'].sudo().with_company(place.company_id).create([{
            'product_id': self.product_id.id,
            'product_uom_id': self.product_id.uom_id.id,
            'lot_id': self.id,
            'package_id': quant.package_id.id,
            'owner_id': quant.owner_id.id,
            'location_id': quant.location_id.id,
            'scrap_qty': quant.quantity,
            'company_id': place.company_id.id,
            'origin': origin or self.name,
        } for quant in quants])
        scraps.do_scrap()
        return scraps

    # === THE WAY OUT OF CARE === #

    def _perles_settle(self, usable=None, origin=False):
        """The end of care: shares, then one write, then the pieces, then who waits is told.

        The rows stay locked, so that nobody takes anything of these lots meanwhile.

        :param float usable: what care has left, in the unit of the lot; what was written by
            default.
        :param origin: number of the care that has ended.
        :raise UserError: if less lies in Thalasso than a care has left.
        """
        lots = self.sudo()
        lots._perles_lock()
        for lot in lots:
            left = lot.perles_usable_qty if usable is None else usable
            lot.write(lot._prepare_settled(left))
            # in one statement, or the database would see more promised than there is
            lot.flush_recordset()
            lot._perles_leave_thalasso(left, origin)
        lots._perles_after_settle()

    def _perles_lock(self):
        self.env.cr.execute(
            "SELECT id FROM stock_lot WHERE id = ANY(%s) ORDER BY id FOR UPDATE", [self.ids],
        )
        self.invalidate_recordset(['perles_held_qty'])

    def _prepare_settled(self, usable):
        """Values of a lot that leaves care; hook: `offer` shares what is usable.

        :param float usable: in the unit of the lot.
        """
        return {'perles_stage': 'ready', 'perles_usable_qty': usable, 'perles_held_qty': 0.0}

    def _perles_after_settle(self):
        """Hook: the pieces are in Reserved, who was promised some of them is told."""

    def _perles_leave_thalasso(self, usable, origin):
        """Carry the usable quantity to Reserved and write off the rest, by native moves."""
        self.ensure_one()
        company = self._perles_keeper()
        carried = self._perles_carry(
            usable, company.perles_thalasso_id, company.perles_reserved_id, origin,
        )
        if origin and self.product_id.uom_id.compare(carried, usable) < 0:
            raise UserError(self.env._(
                "%s: less lies in Thalasso than is usable. Check its transfers.",
                self.display_name,
            ))
        self._perles_write_off(company.perles_thalasso_id, origin)
