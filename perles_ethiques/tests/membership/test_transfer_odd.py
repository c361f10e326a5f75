from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ...tools.calendars import paris_date
from ..kit.members import MemberCommon


@tagged('post_install', '-at_install')
class TestOddTransfer(MemberCommon):
    """A transfer that is short, too much or paid twice is refused, and leaves a trace."""

    def setUp(self):
        super().setUp()
        self.membership = self._join()
        self._choose_transfer(self.membership)

    def _wizard(self, **values):
        return self.env['perles.payment.received'].with_user(self.employee).create({
            'membership_id': self.membership.id, **values,
        })

    def _write_history(self):
        """What changed is written into the history at the end of the transaction."""
        self.env.flush_all()
        self.env.cr.precommit.run()

    def _pile(self):
        self.env.invalidate_all()
        pile = self.env.ref('perles_ethiques.today_card_odd_transfers')
        return pile.with_user(self.employee)

    def _assert_noted(self, *words):
        note = self.membership.odd_transfer or ''
        for word in words:
            self.assertIn(word, note)
        history = self.membership.message_ids.tracking_value_ids.mapped('new_value_text')
        self.assertIn(note, history)
        listed = self.env['perles.membership'].with_user(self.employee).search(
            safe_eval(self._pile().action_open()['domain']),
        )
        self.assertIn(self.membership, listed)

    def test_short(self):
        before = self._pile().count
        wizard = self._wizard(amount=100.0)
        self.assertIn("116", wizard.misfit)
        told = wizard.action_note()
        self._write_history()
        self.assertIn("Nothing was booked", told['params']['message'])
        self._assert_noted("100", "216", "116", "missing")
        self.assertEqual(self._pile().count, before + 1)
        self.assertEqual(self.membership.state, 'pending')
        self.assertFalse(self.membership.invoice_ids)
        # another one is booked: what became of the first one is still to be seen to
        self._wizard(amount=216.0).action_confirm()
        self.assertEqual(self.membership.state, 'active')
        self._assert_noted("100", "216", "116", "missing")
        self.assertEqual(self._pile().count, before + 1)
        self.membership.with_user(self.employee).action_settle_odd_transfer()
        self.assertEqual(self._pile().count, before)

    def test_each_one_is_kept(self):
        """Two transfers that do not fit are two: both stand there until they are seen to."""
        for amount in (100.0, 261.0):
            self._wizard(amount=amount).action_note()
        self._write_history()
        self._assert_noted("100", "116", "missing", "261", "45", "too much")
        self.assertEqual(len(self.membership.odd_transfer.splitlines()), 2)
        self.membership.with_user(self.employee).action_settle_odd_transfer()
        self.assertFalse(self.membership.odd_transfer)

    def test_too_much(self):
        wizard = self._wizard(amount=261.0)
        wizard.action_note()
        self._write_history()
        self._assert_noted("261", "45", "too much")

    def test_twice(self):
        self._wizard().action_confirm()
        self.assertFalse(self.membership.transfer_expected)
        wizard = self._wizard(amount=216.0)
        wizard.action_note()
        self._write_history()
        self._assert_noted("216", "nothing was awaited")
        self.assertEqual(len(self.membership.invoice_ids), 1)
        self.membership.with_user(self.employee).action_settle_odd_transfer()
        self.assertFalse(self.membership.odd_transfer)

    def test_what_fits_is_no_note(self):
        self.assertFalse(self._wizard().misfit)
        for values in (
            {}, {'amount': 0.0}, {'amount': -5.0}, {'amount': float('nan')},
            {'amount': 100.0, 'date': paris_date(fields.Datetime.now()) + timedelta(days=1)},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                self._wizard(**values).action_note()
        self.assertFalse(self.membership.odd_transfer)

    def test_the_team_only(self):
        user = self._portal_user(self.membership.contact_id)
        with self.assertRaises(AccessError):
            self.membership.with_user(user).action_settle_odd_transfer()
        with self.assertRaises(AccessError):
            self.membership.with_user(self.employee).odd_transfer = "forged"
