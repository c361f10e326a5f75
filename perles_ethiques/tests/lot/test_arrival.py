from datetime import datetime

from lxml import etree

from odoo.exceptions import UserError
from odoo.tests import freeze_time, new_test_user, tagged
from odoo.tools.safe_eval import safe_eval

from ..clause import clause
from ..kit.lots import LotCommon


@tagged('post_install', '-at_install')
@freeze_time('2026-12-02 09:12:00')
class TestArrival(LotCommon):
    """From the screen of the team to lots in Thalasso with their pages."""

    def _care(self, lots):
        return self.env['perles.care'].search([('lot_id', 'in', lots.ids)])

    # === THE RECEIPT === #

    @clause('000-39')
    def test_lot_in_thalasso_until_its_public_date(self):
        lot = self._enter({'quantity': 300})
        self.assertEqual(lot.perles_stage, 'expected')
        self.assertEqual(lot.perles_arrived_at, datetime(2026, 12, 2, 9, 12))
        # 16 December 09:00 in Paris
        self.assertEqual(lot.perles_public_at, datetime(2026, 12, 16, 8, 0))
        self.assertEqual((lot.perles_expected_qty, lot.perles_promisable_qty), (300, 300))
        receipt = lot.perles_receipt_id
        self.assertEqual((receipt.state, receipt.picking_type_code), ('done', 'incoming'))
        self.assertEqual(
            [(quant.location_id, quant.quantity) for quant in lot.quant_ids
             if quant.location_id.usage == 'internal'],
            [(self.company.perles_thalasso_id, 300)],
        )
        self.assertEqual(self._care(lot).state, 'sorting')

    def test_other_hour_and_days(self):
        self.company.write({'perles_preview_days': 120, 'perles_opening_hour': 10.5})
        # summer time in Paris on 1 April
        self.assertEqual(self._enter().perles_public_at, datetime(2027, 4, 1, 8, 30))

    @clause('000-39')
    def test_page_of_its_own_in_preview(self):
        two = self._enter({'name': "Blue", 'price': 3.5}, {'name': "Red", 'photo': False})
        pages = two.product_id.product_tmpl_id
        self.assertEqual(pages.mapped('name'), ["Blue", "Red"])
        self.assertNotIn(self.model_bead, pages)
        blue = pages[0]
        self.assertEqual(blue.perles_lot_id, two[0])
        self.assertEqual(blue.list_price, 3.5)
        self.assertEqual(blue.categ_id, self.bead)
        self.assertEqual(blue.taxes_id, self.model_bead.taxes_id)
        self.assertEqual(blue.tracking, 'lot')
        self.assertTrue(blue.is_storable and blue.is_published)
        self.assertFalse(blue.perles_is_model)
        self.assertEqual(blue.perles_preview_plan_ids, self.plan)
        self.assertEqual(blue.perles_public_at, two[0].perles_public_at)
        self.assertEqual(two[0].perles_value_ids, self.glass | self.matt)
        self.assertEqual(blue.qty_available, 0, "what is in Thalasso is not for sale")

    def test_ten_lots_in_one_receipt(self):
        lots = self._enter(*({'quantity': number} for number in range(1, 11)))
        self.assertEqual(len(lots.perles_receipt_id), 1)
        self.assertEqual(lots.mapped('perles_expected_qty'), list(range(1, 11)))
        self.assertEqual(len(set(lots.mapped('name'))), 10)
        self.assertRegex(lots[0].name, r'^L-2026-\d{3}$')

    def test_validated_again(self):
        lot = self._enter()
        lot.perles_receipt_id._action_done()
        lot.perles_receipt_id._perles_arrive(lot)
        self.env['stock.picking']._action_done()
        self.assertEqual(lot.perles_expected_qty, 300)
        self.assertEqual(len(self._care(lot)), 1)

    def test_model_itself_is_not_received(self):
        self.company._perles_apply_places()
        product = self.model_bead.product_variant_id
        lot = self.env['stock.lot'].create({'name': "X", 'product_id': product.id})
        with self.assertRaisesRegex(UserError, "New arrival"):
            self.env['stock.picking']._perles_receive(self.company, {lot: 5})
        self.assertFalse(lot.perles_stage)

    def test_good_that_is_ordered_again_keeps_its_page(self):
        wire = self.env['product.template'].create({
            'name': "Wire", 'perles_is_reordered': True, 'is_storable': True, 'tracking': 'lot',
        })
        wire.is_published = True
        lots = self._enter(*({'model_id': wire.id, 'quantity': 5},) * 2)
        self.assertEqual(lots.product_id.product_tmpl_id, wire)
        self.assertFalse(wire.perles_public_at or wire.perles_lot_id or wire.image_1920)
        self.assertEqual(lots.mapped('perles_expected_qty'), [5, 5])
        self.assertEqual(len(self._care(lots)), 2)

    def test_second_parcel_of_a_lot(self):
        lot = self._enter({'quantity': 200})
        second = self.env['stock.picking']._perles_receive(self.company, {lot: 100})
        self.assertEqual(lot.perles_expected_qty, 300)
        self.assertEqual(lot.perles_receipt_id, second)
        self.assertEqual(len(self._care(lot)), 1)

    # === MEASURES === #

    def test_pieces_counted_and_weighed(self):
        lot = self._enter({'quantity': 300, 'weight': 150, 'mm': 8, 'mm_tolerance': 0.2})
        self.assertEqual(lot.perles_unit, 'pieces')
        self.assertEqual(lot.perles_pieces_per_gram, 2)
        self.assertEqual(lot.perles_pieces_per_strand, 0, "not known, hence never a guess")
        self.assertEqual((lot.perles_mm, lot.perles_mm_tolerance), (8, 0.2))

    def test_grams_and_strands(self):
        for uom, unit, values, ratios in (
            ('uom.product_uom_gram', 'grams', {'pieces': 600}, (2, 0)),
            ('uom.product_uom_gram', 'grams', {}, (0, 0)),
            ('perles_ethiques.uom_strand', 'strands', {'pieces': 12000}, (0, 40)),
        ):
            model = self.model_bead.copy({'perles_is_model': True, 'uom_id': self.env.ref(uom).id})
            lot = self._enter({'model_id': model.id, **values})
            self.assertEqual(lot.perles_unit, unit)
            self.assertEqual(
                (lot.perles_pieces_per_gram, lot.perles_pieces_per_strand), ratios,
            )

    def test_wrong_quantities(self):
        count = self.env['stock.lot'].search_count([])
        for quantity in (0, -1, 1e9):
            with self.assertRaisesRegex(UserError, "above 0"):
                self._enter({'quantity': quantity})
        with self.assertRaisesRegex(UserError, "at least one"):
            self.env['perles.arrival.entry'].create({}).action_receive()
        self.assertEqual(self.env['stock.lot'].search_count([]), count)

    def test_what_is_not_known_is_no_zero(self):
        """A size that nobody measured, promises of what is sold on the shop."""
        lots = self.env['stock.lot'].with_user(self.employee)
        view = self.env.ref('perles_ethiques.lot_view_list')
        arch = etree.fromstring(lots.get_view(view.id, 'list')['arch'])
        for name, of in (
            ('perles_mm', 'perles_mm'), ('perles_held_qty', 'perles_promisable_qty'),
            ('perles_promisable_qty', 'perles_promisable_qty'),
        ):
            cell, = arch.xpath(f"//field[@name='{name}']")
            self.assertEqual(
                [bool(safe_eval(cell.get('invisible'), {of: number})) for number in (0.0, 8.0)],
                [True, False], name,
            )

    # === THE PLACES, AND WHO RECEIVES === #

    def test_places_are_made_once(self):
        fields = ('perles_thalasso_id', 'perles_reserved_id', 'perles_arrival_type_id')
        before = [self.company[field] for field in fields]
        self.assertTrue(all(before))
        self.company._perles_apply_places()
        self.assertEqual([self.company[field] for field in fields], before)
        # a company that was there before the chapter
        self.company.write(dict.fromkeys(fields, False))
        self.company._perles_apply_places()
        self.assertEqual(
            self.company.perles_arrival_type_id.default_location_dest_id,
            self.company.perles_thalasso_id,
        )
        self.assertFalse(self.company.perles_thalasso_id.warehouse_id, "outside every warehouse")

    def test_team_receives_and_nobody_else(self):
        lot = self._enter(user=self.employee)
        self.assertEqual(lot.sudo().perles_stage, 'expected')
        lot.with_user(self.employee).perles_mm = 6
        seller = new_test_user(self.env, 'a-seller', 'sales_team.group_sale_salesman')
        with self.assertRaises(Exception):  # noqa: B017 - whichever door refuses first
            self._enter(user=seller)

    def test_list_costs_the_same_for_many(self):
        specification = {
            'name': {}, 'product_id': {'fields': {'display_name': {}}}, 'photo_small': {},
            'perles_value_ids': {'fields': {'display_name': {}}}, 'perles_held_qty': {},
            'perles_promisable_qty': {}, 'perles_stage': {}, 'perles_photo_missing': {},
        }
        self._enter(*({},) * 40)
        lots = self.env['stock.lot'].with_user(self.employee).with_context(bin_size=True)
        counts = []
        for limit in (40, 10, 40):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            found = lots.web_search_read(
                [('perles_stage', '!=', False)], specification, limit=limit,
            )
            self.assertEqual(len(found['records']), limit)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
