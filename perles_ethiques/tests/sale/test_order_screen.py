from lxml import etree

from odoo.tests import TransactionCase, freeze_time, tagged
from odoo.tools.safe_eval import safe_eval

from ..clause import clause
from ..kit.lots import READY
from ..kit.sales import SaleCommon


@tagged('post_install', '-at_install')
class TestOrderScreen(SaleCommon, TransactionCase):
    """The order as the team sees it: no button that is refused, no sign that is false."""

    def _header(self):
        arch = self.env['sale.order'].with_user(self.employee).get_view(view_type='form')['arch']
        return etree.fromstring(arch)

    @clause('000-84')
    def test_confirm_is_shown_to_whom_it_obeys(self):
        order, _claim = self._quoted()
        for user in (self.employee, self.manager):
            self.assertFalse(order.with_user(user).perles_may_confirm)
        buttons = self._header().xpath("//header/button[@name='action_confirm']")
        self.assertEqual(len(buttons), 2)
        for button in buttons:
            self.assertIn('not perles_may_confirm', button.get('invisible'))
        with freeze_time(READY):
            order.sudo().write({'signature': b'R0lGODlhAQABAAD/ACwAAAAAAQABAAACADs='})
        self.assertTrue(order.with_user(self.employee).perles_may_confirm)
        # and its absence is explained as long as it is absent
        told, = self._header().xpath("//div[@role='status'][contains(., 'Sales are made online')]")
        self.assertEqual(
            [
                bool(safe_eval(told.get('invisible'), {'state': state, **values}))
                for state in ('draft', 'sent', 'sale')
                for values in (
                    {'id': 1, 'perles_may_confirm': False}, {'id': 1, 'perles_may_confirm': True},
                    {'id': False, 'perles_may_confirm': False},
                )
            ],
            [False, True, True] * 2 + [True] * 3,
        )

    def test_a_promised_lot_lacks_nothing(self):
        order, _claim = self._quoted()
        self.assertTrue(order.order_line.perles_lot_id)
        self.assertFalse(order.order_line.display_qty_widget)

    def test_the_unit_stands_beside_the_quantity(self):
        for unit in self._header().xpath("//field[@name='order_line']/list"
                                         "/field[@name='product_uom_id']"):
            if unit.get('column_invisible') not in ('1', 'True'):
                self.assertNotEqual(unit.get('optional'), 'hide')
                return
        self.fail("the lines of an order have no unit")

    def test_nobody_is_mailed_that_a_quotation_is_theirs(self):
        """The house makes it, and whoever answers for the member finds it in the list."""
        membership = self._cheap_member_at(READY)
        membership.partner_id.user_id = self.manager
        before = self.env['mail.message'].search([], order='id desc', limit=1).id
        order, _claim = self._quoted(membership)
        self.env.flush_all()
        self.assertEqual(order.user_id, self.manager)
        told = self.env['mail.message'].search([
            ('id', '>', before), ('model', '=', 'sale.order'), ('res_id', '=', order.id),
            ('partner_ids', 'in', self.manager.partner_id.ids),
        ])
        self.assertFalse(told)
