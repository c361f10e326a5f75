from lxml import etree

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from ..clause import clause
from ..kit.lots import READY
from ..kit.sales import SaleCommon


@tagged('post_install', '-at_install')
class TestLotMember(SaleCommon):
    """Why a lot was not offered to a member, and what the team promises of it by hand."""

    def setUp(self):
        super().setUp()
        self.lot = self._lot('LOT', 300)
        self.member = self._cheap_member_at(READY).partner_id

    def _wizard(self, kind='promise', **values):
        action = self.lot.with_user(self.employee)._perles_with_member(kind, "Title")
        wizards = self.env['perles.lot.member'].with_user(self.employee)
        return wizards.with_context(**action['context']).create({
            'partner_id': self.member.id, **values,
        })

    def _promise(self, quantity, **values):
        wizard = self._wizard(quantity=quantity, **{'reason': "By telephone", **values})
        self.env.flush_all()
        with freeze_time(READY), self.enter_registry_test_mode():
            wizard.action_confirm()
            # pressed twice, it is one
            wizard.action_confirm()
        self.env.invalidate_all()
        return self.env['perles.claim'].search([('lot_id', '=', self.lot.id)], limit=1)

    def test_nothing_is_answered_before_somebody_is_chosen(self):
        wizard = self._wizard('why', partner_id=False)
        self.assertFalse(wizard.answer)
        self.assertEqual(wizard.free_qty, 300)

    def test_why_not(self):
        self.assertIn("wishes for nothing", self._wizard('why').answer)
        stones = self.env.ref('perles_ethiques.category_stone')
        wish = self._wish(self.member, 10, READY, categ_id=stones.id)
        wizard = self._wizard('why')
        self.assertIn(wish.display_name, wizard.answer)
        self.assertIn("another type of product", wizard.answer)
        wizard.action_promise_instead()
        self.assertEqual(wizard.kind, 'promise')

    def test_nothing_is_asked_before_the_quantity_is_checked(self):
        arch = etree.fromstring(self.env['perles.lot.member'].get_view(view_type='form')['arch'])
        self.assertTrue(arch.xpath("//button[@name='action_confirm'][not(@confirm)]"))
        self.assertIn("before the members whose turn it is", ''.join(arch.itertext()))

    def test_promised_with_a_reason_and_a_trace(self):
        claim = self._promise(40)
        self.assertEqual((claim.partner_id, claim.quantity), (self.member, 40))
        self.assertEqual(self.lot.perles_held_qty, 40)
        for record in (self.lot, claim):
            note = record.message_ids[:1]
            self.assertEqual(note.author_id, self.employee.partner_id)
            for words in ("By telephone", "40 pieces", claim.name):
                self.assertIn(words, note.body)
        self._end_care(self.lot)
        self.assertEqual(claim.order_id.order_line.perles_lot_id, self.lot)

    def test_what_cannot_be_promised(self):
        stranger = self.env['res.partner'].create({'name': "Stranger"})
        for quantity, values, words in (
            (301, {}, "300 pieces are still free"), (0, {}, "cannot be promised"),
            (1.5, {}, "cannot be promised"), (1, {'reason': ' '}, "say why"),
            (1, {'partner_id': stranger.id}, "no membership in force"),
        ):
            with self.subTest(quantity=quantity), self.assertRaisesRegex(UserError, words):
                self._promise(quantity, **values)
        self.assertEqual(self.lot.perles_held_qty, 0)

    # === ORDERS BY HAND === #

    def _order_of(self, product, user=None):
        return self.env['sale.order'].with_user(user or self.manager).create({
            'partner_id': self.member.id,
            'order_line': [Command.create({'product_id': product.id, 'product_uom_qty': 5})],
        })

    @clause('000-84')
    def test_a_reserved_lot_is_not_sold_by_hand(self):
        for end in (False, True):
            if end:
                self._end_care(self.lot)
            order = self._order_of(self.lot.product_id)
            reasons = self.env['perles.sale.by.hand'].with_user(self.manager)
            by_hand = reasons.create({'order_id': order.id, 'reason': "In a hurry"})
            with self.subTest(end=end), self.assertRaisesRegex(UserError, "Promise to"):
                by_hand.action_confirm()
            self.assertFalse(order.picking_ids)
        for refused in (order.action_quotation_sent, order.action_quotation_send):
            with self.assertRaisesRegex(UserError, "Promise to"):
                refused()
        self.assertEqual(order.state, 'draft')

    def test_nor_added_to_an_order_that_was_sent(self):
        self._end_care(self.lot)
        thing = self.env['product.product'].create({'name': "Thing", 'type': 'service'})
        order = self._order_of(thing)
        order.action_quotation_sent()
        kept = self.lot.product_id.id
        with self.assertRaisesRegex(UserError, "Promise to"):
            order.order_line = [Command.create({'product_id': kept})]
        with self.assertRaisesRegex(UserError, "Promise to"):
            order.order_line.product_id = kept
