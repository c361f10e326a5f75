from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from ...tools.quantities import each_words, price_words
from ..kit.lots import LotCommon


@tagged('post_install', '-at_install')
@freeze_time('2026-12-02 09:12:00')
class TestArrivalUnits(LotCommon):
    """Whatever a model is counted in, its lots are counted in pieces, grams or strands."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.units = cls.env['uom.uom']
        cls.dozen = cls.env.ref('uom.product_uom_dozen')
        cls.kilogram = cls.env.ref('uom.product_uom_kgm')
        cls.piece = cls.env.ref('uom.product_uom_unit')
        cls.gram = cls.env.ref('uom.product_uom_gram')
        cls.strand = cls.env.ref('perles_ethiques.uom_strand')
        cls.hour = cls.env.ref('uom.product_uom_hour')

    def _of(self, uom, **values):
        return self._model("Bead", uom_id=uom.id, **values)

    def _unit(self, name, factor, of):
        return self.units.create({
            'name': name, 'relative_factor': factor, 'relative_uom_id': of.id,
        })

    # === CONVERTED AT THE DOOR === #

    def test_quantity_and_price_are_those_of_one_unit_of_the_house(self):
        for uom, quantity, price, unit, expected, each in (
            (self.dozen, 10, 6.0, 'pieces', 120, 0.5),
            (self.dozen, 10.5, 3.0, 'pieces', 126, 0.25),
            (self.env.ref('uom.product_uom_pack_6'), 4, 3.0, 'pieces', 24, 0.5),
            (self._unit("Hundred", 100, self.piece), 3, 25.0, 'pieces', 300, 0.25),
            (self._unit("Gross", 12, self.dozen), 1, 72.0, 'pieces', 144, 0.5),
            (self.kilogram, 2, 40.0, 'grams', 2000, 0.04),
            (self.kilogram, 0.25, 4.0, 'grams', 250, 0.004),
            (self._unit("mg", 0.001, self.gram), 2500, 0.01, 'grams', 2.5, 10.0),
            (self._unit("Bundle", 12, self.strand), 2, 60.0, 'strands', 24, 5.0),
            (self.piece, 7, 0.3, 'pieces', 7, 0.3),
        ):
            with self.subTest(uom=uom.name, quantity=quantity):
                lot = self._enter({
                    'model_id': self._of(uom).id, 'quantity': quantity, 'price': price,
                })
                self.assertEqual(lot.perles_unit, unit)
                self.assertEqual(lot.perles_promisable_qty, expected)
                self.assertEqual(self._in(lot, self.thalasso), expected)
                self.assertAlmostEqual(lot.product_id.list_price, each, 6)

    def test_what_is_weighed_in_kilograms_is_told_in_grams(self):
        lot = self._enter({
            'model_id': self._of(self.kilogram).id, 'quantity': 2, 'pieces': 5000,
        })
        self.assertEqual((lot.perles_weight, lot.perles_pieces_per_gram), (2000, 2.5))
        lot = self._enter({
            'model_id': self._of(self.dozen).id, 'quantity': 10, 'weight': 60,
        })
        self.assertEqual(lot.perles_pieces_per_gram, 2)
        self.assertEqual(lot._perles_quantity_words(120), "120 pieces")

    def test_pieces_and_strands_are_whole(self):
        count = self.env['stock.lot'].search_count([])
        for uom, quantity in (
            (self.piece, 2.5), (self.strand, 0.5), (self.dozen, 0.3), (self.piece, 1e-9),
        ):
            with self.subTest(uom=uom.name), self.assertRaises(UserError):
                self._enter({'model_id': self._of(uom).id, 'quantity': quantity})
        self.assertEqual(self.env['stock.lot'].search_count([]), count)

    # === REFUSED IN WORDS === #

    def test_a_model_is_of_what_the_house_counts(self):
        for xmlid in ('hour', 'day', 'meter', 'litre', 'square_meter'):
            uom = self.env.ref(f'uom.product_uom_{xmlid}')
            with self.subTest(uom=uom.name), self.assertRaisesRegex(ValidationError, uom.name):
                self._of(uom)
        model = self._of(self.dozen)
        with self.assertRaisesRegex(ValidationError, "pieces, grams or strands"):
            model.uom_id = self.hour
        model.uom_id = self.kilogram
        page = self.env['product.template'].create({'name': "Hour", 'uom_id': self.hour.id})
        with self.assertRaises(ValidationError):
            page.perles_is_model = True

    def test_a_good_that_is_ordered_again_is_counted_as_its_lots(self):
        for uom in (self.dozen, self.kilogram, self.hour):
            with self.subTest(uom=uom.name), self.assertRaisesRegex(ValidationError, uom.name):
                self._product(uom_id=uom.id)
        good = self._product(uom_id=self.strand.id)
        with self.assertRaises(ValidationError):
            good.uom_id = self.dozen
        self.assertEqual(good.uom_id, self.strand)

    def test_a_page_with_lots_keeps_its_unit(self):
        lot = self._enter()
        for uom in (self.dozen, self.gram):
            with self.subTest(uom=uom.name), self.assertRaisesRegex(ValidationError, lot.name):
                lot.product_id.product_tmpl_id.uom_id = uom
        self.assertEqual((lot.perles_unit, lot.perles_promisable_qty), ('pieces', 300))

    def test_a_native_receipt_counts_as_the_house_does(self):
        product = self._product(perles_is_reordered=False, uom_id=self.dozen.id)
        lot = self.env['stock.lot'].create({'name': "D", 'product_id': product.id})
        self.assertFalse(lot.perles_unit, "a dozen is no piece")
        self.assertEqual(lot._perles_quantity_words(10), "10 Dozens")
        with self.assertRaisesRegex(UserError, "Dozens"):
            self.env['stock.picking']._perles_receive(self.company, {lot: 10})
        self.assertFalse(lot.perles_stage)

    def test_ten_dozen_received_natively(self):
        lot = self._enter({'quantity': 5})
        operation = self.company.perles_arrival_type_id
        places = {
            'location_id': operation.default_location_src_id.id,
            'location_dest_id': self.thalasso.id, 'product_id': lot.product_id.id,
        }
        receipt = self.env['stock.picking'].create({
            'picking_type_id': operation.id, 'location_dest_id': self.thalasso.id,
            'move_ids': [Command.create({
                **places, 'product_uom': self.dozen.id, 'product_uom_qty': 10,
            })],
        })
        self.env['stock.move.line'].create({
            **places, 'picking_id': receipt.id, 'move_id': receipt.move_ids.id,
            'product_uom_id': self.dozen.id, 'lot_id': lot.id, 'quantity': 10,
        })
        receipt.action_confirm()
        receipt.move_ids.picked = True
        receipt._action_done()
        self.assertEqual(lot.perles_promisable_qty, 125)

    # === SEEN === #

    def test_models_are_told_apart_by_their_unit(self):
        for uom, words in (
            (self.piece, "Bead – by the piece"), (self.gram, "Bead – by the gram"),
            (self.strand, "Bead – by the strand"), (self.dozen, "Bead – Dozens"),
        ):
            self.assertEqual(self._of(uom).display_name, words)
        self.assertEqual(self._of(self.gram).name, "Bead")
        self.assertEqual(self._enter({'name': "Bead"}).product_id.display_name, "Bead")

    def test_a_price_of_the_shop_says_of_what(self):
        for uom, words in (
            (self.piece, "a piece"), (self.gram, "a gram"), (self.strand, "a strand"),
            (self.kilogram, "a gram"),
        ):
            lot = self._enter({'model_id': self._of(uom).id, 'quantity': 10})
            page = lot.product_id.product_tmpl_id
            shown = self.env['ir.qweb']._render('website_sale.product_price', {
                'product': page, 'website': self.env['website'].search([], limit=1),
                'combination_info': {
                    'price': 1.0, 'list_price': 1.0, 'has_discounted_price': False,
                    'prevent_zero_price_sale': False,
                    'perles_price': price_words(
                        page, 1.0, page.taxes_id, self.company.currency_id, bare=False,
                    ),
                },
                'is_view_active': lambda name: False, 'editable': False,
            })
            self.assertIn(f'>{words}</span>', str(shown))
        self.assertFalse(each_words(self.plan.product_id.product_tmpl_id), "a service")

    def test_the_unit_is_on_the_screen_of_arrivals(self):
        arch = self.env['perles.arrival.entry'].with_user(self.employee).get_view()['arch']
        self.assertEqual(arch.count('name="uom_id"'), 3, "list, cards and form")
        line = self.env['perles.arrival.entry.line'].with_user(self.employee).new({
            'model_id': self._of(self.gram).id,
        })
        self.assertEqual(line.uom_id, self.gram)
        self.assertTrue(self.employee.has_group('uom.group_uom'), "on orders and transfers too")
