from datetime import date, datetime

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from ..clause import clause
from ..kit.lots import READY
from ..kit.sales import SIGNATURE, SaleCommon


@tagged('post_install', '-at_install')
class TestByHand(SaleCommon):
    """Staff quotations are accepted online (000-84)."""

    def setUp(self):
        super().setUp()
        self.customer = self.env['res.partner'].create({'name': "Atelier Luz"})
        self.thing = self.env['product.product'].create({
            'name': "Bead", 'type': 'service', 'list_price': 300.0,
            'taxes_id': [Command.clear()],
        })
        self.order = self._order()

    def _order(self, **values):
        return self.env['sale.order'].with_user(self.employee).create({
            'partner_id': self.customer.id,
            'order_line': [Command.create({'product_id': self.thing.id})], **values,
        })

    @clause('000-84')
    def test_the_row(self):
        self.assertEqual(self.order.amount_untaxed, 300.0)
        self.order.action_quotation_sent()
        for user in (self.employee, self.manager):
            with self.assertRaisesRegex(UserError, "made online only"):
                self.order.with_user(user).action_confirm()
        self.assertEqual(self.order.state, 'sent')
        self._sign(self.order.sudo(), at=datetime(2026, 12, 16, 9, 0))
        self.assertEqual(self.order.state, 'sale')

    @clause('000-84')
    def test_no_back_door(self):
        with self.assertRaisesRegex(UserError, "made online only"), self.env.cr.savepoint():
            self.order.with_user(self.employee).write({'state': 'sale'})
        with self.assertRaisesRegex(UserError, "made online only"), self.env.cr.savepoint():
            self._order(state='sale')
        self.assertEqual(self.order.state, 'draft')

    @clause('000-84')
    def test_the_manager_gives_a_reason(self):
        def wizard(user, reason):
            return self.env['perles.sale.by.hand'].with_user(user).create({
                'order_id': self.order.id, 'reason': reason,
            })

        with self.assertRaises(AccessError):
            wizard(self.employee, "I want it")
        with self.assertRaisesRegex(UserError, "Say why"):
            wizard(self.manager, "  ").action_confirm()
        wizard(self.manager, "Agreed by letter of 12 December").action_confirm()
        self.assertEqual(self.order.state, 'sale')
        notes = self.order.message_ids.filtered(lambda m: "letter of 12 December" in m.body)
        self.assertEqual(notes.author_id, self.manager.partner_id)

    def test_what_was_accepted_online_may_be_confirmed(self):
        self.order.sudo().write({'signature': SIGNATURE, 'signed_by': "C."})
        self.order.with_user(self.employee).action_confirm()
        self.assertEqual(self.order.state, 'sale')

    def test_a_payment_is_never_stopped(self):
        transaction = self._transaction(self.order.sudo())
        self._notify(transaction)
        transaction.with_user(self.employee).sudo()._post_process()
        self.assertEqual(self.order.state, 'sale')

    def test_a_transfer_that_arrived_may_be_confirmed(self):
        transaction = self._transaction(
            self.order.sudo(), provider=self.transfer, operation='online_redirect',
        )
        self._notify(transaction, 'pending')
        self.order.with_user(self.employee).action_confirm()
        self.assertEqual(self.order.state, 'sale')


@tagged('post_install', '-at_install')
class TestMemberDiscount(SaleCommon):
    """A discount for members, as one native rule (000-44)."""

    def setUp(self):
        super().setUp()
        self.thing = self.env['product.product'].create({
            'name': "Bead", 'type': 'service', 'list_price': 50.0, 'taxes_id': [Command.clear()],
        })

    def _price(self, partner, instant):
        self.env.invalidate_all()
        with freeze_time(instant):
            order = self.env['sale.order'].create({
                'partner_id': partner.id,
                'order_line': [Command.create({'product_id': self.thing.id})],
            })
            return order.amount_untaxed

    @clause('000-44')
    def test_the_row(self):
        membership = self._cheap_member_at(READY)
        self.plan.member_discount = 10.0
        stranger = self.env['res.partner'].create({'name': "Visitor"})
        contact = membership.contact_id
        self.assertEqual(self._price(contact, READY), 45.0)
        self.assertEqual(self._price(stranger, READY), 50.0)
        membership.leaves_on = date(2027, 12, 14)
        self.assertEqual(self._price(contact, '2027-12-14 22:59:59'), 45.0)
        self.assertEqual(self._price(contact, '2027-12-14 23:00:00'), 50.0)
        with freeze_time(READY):
            membership._move('suspend')
        self.assertEqual(self._price(contact, READY), 50.0)

    @clause('000-44')
    def test_one_rule(self):
        rules = self.plan.pricelist_id.item_ids
        for percentage, count in ((10.0, 1), (12.5, 1), (0.0, 0), (5.0, 1)):
            self.plan.member_discount = percentage
            self.plan.invalidate_recordset()
            self.assertEqual(len(self.plan.pricelist_id.item_ids - rules), count)
            self.assertEqual(self.plan.member_discount, percentage)
        for wrong in (-1.0, 100.0):
            with self.assertRaisesRegex(UserError, "between 0 and 100"), \
                    self.env.cr.savepoint():
                self.plan.member_discount = wrong

    def test_the_setting(self):
        settings = self.env['res.config.settings'].create({'perles_member_discount': 10.0})
        settings.execute()
        self.assertEqual(self.plan.member_discount, 10.0)
