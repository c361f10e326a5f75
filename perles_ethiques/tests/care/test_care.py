
from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from ..clause import clause
from ..kit.cares import CARED, REVALUED, SORTED, CareCommon


@tagged('post_install', '-at_install')
class TestCare(CareCommon, TransactionCase):

    @clause('000-42')
    def test_each_step_is_dated_and_signed(self):
        care = self._through(self._lot('L-2026-031'))
        self.assertEqual(
            [(step.kind, step.done_at, step.user_id, step.lost_qty) for step in care.step_ids],
            [
                ('sort', SORTED, self.employee, 100), ('care', CARED, self.employee, 5),
                ('revalue', REVALUED, self.employee, 15),
            ],
        )
        self.assertEqual(care.state, 'done')

    @clause('000-42')
    def test_remaining_steps_on_9_december(self):
        lot = self._lot('L-2026-031')
        care = self._care(lot)
        self.assertEqual(lot._perles_remaining_steps(), ["sorting", "care", "revaluation"])
        care._move('sort')
        self.assertEqual(lot._perles_remaining_steps(), ["care", "revaluation"])
        care._move('care')
        self.assertEqual(lot._perles_remaining_steps(), ["revaluation"])
        self.env['res.lang']._activate_lang('fr_FR')
        french = lot.with_context(lang='fr_FR')._perles_remaining_steps()
        self.assertEqual(french, ["revalorisation"])
        care._move('revalue', usable=300)
        self.assertEqual(lot._perles_remaining_steps(), [])

    @clause('000-41')
    def test_what_is_usable_goes_to_reserved_and_the_rest_is_lost(self):
        lot = self._lot('L1')
        self.assertEqual((lot.perles_promisable_qty, self._in(lot, self.thalasso)), (300, 300))
        self._through(lot, usable=180)
        self.assertEqual(lot.perles_stage, 'ready')
        self.assertEqual(lot.perles_usable_qty, 180)
        self.assertEqual(lot.perles_promisable_qty, 180)
        self.assertEqual(self._in(lot, self.reserved), 180)
        self.assertEqual(self._in(lot, self.thalasso), 0)
        scrap = self.env['stock.scrap'].search([('lot_id', '=', lot.id)])
        self.assertEqual((scrap.scrap_qty, scrap.state), (120, 'done'))
        self.assertEqual(scrap.origin, self._care(lot).name)

    def test_reserved_pieces_are_ours_valued_and_not_for_sale(self):
        lot = self._lot('L1', product=self._product())
        self._through(lot, usable=180)
        product = lot.product_id.with_company(self.company)
        self.assertEqual((self.reserved.usage, self.reserved.company_id),
                         ('internal', self.company))
        self.assertFalse(self.reserved.warehouse_id)
        warehouse = self.shop.warehouse_id
        self.assertEqual(product.with_context(warehouse_id=warehouse.id).free_qty, 0)
        self.assertAlmostEqual(product.total_value, 180 * 0.2)

    def test_the_promised_quantity_follows_a_short_end(self):
        lot = self._lot('L1')
        self._claim(lot, 200)
        self._claim(lot, 100)
        self._through(lot, usable=180)
        self.assertEqual(lot.perles_held_qty, 180)

    def test_nothing_usable_is_an_end_too(self):
        lot = self._lot('L1')
        self._end_care(lot, usable=0)
        self.assertEqual((lot.perles_stage, lot.perles_promisable_qty), ('ready', 0))
        self.assertEqual(self._in(lot, self.thalasso) + self._in(lot, self.reserved), 0)

    def test_all_usable_loses_nothing(self):
        lot = self._lot('L1')
        self._end_care(lot)
        self.assertEqual(self._in(lot, self.reserved), 300)
        self.assertFalse(self.env['stock.scrap'].search([('lot_id', '=', lot.id)]))

    def test_what_was_noted_lost_may_be_found_again(self):
        lot = self._lot('L1')
        care = self._through(lot, usable=200)
        self.assertEqual(care.step_ids.mapped('lost_qty'), [100, 5, -5])
        self.assertEqual(lot.perles_usable_qty, 200)

    def test_an_end_above_what_was_expected_writes_nothing(self):
        lot = self._lot('L1')
        care = self._care(lot)
        care._move('sort')
        care._move('care')
        for usable in (301, 300.01, -1, float('nan'), float('inf'), None):
            with self.subTest(usable=usable), self.assertRaises(UserError):
                care._move('revalue', usable=usable)
        with self.assertRaisesRegex(UserError, "310.*300"):
            care._move('revalue', usable=310)
        self.assertEqual(care.state, 'revaluing')
        self.assertEqual(care.step_ids.mapped('kind'), ['sort', 'care'])
        self.assertEqual((lot.perles_stage, lot.perles_usable_qty), ('expected', 0))
        self.assertEqual(self._in(lot, self.thalasso), 300)

    def test_an_end_above_what_lies_there_is_refused(self):
        lot = self._lot('L1')
        lot._perles_carry(50, self.thalasso, self.shop)
        care = self._care(lot)
        care._move('sort')
        care._move('care')
        with self.assertRaisesRegex(UserError, "251.*250"):
            care._move('revalue', usable=251)
        care._move('revalue', usable=250)
        self.assertEqual(self._in(lot, self.reserved), 250)

    def test_a_receipt_that_is_corrected_changes_what_is_expected(self):
        lot = self._lot('L1')
        receipt = lot.perles_receipt_id
        self._claim(lot, 200)
        receipt.move_line_ids.quantity = 310
        self.assertEqual((lot.perles_expected_qty, lot.perles_promisable_qty), (310, 310))
        with self.assertRaisesRegex(UserError, "L1: keep 200 .*199 "), self.cr.savepoint():
            receipt.move_line_ids.quantity = 199
        self.assertEqual(lot.perles_expected_qty, 310)
        self._end_care(lot, usable=310)
        self.assertEqual(self._in(lot, self.reserved), 310)
        with self.assertRaisesRegex(UserError, "L1: what comes in goes to"):
            receipt.move_line_ids.quantity = 311

    def test_a_loss_is_a_number_that_is_there(self):
        care = self._care(self._lot('L1'))
        for lost in (-1, 301, float('nan'), float('inf')):
            with self.subTest(lost=lost), self.assertRaises(UserError):
                care._move('sort', lost=lost)
        care._move('sort', lost=300)
        with self.assertRaises(UserError):
            care._move('care', lost=1)

    def test_cards_are_dragged_step_by_step_but_never_out(self):
        care = self._care(self._lot('L1')).with_user(self.employee)
        with self.assertRaisesRegex(UserError, "one step at a time.*“In care”"):
            care.state = 'revaluing'
        care.state = 'caring'
        self.assertEqual(care.step_ids.mapped('kind'), ['sort'])
        with self.assertRaises(UserError):
            care.state = 'sorting'
        care.state = 'revaluing'
        with self.assertRaisesRegex(UserError, "leaves the Thalasso by “End of step”"):
            care.state = 'done'
        self.assertEqual(care.step_ids.mapped('kind'), ['sort', 'care'])

    def test_a_signed_step_is_neither_changed_nor_deleted(self):
        lot = self._lot('L1')
        step = self._through(lot).step_ids[:1]
        for hand in (step.with_user(self.employee), step.with_user(self.manager), step.sudo()):
            with self.assertRaises(AccessError):
                hand.lost_qty = 0
            with self.assertRaises(AccessError):
                hand.unlink()
        with self.assertRaises(AccessError):
            self.env['perles.care.step'].with_user(self.manager).create({
                'care_id': step.care_id.id, 'kind': 'sort',
            })

    @mute_logger('odoo.sql_db')
    def test_a_cancelled_care_begins_again(self):
        lot = self._lot('L1')
        with self.assertRaises(UniqueViolation), self.cr.savepoint():
            self.env['perles.care'].create({'lot_id': lot.id})
        self._care(lot)._move('sort')
        self._care(lot)._move('cancel')
        self.env.flush_all()
        cancelled = lot.perles_care_ids.filtered(lambda care: care.state == 'cancelled')
        self.assertEqual(cancelled.step_ids.kind, 'sort')
        again = lot._perles_care()
        self.assertEqual((again.state, len(lot.perles_care_ids)), ('sorting', 2))
        self.assertEqual(lot._perles_remaining_steps()[0], "sorting")
