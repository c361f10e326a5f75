from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import TransactionCase, freeze_time, tagged

from ..kit.lots import ARRIVAL, PIXEL
from ..kit.promises import PromiseCommon


@tagged('post_install', '-at_install')
class TestCareBoard(PromiseCommon, TransactionCase):

    def setUp(self):
        super().setUp()
        self.board = self.env['perles.care'].with_user(self.employee).with_context(
            read_group_expand=True,
        )

    def _late(self, *operation):
        return self.board.search([('is_late', *operation), ('lot_id.name', '=like', 'B-%')])

    def test_late_is_more_than_the_setting(self):
        self.company.perles_care_days = 7
        with freeze_time(ARRIVAL):
            care = self._care(self._lot('B-1')).with_user(self.employee)
        with freeze_time(ARRIVAL + timedelta(days=7)):
            self.assertEqual((care.days_in_step, care.is_late), (7, False))
            self.assertFalse(self._late('=', True))
            self.assertEqual(self._late('=', False), care)
        care.invalidate_recordset()
        with freeze_time(ARRIVAL + timedelta(days=7, seconds=1)):
            self.assertTrue(care.is_late)
            self.assertEqual(self._late('=', True), care)
            self.assertFalse(self._late('!=', True))
            care._move('sort')
            self.assertFalse(self._late('=', True))
            self.assertEqual((care.days_in_step, care.is_late), (0, False))

    def test_what_is_out_of_thalasso_is_never_late(self):
        with freeze_time(ARRIVAL):
            care = self._care(self._end_care(self._lot('B-1'))).with_user(self.employee)
        with freeze_time(ARRIVAL + timedelta(days=90)):
            self.assertEqual((care.days_in_step, care.is_late), (0, False))
            self.assertFalse(self._late('=', True))

    def test_columns_are_the_steps_and_the_ends_that_are_not_empty(self):
        lot = self._lot('B-1')
        self._lot('B-2')
        domain = [('lot_id.name', '=like', 'B-%')]
        groups = self.board.web_read_group(domain, ['state'], ['__count'])['groups']
        self.assertEqual(
            [(group['state'], group['__count']) for group in groups],
            [('sorting', 2), ('caring', 0), ('revaluing', 0)],
        )
        self._end_care(lot)
        groups = self.board.web_read_group(domain, ['state'], ['__count'])['groups']
        self.assertEqual(
            [group['state'] for group in groups], ['sorting', 'caring', 'revaluing', 'done'],
        )

    def test_forty_lots_ask_no_more_than_ten(self):
        lots = self._lots(*({'name': f'B-{number}'} for number in range(40)))
        # as the board reads them: all at once
        cares = self.env['perles.care'].browse(lots.perles_care_ids.ids)
        fields = {
            name: {} for name in (
                'expected_qty', 'unit', 'held_qty', 'waiting_count', 'days_in_step', 'is_late',
                'lost_qty',
            )
        }

        def count(records):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            records.with_user(self.employee).web_read(fields)
            return self.cr.sql_log_count - before

        count(cares[:1])
        self.assertEqual(count(cares[:10]), count(cares))

    def _wizard(self, care, **values):
        action = care.action_end_step()
        return self.env['perles.care.end'].with_user(self.employee).with_context(
            **action['context'],
        ).create(values)

    def test_wizard_ends_each_step(self):
        lot = self._lot('B-1')
        self._claim(lot, 200)
        care = self._care(lot).with_user(self.employee)
        self._wizard(care, lost_qty=20, note="Cassées").action_confirm()
        self.assertEqual((care.state, care.lost_qty), ('caring', 20))
        self.assertEqual(care.step_ids.note, "Cassées")
        self._wizard(care).action_confirm()
        wizard = self._wizard(care)
        self.assertEqual((wizard.usable_qty, wizard.missing_qty), (280, 0))
        wizard.usable_qty = 180
        self.assertEqual(wizard.missing_qty, 20)
        self.assertEqual(wizard.action_ask()['res_id'], wizard.id)
        wizard.action_confirm()
        self.assertEqual((care.state, lot.perles_usable_qty), ('done', 180))

    def test_the_last_step_asks_and_names_who_loses(self):
        lot = self._lot('B-1')
        self._claim(lot, 200)
        care = self._care(lot).with_user(self.employee)
        for _step in ('sort', 'care'):
            self._wizard(care).action_confirm()
        wizard = self._wizard(care, usable_qty=0)
        # whatever button, page or call: a typed 0 is asked about
        self.assertEqual(wizard.action_confirm().get('res_id'), wizard.id)
        self.assertEqual(care.state, 'revaluing')
        self.assertRegex(wizard.question, r"0 pieces usable, of 300 pieces.*300 pieces will be")
        loser = rf"{self.partner.name} .*: 0 pieces instead of 200 pieces"
        self.assertRegex(wizard.question, loser)
        # another number is another question
        wizard.usable_qty = 150
        self.assertEqual(wizard.action_confirm().get('res_id'), wizard.id)
        self.assertIn("150 pieces instead of 200 pieces", wizard.question)
        wizard.action_back()
        self.assertEqual((wizard.is_asked, wizard.question), (False, False))
        wizard.action_ask()
        wizard.action_confirm()
        self.assertEqual((care.state, lot.perles_held_qty), ('done', 150))

    def test_wizard_of_a_step_that_somebody_else_has_done(self):
        care = self._care(self._lot('B-1')).with_user(self.employee)
        late = self._wizard(care)
        care._move('sort')
        with self.assertRaises(UserError):
            late.action_confirm()
        self.assertEqual(care.step_ids.mapped('kind'), ['sort'])

    def test_wizard_above_what_was_expected(self):
        care = self._care(self._lot('B-1')).with_user(self.employee)
        self._wizard(care).action_confirm()
        self._wizard(care).action_confirm()
        with self.assertRaisesRegex(UserError, "Correct the quantity"):
            self._wizard(care, usable_qty=310).action_confirm()
        self.assertEqual(care.state, 'revaluing')

    def test_what_the_house_fills_in_is_not_written_by_hand(self):
        care = self._care(self._lot('B-1')).with_user(self.employee)
        other = self._lot('B-2')
        for values in ({'entered_at': ARRIVAL}, {'lot_id': other.id}):
            with self.assertRaises(AccessError):
                care.write(values)

    def test_sheet_of_the_lot_leads_to_its_care(self):
        lot = self._lot('B-1').with_user(self.employee)
        self.assertEqual(lot.perles_care_state, "To sort")
        self.assertEqual(lot.action_view_care()['res_id'], self._care(lot).id)
        self.assertEqual((lot.perles_claim_count, lot.perles_waiting_count), (0, 0))
        self.assertEqual(lot.action_view_claims()['domain'], [('lot_id', '=', lot.id)])

    def test_photos_before_and_after_a_step(self):
        care = self._care(self._lot('B-1')).with_user(self.employee)
        care.photo_ids = [
            Command.create({'photo': PIXEL, 'kind': 'sort', 'moment': moment})
            for moment in ('before', 'after')
        ]
        self.assertEqual(care.photo_ids.mapped('moment'), ['before', 'after'])
        self.assertEqual(care.photo_ids.user_id, self.employee)
        care.photo_ids[:1].unlink()
        self.assertEqual(care.photo_ids.mapped('moment'), ['after'])
