from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from ..clause import clause
from ..kit.lots import READY
from ..kit.sales import SaleCommon


@tagged('post_install', '-at_install')
class TestPackaging(SaleCommon):
    """Boxes that go out and come back (000-46)."""

    def setUp(self):
        super().setUp()
        self.box = self.env['perles.packaging'].create({'name': "RB-07"})
        self.partner = self.env['res.partner'].create({'name': "Atelier Luz"})

    def _parcel(self, boxes):
        product = self.env['product.product'].create({'name': "Beads", 'type': 'consu'})
        places = self.env['stock.warehouse'].search([], limit=1)
        picking = self.env['stock.picking'].create({
            'picking_type_id': places.out_type_id.id, 'partner_id': self.partner.id,
            'location_id': places.lot_stock_id.id,
            'location_dest_id': self.env.ref('stock.stock_location_customers').id,
            'perles_packaging_ids': [Command.set(boxes.ids)],
            'move_ids': [Command.create({
                'product_id': product.id, 'product_uom_qty': 1, 'quantity': 1, 'picked': True,
                'location_id': places.lot_stock_id.id,
                'location_dest_id': self.env.ref('stock.stock_location_customers').id,
            })],
        })
        picking._action_done()
        return picking

    @clause('000-46')
    def test_the_row(self):
        with freeze_time('2027-01-05 10:00:00'):
            picking = self._parcel(self.box)
        self.assertEqual((self.box.holder_id, self.box.trip_id.picking_id), (self.partner, picking))
        out = self.env['perles.packaging'].search([('trip_id', '!=', False)])
        self.assertEqual(out, self.box)
        with freeze_time('2027-01-20 15:00:00'):
            self.box.with_user(self.employee).action_count_in()
        self.assertFalse(self.box.trip_id)
        self.assertEqual(str(self.box.trip_ids.back_at), '2027-01-20 15:00:00')
        self.assertEqual(self.box.trip_ids.back_user_id, self.employee)
        here = self.env['perles.packaging'].search([('trip_id', '=', False)])
        self.assertIn(self.box, here)

    @clause('000-46')
    def test_not_out_nor_in_twice(self):
        self._parcel(self.box)
        with self.assertRaisesRegex(UserError, "has not come back"), self.env.cr.savepoint():
            self._parcel(self.box)
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self.box.active = False
        self.box.action_count_in()
        with self.assertRaisesRegex(UserError, "already here"):
            self.box.action_count_in()
        self._parcel(self.box)
        self.assertEqual(len(self.box.trip_ids), 2)

    @clause('000-46')
    def test_chosen_beforehand_and_free_to_refuse(self):
        self._carrier()
        order, _claim = self._quoted()
        with freeze_time(READY):
            total = order.amount_total
            self.assertTrue(order.perles_reusable)
            order._perles_choose(reusable=False)
            self.assertFalse(order.perles_reusable)
            self.assertEqual(order.amount_total, total)
