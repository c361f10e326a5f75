from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from ..kit.lots import READY
from ..kit.sales import SaleCommon

# What a copy of a native document takes of our fields, and why. All others stay behind: they are
# evidence, promises, or what the house has done with this very document.
COPIED = {
    # descriptions, as good on the copy
    'res.partner': {'perles_professional'},
    'product.category': {'perles_is_wishable', 'perles_usual_unit'},
    'product.template': {'perles_value_ids'},
    'stock.lot': {
        'perles_value_ids', 'perles_mm', 'perles_mm_tolerance', 'perles_hole_mm',
        'perles_pieces_per_gram', 'perles_pieces_per_strand', 'perles_flawless_share',
        'perles_weight', 'perles_origin', 'photo',
    },
    'delivery.carrier': {'perles_has_member_price', 'perles_member_price'},
    # a move that is split natively makes its other half by a copy: it leaves from the same lot
    'stock.move': {'restrict_lot_id'},
}
# models that nobody can copy
UNIQUE = {'res.company', 'res.config.settings'}


@tagged('post_install', '-at_install')
class TestSaleCopies(SaleCommon):
    """What *Duplicate* takes is decided for every field of ours on a native document."""

    maxDiff = None

    def test_every_field_is_decided(self):
        copied = {}
        for model in self.registry.values():
            if model._name.startswith('perles.') or model._abstract or model._name in UNIQUE:
                continue
            names = {
                name for name, field in model._fields.items()
                if field._modules[:1] == ('perles_ethiques',) and field.copy
                and not field.inherited
            }
            if names:
                copied[model._name] = names
        self.assertEqual(copied, COPIED)

    def test_a_copy_takes_nothing_out_of_reserved(self):
        order, claim = self._quoted(quantity=100.0)
        route = self.company.perles_reserved_route_id
        self.assertEqual(order.order_line.route_ids, route)
        copy = order.with_user(self.employee).copy().sudo()
        self.assertFalse(
            copy.order_line.route_ids or copy.order_line.perles_claim_id
            or copy.order_line.perles_lot_id or copy.perles_is_of_claims
        )
        with freeze_time(READY):
            copy.action_confirm()
        self.assertFalse(copy.picking_ids.move_ids.filtered('restrict_lot_id'))
        self.assertFalse(copy.picking_ids.filtered(
            lambda picking: picking.location_id == self.company.perles_reserved_id
        ))
        self.assertEqual(claim.state, 'quoted')

    def test_a_copy_is_not_in_shares(self):
        self.company.perles_instalment_fee = 5.0
        order, _claim = self._quoted(quantity=1.0, price=300.01)
        order.order_line.tax_ids = [Command.clear()]
        with freeze_time(READY):
            order._perles_choose(instalments=True)
            copy = order.copy()
        self.assertFalse(copy.perles_instalments)
        self.assertEqual(copy.amount_untaxed, 300.01)
        self.assertNotEqual(copy.payment_term_id, self.company.perles_instalment_term_id)
