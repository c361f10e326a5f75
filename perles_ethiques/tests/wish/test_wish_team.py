from odoo.exceptions import UserError
from odoo.tests import Form, TransactionCase, freeze_time, tagged

from ...controllers.wish.table import example_table
from ..clause import clause
from ..kit.wishes import GlassWishCommon

COLUMNS = ['partner_id/.id', 'categ_id', 'value_ids', 'quantity', 'unit', 'mm_max']


@tagged('post_install', '-at_install')
class TestWishTeam(GlassWishCommon, TransactionCase):
    """What the team does with wishes: import, form, demand without stock."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner, cls.other = cls._wishing_member(0), cls._wishing_member(1)
        cls.team = cls.wishes.with_user(cls.employee)

    # === IMPORT === #

    def _load(self, *rows, instant='2026-11-03 09:00:00'):
        with freeze_time(instant):
            return self.team.load(COLUMNS, [list(row) for row in rows])

    def test_import_gives_each_wish_its_rank(self):
        result = self._load(
            [str(self.partner.id), "Perle", "Glass,Matt", '200', "pieces", '8.5'],
            [str(self.other.id), "Pierre", "Green", '12.5', "grams", ''],
        )
        self.assertFalse(result['messages'])
        first, second = self.wishes.browse(result['ids'])
        self.assertEqual(first.value_ids, self.glass | self.matt)
        self.assertEqual(second.unit, 'grams')
        self.assertEqual(self._parts(first), [('2026-11-03 09:00:00', 200)])
        self.assertEqual(self._parts(second), [('2026-11-03 09:00:00', 12.5)])

    def test_import_says_what_is_wrong_and_writes_nothing(self):
        stranger = self.env['res.partner'].create({'name': "Stranger"})
        good = [str(self.partner.id), "Perle", "Glass", '200', "pieces", '']
        for wrong, words in (
            ([str(stranger.id), "Perle", "Glass", '200', "pieces", ''], "no membership in force"),
            ([str(self.partner.id), "Perle", "Glass", '0', "pieces", ''], "above 0"),
            ([str(self.partner.id), "Perle", "Glass", 'NaN', "pieces", ''], "number"),
            ([str(self.partner.id), "Perle", "Unobtainium", '5', "pieces", ''], "Unobtainium"),
            ([str(self.partner.id), "Services", "Glass", '5', "pieces", ''], "of the list"),
        ):
            with self.subTest(wrong=wrong):
                before = self.wishes.search_count([])
                result = self._load(good, wrong)
                self.assertFalse(result['ids'])
                self.assertTrue(any(words in m['message'] for m in result['messages']), result)
                self.assertEqual(self.wishes.search_count([]), before)

    def test_the_table_to_fill_in(self):
        header = example_table(self.env)[1].splitlines()[0].split(',')
        self.assertLessEqual(set(header), set(self.wishes._fields))

    # === FORM === #

    @clause('000-35')
    def test_the_form_tells_the_effect_before_saving(self):
        wish = self._wish(self.partner)
        with freeze_time('2026-11-20 09:00:00'):
            with Form(wish.with_user(self.employee)) as form:
                self.assertFalse(form.rank_effect)
                form.quantity = 260
                self.assertIn("60 pieces", form.rank_effect)
                form.note = "Called"
            self.assertEqual([part[1] for part in self._parts(wish)], [200, 60])
        self.assertEqual(wish.note, "Called")

    def test_the_lists_open(self):
        for name in ('wish_action', 'project_action', 'demand_action'):
            action = self.env.ref(f'perles_ethiques.{name}')
            model = self.env[action.res_model].with_user(self.employee)
            for mode in action.view_mode.split(','):
                self.assertTrue(model.get_view(view_type=mode)['arch'])

    def test_the_team_cannot_forge_a_rank(self):
        wish = self._wish(self.partner).with_user(self.manager)
        for values in (
            {'confirmed_at': '2030-01-01 00:00:00'}, {'name': "SOU/0"}, {'state': 'closed'},
            {'dormant_since': False}, {'reminded_at': False},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                wish.write(values)

    # === DEMAND WITHOUT STOCK === #

    def _demand(self, value, unit='pieces'):
        self.env.flush_all()
        self.env.invalidate_all()
        self.env['perles.demand'].with_user(self.employee).action_count()
        return self.env['perles.demand'].with_user(self.employee).search([
            ('value_id', '=', value.id), ('unit', '=', unit), ('categ_id', '=', self.bead.id),
        ])

    @classmethod
    def _model_of_lots(cls):
        return cls.model_bead

    def _ready(self, values, quantity):
        """A lot that is out of Thalasso."""
        return self._end_care(self._lot(f'{values[0]}-{quantity}', quantity, values))

    def test_nothing_is_said_to_be_there_before_it_was_counted(self):
        """On a fresh house the list is as empty as at its installation."""
        demand = self.env['perles.demand']
        demand._cron_count()
        self.assertFalse(demand.search_count([]), "nobody wished for anything before")
        self._wish(self.partner)
        self.assertFalse(demand.search_count([]))
        help_of = self.env['ir.actions.act_window'].with_user(self.employee)._for_xml_id
        help_of('perles_ethiques.demand_action')
        demand.with_user(self.employee).get_empty_list_help('')
        self.assertTrue(demand.search_count([('wanted_qty', '>=', 200)]))

    def test_a_list_that_stays_empty_is_not_counted_at_each_look(self):
        """All that is wished for was offered: a count, which locks the list, would find nothing."""
        demand = self.env['perles.demand'].with_user(self.employee)
        self._hold(self._wish(self.partner), 200)
        for _look in range(2):
            demand.get_empty_list_help('')
        self.env.cr.execute("""
            SELECT mode FROM pg_locks WHERE relation = 'perles_demand'::regclass
               AND pid = pg_backend_pid() AND mode = 'ExclusiveLock'
        """)
        self.assertFalse(self.env.cr.fetchall())
        demand.action_count()
        self.assertFalse(demand.search_count([]))

    def test_demand_without_stock(self):
        before = self._demand(self.glass)
        wanted, members = before.wanted_qty, before.member_count
        wish = self._wish(self.partner, value_ids=[(6, 0, (self.glass | self.green).ids)])
        self._wish(self.other, quantity=300)
        self._wish(self.other, quantity=50, unit='grams')
        self._wish(self.other, quantity=999)._move('pause')
        self._hold(wish, 40)
        there = before.available_qty
        self._claim(self._ready(['material_glass'], 120), 20)
        self._lot('EXPECTED', 30, ['material_glass'])
        self._ready(['material_wood'], 500)
        line = self._demand(self.glass)
        self.assertEqual(line.wanted_qty - wanted, 160 + 300)
        self.assertEqual(line.member_count - members, 2)
        self.assertEqual(line.available_qty - there, 100 + 30)
        self.assertEqual(line.gap, line.wanted_qty - line.available_qty)
        self.assertEqual(self._demand(self.glass, 'grams').available_qty, 0)
        self.assertIn(wish.id, self.wishes.search(
            line.action_view_wishes().get('domain') or [('id', '=', wish.id)],
        ).ids)

    def test_the_wishes_of_a_line_are_those_it_counts(self):
        before = self._demand(self.glass).wish_count
        wishes = [self._wish(self.partner, value_ids=[(6, 0, self.glass.ids)]) for _time in '12']
        self._hold(wishes[0], 200)
        self._hold(wishes[1], 40)
        line = self._demand(self.glass)
        self.assertEqual(line.wish_count - before, 1)
        action = line.action_view_wishes()
        shown = self.wishes.search(
            action.get('domain') or [('id', '=', action.get('res_id'))],
        )
        self.assertEqual(len(shown), line.wish_count)
        self.assertIn(wishes[1], shown)
        self.assertNotIn(wishes[0], shown)

    def test_a_line_of_the_demand_stays_itself(self):
        """What is wished for beside it does not make it another line."""
        self._wish(self.partner, value_ids=[(6, 0, self.glass.ids)])
        line = self._demand(self.glass)
        for value in self.green | self.wood:
            self._wish(self.other, value_ids=[(6, 0, value.ids)])
        self.env.flush_all()
        line.invalidate_recordset()
        self.assertEqual((line.value_id, line.unit), (self.glass, 'pieces'))
        self.assertEqual(self._demand(self.glass), line)

    def test_what_is_public_counts_what_is_on_the_shelf(self):
        self._wish(self.partner)
        there = self._demand(self.glass).available_qty
        lot = self._ready(['material_glass'], 120)
        self._run_clock('open', '2026-12-16 08:00:00')
        self.assertEqual(lot.perles_stage, 'public')
        self.assertEqual(self._demand(self.glass).available_qty, there + 120)
        shelf = lot.quant_ids.filtered(lambda quant: quant.location_id == self.shop)
        shelf.with_context(inventory_mode=True).write({'inventory_quantity': 70})
        shelf.action_apply_inventory()
        self.assertEqual(self._demand(self.glass).available_qty, there + 70)

    def test_a_value_is_known_with_its_attribute_however_the_colon_stands(self):
        self.env['res.lang']._activate_lang('fr_FR')
        glass = self._value('material_glass').with_context(lang='fr_FR')
        choices = self.wishes.with_context(lang='fr_FR')._table_choices('value_ids')
        labels = {label for key, label in choices if key == glass.id}
        material = glass.attribute_id.name
        self.assertEqual(labels, {glass.name, glass.display_name, f'{material}: {glass.name}'})
