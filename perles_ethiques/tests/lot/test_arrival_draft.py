from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from ..kit.lots import LotCommon


@tagged('post_install', '-at_install')
class TestArrivalDraft(LotCommon):
    """An arrival that is being entered waits for whoever enters it."""

    def setUp(self):
        super().setUp()
        self.entries = self.env['perles.arrival.entry'].with_user(self.employee)

    def _draft(self, user=None, **values):
        return self.entries.with_user(user or self.employee).create({
            'line_ids': [Command.create({'model_id': self.model_bead.id, 'quantity': 12})],
            **values,
        })

    def _menu(self, user=None):
        """What the menu *New arrival* opens."""
        menu = self.env.ref('perles_ethiques.perles_menu_arrival_entry')
        return menu.action.with_user(user or self.employee).run()

    def test_the_menu_takes_it_up_again(self):
        self.assertFalse(self._menu()['res_id'])
        draft = self._draft(origin="BL 12")
        action = self._menu()
        self.assertEqual((action['res_model'], action['res_id']), (draft._name, draft.id))
        self.assertFalse(draft.action_begin().get('res_id'))
        other = self._draft()
        self.assertEqual(self._menu()['res_id'], other.id)
        self.assertEqual(other.other_count, 1)
        self.assertEqual(self.entries.browse(other.action_view_others()['res_id']), draft)
        with Form(self.entries) as new:
            self.assertEqual(new.other_count, 2)

    def test_every_address_of_the_house_is_one_of_its_menu(self):
        """A screen opened by a bookmark has the menu around it."""
        menus = self.env['ir.ui.menu'].with_user(self.manager).load_web_menus(False)
        known = {menu['actionPath'] for menu in menus.values()}
        self.assertIn('nouvel-arrivage', known)
        records = self.env['ir.model.data'].search([
            ('module', '=', 'perles_ethiques'), ('model', '=like', 'ir.actions.%'),
        ])
        actions = self.env['ir.actions.actions'].browse(records.mapped('res_id'))
        self.assertFalse({action.path for action in actions if action.path} - known)

    def test_a_line_may_be_left_half_entered(self):
        draft = self._draft(line_ids=[Command.create({'quantity': 12})])
        self.assertEqual(self._menu()['res_id'], draft.id)
        with self.assertRaisesRegex(UserError, "choose the model"):
            draft.action_receive()

    def test_it_is_its_writers(self):
        self._draft()
        other = new_test_user(self.env, 'arrival_other', 'perles_ethiques.group_perles_user')
        self.assertFalse(self._menu(other)['res_id'])

    def test_nobody_else_reads_or_throws_it_away(self):
        draft = self._draft()
        other = new_test_user(self.env, 'arrival_other', 'perles_ethiques.group_perles_user')
        for user in (other, self.manager):
            self.assertFalse(self.entries.with_user(user).search([('id', '=', draft.id)]))
            theirs, line = draft.with_user(user), draft.line_ids.with_user(user)
            theirs.invalidate_recordset()
            for gesture in (
                lambda theirs=theirs: theirs.read(['line_ids']),
                theirs.action_discard, theirs.action_receive,
                lambda theirs=theirs: theirs.write({'origin': "BL 13"}),
                lambda line=line: line.read(['quantity']),
                lambda line=line: line.write({'quantity': 1}), line.unlink,
                lambda user=user, draft=draft: self.env['perles.arrival.entry.line'].with_user(
                    user).create({'entry_id': draft.id}),
            ):
                with self.assertRaises(AccessError):
                    gesture()
        self.assertEqual(draft.line_ids.quantity, 12)

    def test_what_is_received_or_empty_is_none(self):
        self.entries.create({})
        self.assertFalse(self._menu()['res_id'])
        draft = self._draft()
        draft.action_receive()
        self.assertFalse(self._menu()['res_id'])
        with self.assertRaises(UserError):
            draft.action_discard()

    def test_thrown_away(self):
        first, second = self._draft(), self._draft()
        action = second.action_discard()
        self.assertFalse(second.exists())
        self.assertEqual(action['res_id'], first.id)

    def test_kept_for_weeks(self):
        """The nightly clean-up takes what is older than two months, lines with it."""
        draft = self._draft()
        lines = draft.line_ids
        for days, kept in ((30, True), (61, False)):
            for record in (draft, lines):
                self._touched(record, days)
            self._clean_up()
            self.assertEqual((bool(draft.exists()), bool(lines.exists())), (kept, kept))

    def test_a_line_goes_with_its_entry_alone(self):
        """What was entered first is there as long as somebody still enters the rest."""
        draft = self._draft()
        self._touched(draft.line_ids, 61)
        self._touched(draft, 1)
        self._clean_up()
        self.assertEqual(draft.line_ids.quantity, 12)

    def _touched(self, record, days):
        """Let a record be as if it was last written some days ago."""
        self.env.flush_all()
        before = fields.Datetime.now() - timedelta(days=days)
        self.env.cr.execute(
            f'UPDATE {record._table} SET write_date = %s, create_date = %s WHERE id = %s',
            (before, before, record.id),
        )
        self.env.invalidate_all()

    def _clean_up(self):
        self.env['perles.arrival.entry.line']._transient_vacuum()
        self.env['perles.arrival.entry']._transient_vacuum()
