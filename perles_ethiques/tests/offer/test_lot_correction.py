from odoo.exceptions import UserError
from odoo.tests import TransactionCase, freeze_time, tagged

from ..kit.claims import ClaimCommon
from ..kit.lots import READY
from ..kit.promises import PromiseCommon


@tagged('post_install', '-at_install')
class TestLotCorrection(ClaimCommon, PromiseCommon, TransactionCase):
    """The team corrects a quantity or cancels a lot: who loses is said before, and told."""

    def setUp(self):
        super().setUp()
        self.lot = self._lot('LOT', 300)
        self.first = self._claim(self.lot, 200, self.a)
        self.second = self._claim(self.lot, 60, self.b)

    def _wizard(self, kind='quantity', **values):
        action = self.lot.with_user(self.employee)._perles_correction(kind, "Title")
        wizards = self.env['perles.lot.correction'].with_user(self.employee)
        return wizards.with_context(**action['context']).create({'reason': "Counted", **values})

    def _figures(self):
        self.env.flush_all()
        self.env.invalidate_all()
        lot = self.lot
        there = self._in(lot, lot._perles_places())
        return there, lot.perles_promisable_qty, lot.perles_held_qty

    def _refusals(self, claim):
        return len(self.env['perles.notice']._of(claim, 'claim_refused'))

    # === THE QUANTITY === #

    def test_in_care_the_last_in_rank_loses(self):
        wizard = self._wizard(quantity=220)
        self.assertEqual(wizard.there_qty, 300)
        self.assertNotIn(self.first.name, wizard.concerned)
        self.assertTrue(wizard.is_told)
        self.assertFalse(self._wizard().is_told, "nobody loses: no mail is promised")
        self.assertRegex(wizard.concerned, rf"{self.second.name}.*20 pieces instead of 60 pieces")
        self.assertEqual(self._figures(), (300, 300, 260))
        wizard.action_confirm()
        self.assertEqual(self._figures(), (220, 220, 220))
        self.assertEqual((self.first.quantity, self.second.quantity), (200, 20))
        self.assertEqual((self.second.state, self._care(self.lot).state), ('expected', 'sorting'))
        note = self.lot.message_ids[0]
        self.assertEqual(note.author_id, self.employee.partner_id)
        for words in ("300 pieces", "220 pieces", "Counted", self.second.name):
            self.assertIn(words, note.body)

    def test_nothing_left_is_a_refusal_that_is_told(self):
        self._wizard(quantity=200).action_confirm()
        self.assertEqual((self.first.state, self.second.state), ('expected', 'refused'))
        self.assertEqual([self._refusals(claim) for claim in (self.first, self.second)], [0, 1])
        self.assertEqual(self._figures(), (200, 200, 200))

    def test_more_is_offered(self):
        self._wizard(quantity=3000).action_confirm()
        self.assertEqual(self._figures(), (3000, 3000, 260))
        self.assertTrue(self.lot.perles_to_offer)

    def test_corrected_in_care_and_short_at_its_end(self):
        """What a correction took is no no, and what the end of care takes adds to it."""
        self._wizard(quantity=150).action_confirm()
        kept = self.first.quantity
        asked = kept + self.first.short_qty
        self._end_care(self.lot, kept - 20)
        self.assertEqual(self.first.quantity + self.first.short_qty, asked)

    def test_out_of_care_the_quotation_follows(self):
        self._end_care(self.lot)
        order, other = self.first.order_id, self.second.order_id
        with freeze_time(READY):
            self._wizard(quantity=120).action_confirm()
        self.assertEqual(self._figures(), (120, 120, 120))
        line = order.order_line.filtered('perles_claim_id')
        self.assertEqual((line.product_uom_qty, self.first.quantity), (120, 120))
        self.assertEqual((self.first.state, self.second.state), ('quoted', 'refused'))
        self.assertEqual((order.state, other.state), ('sent', 'cancel'))

    def test_what_is_ordered_is_never_cut(self):
        self._end_care(self.lot)
        self._order_claim(self.first)
        wizard = self._wizard(quantity=199)
        self.assertIn(self.first.name, wizard.concerned)
        with self.assertRaisesRegex(UserError, "ordered or being paid"), self.env.cr.savepoint():
            wizard.action_confirm()
        self._wizard(quantity=200).action_confirm()
        self.assertEqual(self._figures(), (200, 200, 200))
        self.assertEqual((self.first.state, self.second.state), ('ordered', 'refused'))

    def test_what_was_delivered_counts(self):
        self._end_care(self.lot)
        self._deliver(self._order_claim(self.first).picking_ids)
        self._wizard(quantity=90).action_confirm()
        self.assertEqual(self._figures(), (90, 290, 260))

    def test_a_quantity_is_a_number_and_has_a_reason(self):
        for values in (
            {'quantity': -1}, {'quantity': 250.5}, {'quantity': 1e9},
            {'quantity': 290, 'reason': ' '},
        ):
            with self.subTest(**values), self.assertRaises(UserError), self.env.cr.savepoint():
                self._wizard(**values).action_confirm()
        self.assertEqual(self._figures(), (300, 300, 260))

    # === THE LOT === #

    def test_a_cancelled_lot_is_promised_to_nobody(self):
        wizard = self._wizard('cancel', reason="Entered twice")
        for claim in (self.first, self.second):
            self.assertIn(claim.name, wizard.concerned)
        wizard.action_confirm()
        self.assertEqual(self._figures(), (0, 0, 0))
        self.assertEqual(self.lot.perles_stage, 'cancelled')
        self.assertEqual({self.first.state, self.second.state}, {'refused'})
        self.assertEqual(self.lot.perles_care_ids.mapped('state'), ['cancelled'])
        self.assertFalse(self.lot.product_id.is_published)
        self.assertIn("Entered twice", self.lot.message_ids[0].body)
        self._run_clock('match')
        self.assertFalse(self._offers(self.lot))
        with self.assertRaisesRegex(UserError, "was cancelled"), self.env.cr.savepoint():
            self.env['stock.picking']._perles_receive(self.company, {self.lot: 5})

    def test_a_lot_that_is_ordered_is_not_cancelled(self):
        self._end_care(self.lot)
        self._order_claim(self.first)
        with self.assertRaisesRegex(UserError, "ordered or being paid"), self.env.cr.savepoint():
            self._wizard('cancel').action_confirm()
        self.assertEqual(self.lot.perles_stage, 'ready')

    def test_offers_are_withdrawn_and_told(self):
        self._wish(self.c, 40, '2026-11-05 09:00:00')
        self._arrive(self.lot)
        offer = self._offers(self.lot, self.c)
        self.assertEqual((offer.quantity, self._figures()[2]), (40, 300))
        self._wizard(quantity=285).action_confirm()
        self.assertEqual((offer.state, offer.quantity, self._figures()[2]), ('live', 25, 285))
        self._wizard('cancel').action_confirm()
        self.assertEqual((offer.state, self._figures()), ('withdrawn', (0, 0, 0)))
