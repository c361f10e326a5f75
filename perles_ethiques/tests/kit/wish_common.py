from odoo.tests import freeze_time

from .renewal_common import RenewalCommon


class WishCommon(RenewalCommon):
    """Members who wish, and the criteria they wish by."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bead = cls.env.ref('perles_ethiques.category_bead')
        cls.stone = cls.env.ref('perles_ethiques.category_stone')
        cls.glass = cls._value('material_glass')
        cls.wood = cls._value('material_wood')
        cls.resin = cls._value('material_resin')
        cls.smooth = cls._value('texture_smooth')
        cls.matt = cls._value('finish_matt')
        cls.duck_blue = cls._value('colour_duck_blue')
        cls.green = cls._value('colour_green')
        cls.round = cls._value('shape_round')
        cls.ethnic = cls._value('style_ethnic')
        cls.wishes = cls.env['perles.wish']

    @classmethod
    def _publish_first_version(cls):
        # the contract of these members is older than the database of the test
        with freeze_time('2026-01-05 10:00:00'):
            return super()._publish_first_version()

    @classmethod
    def _value(cls, name):
        return cls.env.ref(f'perles_ethiques.value_{name}')

    def _wish(self, partner, instant='2026-11-03 09:00:00', **values):
        """A wish of 200 glass beads, written at an instant (naive UTC)."""
        with freeze_time(instant):
            return self.wishes.create({
                'partner_id': partner.id, 'categ_id': self.bead.id, 'quantity': 200,
                'value_ids': [(6, 0, self.glass.ids)], **values,
            })

    def _parts(self, wish):
        """(instant, quantity) of each slice, the first served first."""
        wish.invalidate_recordset()
        return [
            (str(part.rank_at), part.quantity)
            for part in wish.slice_ids.sorted(lambda part: (part.rank_at, part.id))
        ]

    def _hold(self, wish, quantity, state='live'):
        """An offer on the first slice of a wish, as the matching makes it."""
        part = wish.slice_ids.sorted('id')[:1]
        lot = self.env['stock.lot'].create({
            'name': f'L{wish.id}-{quantity}-{state}',
            'product_id': self.env['product.product'].create({
                'name': "Glass bead", 'is_storable': True, 'tracking': 'lot',
            }).id,
        })
        receipt = self.env['stock.picking'].create({
            'picking_type_id': self.env.ref('stock.picking_type_in').id,
            'location_id': self.env.ref('stock.stock_location_suppliers').id,
            'location_dest_id': self.env.ref('stock.stock_location_stock').id,
        })
        letter = self.env['perles.letter'].create({
            'receipt_id': receipt.id, 'partner_id': wish.partner_id.id,
            'company_id': wish.company_id.id,
        })
        offer = self.env['perles.offer'].create({
            'partner_id': wish.partner_id.id, 'letter_id': letter.id, 'wish_id': wish.id,
            'slice_id': part.id, 'lot_id': lot.id, 'quantity': quantity,
            'expires_at': '2027-12-31 10:00:00',
        })
        part.held_qty += quantity
        if state != 'live':
            offer.sudo()._write_state(state)
        return offer
