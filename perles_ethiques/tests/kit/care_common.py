from datetime import datetime

from odoo.fields import Command

from .common import PerlesCommon

# the smallest PNG there is
PIXEL = (
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
)
ARRIVAL = datetime(2026, 12, 2, 8, 12)


class PerlesCareCommon(PerlesCommon):
    """Lots that have arrived in Thalasso with their native stock, made without the receipt."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company._perles_apply_house_defaults()
        cls.thalasso = cls.company.perles_thalasso_id
        cls.reserved = cls.company.perles_reserved_id
        cls.shop = cls._warehouse_of(cls.company).lot_stock_id
        cls.customers = cls.env.ref('stock.stock_location_customers')
        cls.member = cls.env['res.partner'].create({
            'name': "Camille Roux", 'email': "camille@luz.example",
        })

    @classmethod
    def _warehouse_of(cls, company):
        return cls.env['stock.warehouse'].search([('company_id', '=', company.id)], limit=1)

    @classmethod
    def _product(cls, name="Perles bleu canard", **values):
        return cls.env['product.product'].create({
            'name': name, 'type': 'consu', 'is_storable': True, 'tracking': 'lot',
            'standard_price': 0.2, 'list_price': 0.5, **values,
        })

    def _lot(self, name, quantity=300, product=None, arrived_at=ARRIVAL):
        """A lot in Thalasso as a receipt leaves it: native stock, stage, care."""
        product = product or self._product(name)
        lot = self.env['stock.lot'].create({'name': name, 'product_id': product.id})
        self._receive(lot, quantity)
        return self._expect(lot, quantity, arrived_at)

    def _expect(self, lot, quantity, arrived_at=ARRIVAL):
        lot.write({
            'perles_stage': 'expected', 'perles_expected_qty': quantity,
            'perles_arrived_at': arrived_at,
        })
        self.env['perles.care'].create({'lot_id': lot.id})
        return lot

    def _receive(self, lot, quantity, place=None):
        """A native receipt of this lot, from a supplier into a place."""
        place = place or self.thalasso
        pickings = self.env['stock.picking'].with_company(place.company_id)
        picking = pickings.create({
            'picking_type_id': self._warehouse_of(place.company_id).in_type_id.id,
            'location_id': self.env.ref('stock.stock_location_suppliers').id,
            'location_dest_id': place.id,
            'move_ids': [Command.create({
                'product_id': lot.product_id.id, 'product_uom_qty': quantity,
                'location_id': self.env.ref('stock.stock_location_suppliers').id,
                'location_dest_id': place.id, 'company_id': place.company_id.id,
            })],
        })
        picking.action_confirm()
        move = picking.move_ids
        move.move_line_ids.unlink()
        move.move_line_ids = [Command.create({
            'product_id': lot.product_id.id, 'lot_id': lot.id, 'quantity': quantity,
            'location_id': move.location_id.id, 'location_dest_id': place.id,
            'picking_id': picking.id,
        })]
        move.picked = True
        picking._action_done()
        return picking

    def _care(self, lot):
        return lot.perles_care_ids

    def _end_care(self, lot, usable=None):
        """The three steps of care at once; everything is usable by default."""
        care = self._care(lot)
        care._move('sort')
        care._move('care')
        care._move('revalue', usable=lot.perles_expected_qty if usable is None else usable)
        return lot

    def _in(self, lot, place):
        return lot._perles_quantity_in(place)

    def _order(self, *promises):
        """A confirmed order of a member: a line for each (lot, quantity)."""
        order = self.env['sale.order'].sudo().create({
            'partner_id': self.member.id,
            'order_line': [Command.create({
                'product_id': lot.product_id.id, 'product_uom_qty': quantity,
                'perles_lot_id': lot.id,
            }) for lot, quantity in promises],
        })
        order.action_confirm()
        return order

    def _claim(self, lot, quantity, key=None):
        """A pre-reservation of the member, held on its lot."""
        claim = self.env['perles.claim'].sudo().create({
            'partner_id': self.member.id, 'lot_id': lot.id, 'key': key or f'{lot.name}-{quantity}',
            'rank_at': ARRIVAL, 'asked_qty': quantity, 'quantity': quantity,
        })
        lot.sudo().perles_held_qty += quantity
        return claim

    def _order_claim(self, claim, quantity=None):
        """The order that delivers a pre-reservation, confirmed."""
        claim._write_state('settled')
        order = self.env['sale.order'].sudo().create({
            'partner_id': self.member.id,
            'order_line': [Command.create({
                'product_id': claim.lot_id.product_id.id,
                'product_uom_qty': quantity or claim.quantity,
                'perles_lot_id': claim.lot_id.id, 'perles_claim_id': claim.id,
            })],
        })
        order.action_confirm()
        if claim.state != 'ordered':
            claim._move('order')
        return order

    def _deliver(self, picking):
        picking.move_ids.picked = True
        picking._action_done()
        return picking

    def _return(self, picking, quantity):
        """The native return of a delivery, not validated yet."""
        wizard = self.env['stock.return.picking'].create({'picking_id': picking.id})
        wizard.product_return_moves.quantity = quantity
        return wizard._create_return()

    def _force_lot(self, picking, lot, quantity=None):
        """What somebody may do by hand: another lot, or another quantity, on a transfer."""
        move = picking.move_ids
        quantity = quantity or move.product_uom_qty
        move.move_line_ids.unlink()
        move.move_line_ids = [Command.create({
            'product_id': move.product_id.id, 'lot_id': lot.id, 'quantity': quantity,
            'location_id': move.location_id.id, 'location_dest_id': move.location_dest_id.id,
            'picking_id': picking.id,
        })]
        return picking
