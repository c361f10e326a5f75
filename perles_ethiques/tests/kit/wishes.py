from odoo.fields import Command
from odoo.tests import freeze_time

from .lots import ARRIVAL, LotCommon

# members wish in November, and press on the morning of an arrival
WISHED = '2026-11-03 09:00:00'
MORNING = '2026-12-02 10:00:00'


class WishCommon(LotCommon):
    """Members with wishes, and what they are offered and take of the lots that arrive."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wishes = cls.env['perles.wish']
        cls.beads = cls.env['product.category'].create({
            'name': "Beads of the test", 'perles_is_wishable': True,
        })
        cls.glass_beads = cls.env['product.category'].create({
            'name': "Glass beads of the test", 'parent_id': cls.beads.id,
            'perles_is_wishable': True,
        })
        cls.model_offered = cls._model(
            "Offered beads", categ_id=cls.glass_beads.id, taxes_id=False,
        )
        # what a wish is of that says nothing else
        cls.wished = {'categ_id': cls.beads.id}

    @classmethod
    def _model_of_lots(cls):
        return cls.model_offered

    @classmethod
    def _wishing_member(cls, number=0):
        """The organisation of a member since before the first wish."""
        return cls._cheap_member_since('2026-10-01', number).partner_id

    @classmethod
    def _wish(cls, partner, quantity=200, instant=WISHED, values=(), **fields):
        """A wish written at an instant, naive UTC.

        :param values: names of its criteria.
        """
        if values:
            fields['value_ids'] = [Command.set([cls._value(name).id for name in values])]
        with freeze_time(instant):
            return cls.wishes.create({
                'partner_id': partner.id, 'quantity': quantity, **cls.wished, **fields,
            })

    def _parts(self, wish):
        """(instant, quantity) of each slice, the first served first."""
        wish.invalidate_recordset()
        return [
            (str(part.rank_at), part.quantity)
            for part in wish.slice_ids.sorted(lambda part: (part.rank_at, part.id))
        ]

    # === OFFERS === #

    def _arrive(self, *_lots, instant=ARRIVAL):
        """The clock has run after the receipt of these lots."""
        self._run_clock('match', instant)

    def _offers(self, lot=None, partner=None, state=None):
        domain = [('lot_id', '=', lot.id)] if lot else []
        if partner:
            domain.append(('partner_id', '=', partner.id))
        if state:
            domain.append(('state', '=', state))
        return self.env['perles.offer'].search(domain, order='id')

    def _hold(self, wish, quantity, state='live'):
        """An offer on the first slice of a wish: of a lot that answers it exactly.

        :param str state: what became of the offer.
        """
        lot = self._lot(f'L{wish.id}-{quantity}-{state}', quantity)
        lot.product_id.categ_id = wish.categ_id
        lot.perles_value_ids = wish.value_ids
        offer = self.env['perles.match']._offer(lot)
        self.assertEqual((offer.wish_id, offer.wish_qty), (wish, quantity))
        if state != 'live':
            offer._write_state(state)
        return offer

    # === PRE-RESERVATIONS === #

    def _take(self, lot, partner, quantity, key, offer=None, instant=MORNING):
        """Take, in a transaction of its own within the one of the test."""
        self.env.flush_all()
        with freeze_time(instant), self.enter_registry_test_mode():
            answer = self.env['perles.claim']._take(lot, partner, quantity, key, offer)
        self.env.invalidate_all()
        return answer

    def _claim(self, lot, quantity, partner=None, key=None, instant=MORNING):
        """A pre-reservation of what is free of a lot."""
        partner = partner or self.partner
        answer = self._take(lot, partner, quantity, key or f'{lot.name}-{quantity}', None, instant)
        self.assertIsNone(answer[1])
        return self.env['perles.claim'].browse(answer[0])


class GlassWishCommon(WishCommon):
    """Wishes of 200 glass beads, and the criteria that they are written with."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stone = cls.env.ref('perles_ethiques.category_stone')
        cls.wood = cls._value('material_wood')
        cls.resin = cls._value('material_resin')
        cls.smooth = cls._value('texture_smooth')
        cls.duck_blue = cls._value('colour_duck_blue')
        cls.green = cls._value('colour_green')
        cls.round = cls._value('shape_round')
        cls.ethnic = cls._value('style_ethnic')
        cls.wished = {'categ_id': cls.bead.id, 'value_ids': [Command.set(cls.glass.ids)]}

    def _edit(self, wish, instant='2026-11-20 09:00:00', **values):
        with freeze_time(instant):
            return wish._edit(values)
