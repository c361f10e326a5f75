from odoo.fields import Command
from odoo.tests import TransactionCase, tagged

from ..kit.promises import PromiseCommon

WAYS = (
    'perles_move_type_id', 'perles_delivery_type_id', 'perles_return_type_id',
    'perles_reserved_route_id',
)


@tagged('post_install', '-at_install')
class TestCareCompanies(PromiseCommon, TransactionCase):
    """Each company of the house has its own places and ways, and sees its own lots."""

    def setUp(self):
        super().setUp()
        self.other = self.env['res.company'].create({'name': "Autre coopérative"})
        self.other._perles_apply_house_defaults()

    def test_a_company_founded_later_has_its_places(self):
        company = self.env['res.company'].create({'name': "Encore une"})
        places = company.perles_thalasso_id | company.perles_reserved_id
        self.assertEqual((len(places), places.company_id), (2, company))
        arrivals = company.perles_arrival_type_id
        self.assertEqual(arrivals.default_location_dest_id, company.perles_thalasso_id)
        self.assertEqual(arrivals.warehouse_id, self._warehouse_of(company))
        self.assertTrue(all(company[name].company_id == company for name in WAYS))

    def test_places_and_ways_are_named_in_the_language_of_the_house(self):
        self.env.user.lang = 'fr_FR'
        company = self.env['res.company'].with_context(lang=False).create({'name': "Encore une"})
        named = company.with_context(lang='fr_FR')
        self.assertEqual(named.perles_reserved_id.name, "Réservé")
        self.assertEqual(named.perles_move_type_id.name, "Transferts des arrivages")
        self.assertEqual(named.perles_reserved_route_id.name, "Du Réservé à l’adhérent")

    def test_each_company_has_its_ways_once(self):
        ways = [self.other[name] for name in WAYS]
        self.assertTrue(all(ways))
        self.assertTrue(all(way.company_id == self.other for way in ways))
        self.assertEqual(
            self.other.perles_delivery_type_id.default_location_src_id,
            self.other.perles_reserved_id,
        )
        self.other._perles_apply_house_defaults()
        self.assertEqual(ways, [self.other[name] for name in WAYS])
        self.assertFalse(set(ways) & {self.company[name] for name in WAYS})

    def test_a_lot_goes_through_the_places_of_its_company(self):
        [lot] = self._lots({'name': 'O-1'}, company_id=self.other.id)
        care = self._care(lot)
        self.assertEqual((care.company_id, lot.product_id.company_id), (self.other, self.other))
        # the board of somebody whose current company is another one
        self._end_care(lot, usable=180)
        self.assertEqual(self._in(lot, self.other.perles_reserved_id), 180)
        self.assertEqual(self._in(lot, self.reserved), 0)
        scrap = self.env['stock.scrap'].search([('lot_id', '=', lot.id)])
        self.assertEqual((scrap.company_id, scrap.scrap_qty), (self.other, 120))
        self.assertFalse(
            self.env['perles.care'].with_user(self.employee).search([('id', '=', care.id)])
        )

    def test_an_order_leaves_from_its_company(self):
        [lot] = self._lots({'name': 'O-1'}, company_id=self.other.id)
        self._end_care(lot)
        order = self.env['sale.order'].sudo().with_company(self.other).create({
            'partner_id': self.partner.id, 'company_id': self.other.id,
            'order_line': [Command.create({
                'product_id': lot.product_id.id, 'product_uom_qty': 20, 'perles_lot_id': lot.id,
            })],
        })
        order.action_confirm()
        picking = order.picking_ids
        self.assertEqual(picking.picking_type_id, self.other.perles_delivery_type_id)
        self.assertEqual(picking.move_line_ids.lot_id, lot)
        self._deliver(picking)
        back = self._deliver(self._return(picking, 5))
        self.assertEqual(back.location_dest_id, self.other.perles_reserved_id)
        self.assertEqual(self._in(lot, self.other.perles_reserved_id), 285)
