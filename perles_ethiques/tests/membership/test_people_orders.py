from odoo.tests import tagged

from ..kit.members import MemberCommon


@tagged('post_install', '-at_install')
class TestPeopleOrders(MemberCommon):
    """What a person buys in their own name is billed and delivered to them, under whomever."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.alix = cls._cheap_member(email='alix@luz.example').partner_id
        cls.house = cls.env['res.partner'].create({'name': "Maison Sol", 'is_company': True})

    def test_what_is_bought_in_ones_own_name_goes_to_nobody_else(self):
        self.env['res.partner'].create({
            'name': "Comptabilité", 'type': 'invoice', 'parent_id': self.house.id,
        })
        self.alix.parent_id = self.house
        order = self.env['sale.order'].create({'partner_id': self.alix.id})
        self.assertEqual(order.partner_invoice_id | order.partner_shipping_id, self.alix)
        self.assertEqual(self.alix._perles_invoice_address(), self.alix)
        # who buys for the organisation is delivered and billed as natively
        colleague = self.env['res.partner'].create({'name': "Lou", 'parent_id': self.house.id})
        order = self.env['sale.order'].create({'partner_id': colleague.id})
        self.assertEqual(order.partner_invoice_id.commercial_partner_id, self.house)
