from datetime import datetime

from odoo.tests import freeze_time, tagged

from ..clause import clause
from ..kit.lot_common import LotCommon

ARRIVED = '2026-12-02 09:12:00'
BEFORE = '2026-12-16 07:59:59'
OPENS = '2026-12-16 08:00:00'


@tagged('post_install', '-at_install')
class TestLotOpening(LotCommon):
    """The public clock: what nobody was promised goes on the shop, once."""

    def setUp(self):
        super().setUp()
        with freeze_time(ARRIVED):
            self.lot = self._enter({'quantity': 300})

    def _out_of_care(self, usable, held=0):
        """The lot as care leaves it: its pieces in Reserved."""
        self.env['stock.quant']._update_available_quantity(
            self.lot.product_id, self.company.perles_thalasso_id, -300, lot_id=self.lot,
        )
        self.env['stock.quant']._update_available_quantity(
            self.lot.product_id, self.company.perles_reserved_id, usable, lot_id=self.lot,
        )
        self.lot.write({
            'perles_usable_qty': usable, 'perles_stage': 'ready', 'perles_held_qty': held,
        })

    def _clock(self, instant=OPENS):
        with freeze_time(instant), self.enter_registry_test_mode():
            self.env.ref('perles_ethiques.ir_cron_open').method_direct_trigger()
        self.env.invalidate_all()

    def _in(self, place):
        return self.env['stock.quant']._get_available_quantity(
            self.lot.product_id, place, lot_id=self.lot, strict=True,
        )

    def _shop(self):
        return self.env['stock.warehouse'].search(
            [('company_id', '=', self.company.id)], limit=1,
        ).lot_stock_id

    def _transfers(self):
        return self.env['stock.picking'].search([
            ('location_dest_id', '=', self._shop().id),
            ('origin', '=', self.lot.name),
        ])

    @clause('000-39')
    def test_only_the_rest_of_a_promised_lot_moves(self):
        self._out_of_care(180, held=100)
        self._clock(BEFORE)
        self.assertEqual((self.lot.perles_stage, self._in(self._shop())), ('ready', 0))
        self._clock()
        self.assertEqual(self.lot.perles_stage, 'public')
        self.assertEqual(self._in(self._shop()), 80)
        self.assertEqual(self._in(self.company.perles_reserved_id), 100)
        self.assertEqual((self._transfers().state, self.lot.perles_released_qty), ('done', 80))
        # what is on the shop is no longer to be promised
        self.assertEqual(self.lot.perles_promisable_qty, 100)
        self.assertTrue(self.lot.product_id.is_published)

    def test_run_again(self):
        self._out_of_care(180, held=100)
        for _time in range(3):
            self._clock()
        self.assertEqual(self._in(self._shop()), 80)
        self.assertEqual(len(self._transfers()), 1)

    def test_in_care_waits_for_its_end(self):
        self._clock('2027-01-20 10:00:00')
        self.assertEqual(self.lot.perles_stage, 'expected')
        self.assertEqual(self._in(self.company.perles_thalasso_id), 300)
        self._out_of_care(300)
        self._clock('2027-01-20 10:10:00')
        self.assertEqual((self.lot.perles_stage, self._in(self._shop())), ('public', 300))

    def test_wholly_promised(self):
        self._out_of_care(100, held=100)
        self._clock()
        self.assertEqual(self.lot.perles_stage, 'public')
        self.assertFalse(self._transfers())

    def test_promise_given_back_after_the_opening(self):
        """A claim that lapses later, whose pieces nobody else wants, follows to the shop."""
        self._out_of_care(180, held=100)
        self._clock()
        self.lot.perles_held_qty = 40
        self.assertEqual(self.lot.perles_promisable_qty, 100)
        self._clock('2026-12-20 08:00:00')
        self.assertEqual(self._in(self._shop()), 140)
        self.assertEqual(self._in(self.company.perles_reserved_id), 40)
        self.assertEqual((self.lot.perles_promisable_qty, self.lot.perles_released_qty), (40, 140))

    def test_pieces_that_left_are_not_looked_for(self):
        """Promised pieces that were delivered are neither in Reserved nor on the shop."""
        self._out_of_care(180, held=100)
        self._clock()
        self.env['stock.quant']._update_available_quantity(
            self.lot.product_id, self.company.perles_reserved_id, -100, lot_id=self.lot,
        )
        self.lot.perles_held_qty = 0
        self._clock('2026-12-20 08:00:00')
        self.assertEqual(len(self._transfers()), 1)

    def test_bad_lot_stops_nobody(self):
        self._out_of_care(180)
        with freeze_time(ARRIVED):
            other = self._enter({'quantity': 10})
        other.write({'perles_usable_qty': 10, 'perles_stage': 'ready'})
        self.env['stock.quant']._update_available_quantity(
            other.product_id, self.company.perles_reserved_id, 10, lot_id=other,
        )
        other.product_id.active = False
        genuine = type(other)._perles_move_to_shop

        def fail(lot, quantity):
            if lot == other:
                raise ValueError("a broken lot")
            return genuine(lot, quantity)
        self.patch(type(other), '_perles_move_to_shop', fail)
        with self.assertLogs('odoo.addons.perles_ethiques.models.base.perles_batch_mixin', 'ERROR'):
            self._clock()
        self.assertEqual(self.lot.perles_stage, 'public')
        self.assertEqual(other.perles_stage, 'ready')

    def test_new_date_moves_the_page_too(self):
        self.lot.perles_public_at = datetime(2027, 2, 1, 8, 0)
        self.assertEqual(
            self.lot.product_id.perles_public_at, datetime(2027, 2, 1, 8, 0),
        )
        self._out_of_care(180)
        self._clock()
        self.assertEqual(self.lot.perles_stage, 'ready')
