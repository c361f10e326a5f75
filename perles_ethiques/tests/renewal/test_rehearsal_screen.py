from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, freeze_time, new_test_user, tagged

from .rehearsal import EVENING, RehearsalCommon


@tagged('post_install', '-at_install')
class TestRehearsalScreen(RehearsalCommon, TransactionCase):
    """The screen of the rehearsal: its night, its lists, who may see it."""

    def test_the_default_night(self):
        """The next day with something due; what failed before does not hold it back."""
        failed = self._member_since('2026-12-01')
        failed.partner_id.street = False
        self._member_since('2026-12-20', number=1)
        self._member_since('2026-12-18', number=2)
        with freeze_time(EVENING):
            rehearsal = self.env['perles.renewal.rehearsal'].create({})
            self.assertEqual(rehearsal.day, date(2027, 12, 18))
            self.assertEqual(rehearsal.due_count, 2)

    def test_nothing_due(self):
        with freeze_time('2031-01-01 10:00:00'):
            self.env['perles.membership'].search([('renews_on', '!=', False)])\
                .sudo().leaves_on = date(2031, 1, 1)
            rehearsal = self.env['perles.renewal.rehearsal'].create({})
            self.assertEqual(rehearsal.day, date(2031, 1, 1))

    def test_a_night_that_has_passed(self):
        with self.assertRaisesRegex(UserError, "passed"):
            self._rehearse(day=date(2027, 12, 9))

    def test_again(self):
        """A second rehearsal takes the place of the first."""
        membership = self._member_since('2026-12-15')
        membership.partner_id.street = False
        rehearsal = self._rehearse()
        self.assertEqual(rehearsal.fail_count, 1)
        membership.partner_id.street = "1 rue des Lices"
        with freeze_time(EVENING), self.enter_registry_test_mode():
            rehearsal.action_rehearse()
        self.assertEqual((rehearsal.fail_count, rehearsal.bill_count), (0, 1))
        self.assertEqual(len(rehearsal.line_ids), 1)

    def test_lists(self):
        membership = self._member_since('2026-12-15')
        membership.partner_id.street = False
        rehearsal = self._rehearse()
        action = rehearsal.action_view_failures()
        lines = self.env[action['res_model']].with_user(self.employee).search(action['domain'])
        self.assertEqual(lines.membership_id, membership)
        self.assertTrue(action['context']['search_default_fail'])
        opened = lines.action_open_membership()
        self.assertEqual((opened['res_model'], opened['res_id']), (membership._name, membership.id))

    def test_for_the_team_only(self):
        nobody = new_test_user(self.env, 'rehearsal_nobody', 'base.group_user')
        with self.assertRaises(AccessError):
            self.env['perles.renewal.rehearsal'].with_user(nobody).create({'day': '2027-12-15'})
