from odoo.fields import Command

from .promises import PromiseCommon


class GestureCommon(PromiseCommon):
    """What people do in the screens of native stock: `_<gesture>(lot, quantity)`.

    Two lots of 300, of which 200 are pre-reserved: one in care, one out of it.
    """

    def setUp(self):
        super().setUp()
        self.caring, self.ready = self._lot('CARING'), self._lot('READY')
        self.claims = {lot: self._claim(lot, 200) for lot in self.caring | self.ready}
        self._end_care(self.ready)

    def _return_to_supplier(self, lot, quantity):
        return self._deliver(self._return(lot.perles_receipt_id, quantity))

    def _return_and_again(self, lot, quantity):
        self._deliver(self._return(self._return_to_supplier(lot, quantity), quantity))

    def _scrap(self, lot, quantity):
        self.env['stock.scrap'].create({
            'product_id': lot.product_id.id, 'lot_id': lot.id, 'scrap_qty': quantity,
            'location_id': lot._perles_home().id,
        }).do_scrap()

    def _count(self, lot, quantity):
        quants = lot._perles_quants(lot._perles_home()).with_context(inventory_mode=True)
        quants.inventory_quantity = quantity
        quants.action_apply_inventory()

    def _unlock(self, lot, quantity):
        receipt = lot.perles_receipt_id
        receipt.action_toggle_is_locked()
        receipt.move_line_ids.quantity = quantity

    def _unlock_and_add(self, lot, quantity):
        receipt = lot.perles_receipt_id
        receipt.action_toggle_is_locked()
        receipt.move_line_ids = [Command.create({
            'move_id': receipt.move_ids.id, 'product_id': lot.product_id.id, 'lot_id': lot.id,
            'quantity': quantity, 'location_id': receipt.location_id.id,
            'location_dest_id': self.thalasso.id,
        })]

    def _backorder(self, lot, quantity):
        """A second receipt of 100, of which a part comes: the rest is awaited."""
        receipt = self._transfer(
            lot, 100, self.company.perles_arrival_type_id,
            self.env.ref('stock.stock_location_suppliers'), self.thalasso,
        )
        receipt.move_ids.quantity = quantity
        self._deliver(receipt)
        receipt.backorder_ids.action_cancel()

    def _to_customer(self, lot, quantity):
        kind = self.company.perles_delivery_type_id
        self._deliver(self._transfer(lot, quantity, kind, lot._perles_home(), self.customers))

    def _to_shop(self, lot, quantity):
        kind = self.company.perles_move_type_id
        self._deliver(self._transfer(lot, quantity, kind, lot._perles_home(), self.shop))

    def _to_shop_and_back(self, lot, quantity):
        self._to_shop(lot, quantity)
        kind = self.company.perles_move_type_id
        self._deliver(self._transfer(lot, quantity, kind, self.shop, lot._perles_home()))

    def _to_the_other_place(self, lot, quantity):
        home = lot._perles_home()
        kind, other = self.company.perles_move_type_id, lot._perles_places() - home
        self._deliver(self._transfer(lot, quantity, kind, home, other))

    def _deliver_claim(self, lot):
        return self._deliver(self._order_claim(self.claims[lot]).picking_ids)

    def _deliver_all(self, lot, quantity):
        self._deliver_claim(lot)

    def _deliver_and_scrap(self, lot, quantity):
        self._deliver_claim(lot)
        self._scrap(lot, quantity)

    def _deliver_and_back(self, lot, quantity):
        self._deliver(self._return(self._deliver_claim(lot), quantity))

    def _cancel_receipt(self, lot, quantity):
        lot.perles_receipt_id.action_cancel()

    def _rename(self, lot, quantity):
        lot.name = "ANOTHER NAME"

    def _another_product(self, lot, quantity):
        lot.product_id = self.ready.product_id

    def _delete(self, lot, quantity):
        lot.unlink()

    def _transfer(self, lot, quantity, kind, source, target):
        picking = self.env['stock.picking'].create({
            'picking_type_id': kind.id, 'location_id': source.id, 'location_dest_id': target.id,
            'move_ids': [Command.create({
                'product_id': lot.product_id.id, 'product_uom_qty': quantity,
                'location_id': source.id, 'location_dest_id': target.id,
            })],
        })
        picking.action_confirm()
        return self._force_lot(picking, lot)
