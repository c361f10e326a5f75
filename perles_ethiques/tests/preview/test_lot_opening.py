from datetime import datetime

from odoo.tests import freeze_time, tagged

from ..clause import clause
from ..kit.lots import READY
from ..kit.promises import PromiseCommon

ARRIVED = '2026-12-02 09:12:00'
BEFORE = '2026-12-16 07:59:59'
OPENS = '2026-12-16 08:00:00'


@tagged('post_install', '-at_install')
class TestLotOpening(PromiseCommon):
    """The public clock: what nobody was promised goes on the shop, once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with freeze_time(ARRIVED):
            cls.lot = cls._enter({'quantity': 300})

    def _out_of_care(self, usable, *held):
        """The lot after its care, of which members have pre-reserved these quantities."""
        claims = [self._claim(self.lot, quantity, instant=READY) for quantity in held]
        self._end_care(self.lot, usable)
        return claims

    def _open(self, instant=OPENS):
        self._run_clock('open', instant)

    def _there(self, place):
        return self.env['stock.quant']._get_available_quantity(
            self.lot.product_id, place, lot_id=self.lot, strict=True,
        )

    def _transfers(self):
        return self.env['stock.picking'].search([
            ('location_dest_id', '=', self.shop.id),
            ('origin', '=', self.lot.name),
        ])

    @clause('000-39')
    def test_only_the_rest_of_a_promised_lot_moves(self):
        self._out_of_care(180, 100)
        self._open(BEFORE)
        self.assertEqual((self.lot.perles_stage, self._there(self.shop)), ('ready', 0))
        self._open()
        self.assertEqual(self.lot.perles_stage, 'public')
        self.assertEqual(self._there(self.shop), 80)
        self.assertEqual(self._there(self.reserved), 100)
        self.assertEqual((self._transfers().state, self.lot.perles_released_qty), ('done', 80))
        # what is on the shop is no longer to be promised
        self.assertEqual(self.lot.perles_promisable_qty, 100)
        self.assertTrue(self.lot.product_id.is_published)

    def test_run_again(self):
        self._out_of_care(180, 100)
        for _time in range(3):
            self._open()
        self.assertEqual(self._there(self.shop), 80)
        self.assertEqual(len(self._transfers()), 1)

    def test_in_care_waits_for_its_end(self):
        self._open('2027-01-20 10:00:00')
        self.assertEqual(self.lot.perles_stage, 'expected')
        self.assertEqual(self._there(self.thalasso), 300)
        self._out_of_care(300)
        self._open('2027-01-20 10:10:00')
        self.assertEqual((self.lot.perles_stage, self._there(self.shop)), ('public', 300))

    def test_wholly_promised(self):
        self._out_of_care(100, 100)
        self._open()
        self.assertEqual(self.lot.perles_stage, 'public')
        self.assertFalse(self._transfers())

    def test_promise_given_back_after_the_opening(self):
        """A claim that lapses later, whose pieces nobody else wants, follows to the shop."""
        claim, _other = self._out_of_care(180, 60, 40)
        self._open()
        claim._move('lapse')
        self.assertEqual(self.lot.perles_held_qty, 40)
        self.assertEqual(self.lot.perles_promisable_qty, 100)
        self._open('2026-12-20 08:00:00')
        self.assertEqual(self._there(self.shop), 140)
        self.assertEqual(self._there(self.reserved), 40)
        self.assertEqual((self.lot.perles_promisable_qty, self.lot.perles_released_qty), (40, 140))

    def test_pieces_that_left_are_not_looked_for(self):
        """Promised pieces that were delivered are neither in Reserved nor on the shop."""
        [claim] = self._out_of_care(180, 100)
        self._open()
        self._deliver(self._order_claim(claim).picking_ids)
        self.assertEqual(self.lot._perles_quantity_in(self.reserved), 0)
        self._open('2026-12-20 08:00:00')
        self.assertEqual(len(self._transfers()), 1)

    def test_bad_lot_stops_nobody(self):
        self._out_of_care(180)
        with freeze_time(ARRIVED):
            other = self._enter({'quantity': 10})
        self._end_care(other)
        other.product_id.active = False
        genuine = type(other)._perles_move_to_shop

        def fail(lot, quantity):
            if lot == other:
                raise ValueError("a broken lot")
            return genuine(lot, quantity)
        self.patch(type(other), '_perles_move_to_shop', fail)
        with self.assertLogs('odoo.addons.perles_ethiques.models.base.perles_batch_mixin', 'ERROR'):
            self._open()
        self.assertEqual(self.lot.perles_stage, 'public')
        self.assertEqual(other.perles_stage, 'ready')

    def test_new_date_moves_the_page_too(self):
        self.lot.perles_public_at = datetime(2027, 2, 1, 8, 0)
        self.assertEqual(
            self.lot.product_id.perles_public_at, datetime(2027, 2, 1, 8, 0),
        )
        self._out_of_care(180)
        self._open()
        self.assertEqual(self.lot.perles_stage, 'ready')
