from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..clause import clause
from .termination import TerminationCommon


@tagged('post_install', '-at_install')
class TestTeam(TerminationCommon):

    def setUp(self):
        super().setUp()
        with freeze_time('2027-12-14 22:58:00'):
            self.termination = self._notify_as_guest(
                email='typo@luz.example', contract_ref=self.membership.name,
            )
            self._run_clock('match_terminations')

    def _decide(self, **values):
        wizard = self.env['perles.termination.decision'].with_user(self.employee).create({
            'termination_id': self.termination.id, **values,
        })
        return wizard

    def _card(self):
        return self.env.ref('perles_ethiques.today_card_terminations').with_user(self.employee)

    @clause('000-16')
    def test_attached_later_with_the_instant_of_the_click(self):
        self.assertEqual(self.termination.state, 'review')
        self.assertEqual(self._card().count, 1)
        with freeze_time('2027-12-20 10:00:00'):
            wizard = self._decide()
            self.assertEqual(wizard.membership_id, self.membership)
            wizard.action_confirm()
        self.assertEqual(self.termination.state, 'applied')
        self.assertEqual(self.termination.last_day, date(2027, 12, 14))
        self.assertEqual(self._notices(self.termination, 'leaving').partner_id,
                         self.membership.contact_id)
        self.assertFalse(self.termination.activity_ids)
        self._card().invalidate_recordset()
        self.assertEqual(self._card().count, 0)

    def test_refused_with_a_reason(self):
        with self.assertRaises(UserError):
            self._decide(decision='refuse', reason=" ").action_confirm()
        self._decide(decision='refuse', reason="A joke").action_confirm()
        self.assertEqual(self.termination.state, 'refused')
        self.assertEqual(self.termination.refusal_reason, "A joke")
        self.assertFalse(self._notices(self.termination))
        with self.assertRaises(UserError):
            self._decide(membership_id=self.membership.id).action_confirm()

    def test_nothing_chosen(self):
        wizard = self._decide()
        wizard.membership_id = False
        with self.assertRaises(UserError):
            wizard.action_confirm()

    def test_form_of_the_decision(self):
        action = self.termination.with_user(self.employee).action_decide()
        with Form(self.env[action['res_model']].with_user(self.employee)
                  .with_context(**action['context'])) as form:
            form.membership_id = self.membership
        form.save().action_confirm()
        self.assertEqual(self.termination.state, 'applied')

    def test_a_letter_that_came(self):
        wizard = self.env['perles.termination.record'].with_user(self.employee).create({
            'membership_id': self.membership.id, 'kind': 'termination',
            'received_at': '2027-12-10 09:00:00',
        })
        with freeze_time('2027-12-10 08:00:00'), self.assertRaises(UserError):
            wizard.action_confirm()
        with freeze_time('2027-12-16 10:00:00'):
            wizard.action_confirm()
        termination = self.membership.termination_ids
        self.assertEqual(termination.channel, 'team')
        self.assertEqual(termination.create_uid, self.employee)
        self.assertEqual(termination.last_day, date(2027, 12, 14))
        self.assertEqual(self._notices(termination).kind, 'leaving')

    def test_what_waits_too_long_stands_on_the_pile(self):
        with freeze_time('2027-12-20 10:00:00'):
            self._notify_as_guest(contract_ref=False)
            self.assertEqual(self._card().count, 1)
        with freeze_time('2027-12-20 12:00:01'):
            self._card().invalidate_recordset()
            self.assertEqual(self._card().count, 2)
