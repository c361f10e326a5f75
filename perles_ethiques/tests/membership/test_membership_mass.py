from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from ...models.leaving import perles_membership_actions
from ..clause import clause
from ..kit.payments import PaymentCommon

TODAY = '2027-12-01 10:00:00'


@tagged('post_install', '-at_install')
class TestMass(PaymentCommon, TransactionCase):
    """What is done to many obeys the rules of what is done to one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = cls._member_since('2026-12-15') | cls._member_since('2026-12-15', 1)

    def setUp(self):
        super().setUp()
        self.enterContext(freeze_time(TODAY))
        self.pending = self._join(email='pending@luz.example')
        self.all = (self.members[0] | self.pending | self.members[1]).with_user(self.employee)

    def _message(self, told):
        self.assertEqual(told['tag'], 'display_notification')
        return told['params']['message']

    @clause('000-09')
    def test_do_not_renew(self):
        told = self.all.action_leave_all()
        self.assertEqual(self.members.mapped('leaves_on'), [date(2027, 12, 14)] * 2)
        self.assertFalse(self.pending.leaves_on)
        message = self._message(told)
        self.assertIn("Done: 2.", message)
        self.assertIn("Refused: 1.", message)
        self.assertIn(self.pending.partner_id.display_name, message)
        self.assertIn("nothing to leave", message)
        self.assertTrue(told['params']['sticky'])
        # recorded as a request, and acknowledged, like any other
        requests = self.members.termination_ids
        self.assertEqual(requests.mapped('channel'), ['team'] * 2)
        self.assertEqual(len(requests.mapped(lambda t: self._notices(t, 'leaving'))), 2)
        # asked again, each is refused
        self.assertIn("Refused: 3.", self._message(self.all.action_leave_all()))

    def test_same_as_one(self):
        """The single action refuses what the many refuse, in the same words."""
        with self.assertRaises(UserError) as caught:
            self.pending.with_user(self.employee).action_leave()
        self.assertIn(str(caught.exception), self._message(self.all.action_leave_all()))

    def test_take_back(self):
        self.members[0].with_user(self.employee).action_leave()
        told = self.members.with_user(self.employee).action_stay_all()
        self.assertFalse(self.members[0].leaves_on)
        self.assertEqual(self.members[0].termination_ids.state, 'undone')
        self.assertIn("Done: 1.", self._message(told))
        self.assertIn("Nobody asked to leave.", self._message(told))

    def test_take_back_what_the_team_wrote(self):
        """A last day without a request behind it is taken back too."""
        self.members[0]._leave_on(date(2027, 12, 14))
        self.members[0].with_user(self.employee).action_stay()
        self.assertFalse(self.members[0].leaves_on)

    def test_a_long_list_of_refusals(self):
        told = self.all._tell_mass(0, {f'reason {n}': [f'm{k}' for k in range(9)]
                                       for n in range(8)}, 0)
        message = self._message(told)
        self.assertIn("Refused: 72.", message)
        self.assertIn("m0, m1, m2, m3, m4 (+ 4) – reason 4", message)
        self.assertNotIn("reason 5", message)

    def test_all_done_is_not_sticky(self):
        told = self.members.with_user(self.employee).action_leave_all()
        self.assertEqual(
            (told['params']['type'], told['params']['sticky']), ('success', False),
        )

    def test_cancel(self):
        told = self.all.action_cancel_all()
        self.assertEqual(self.pending.state, 'cancelled')
        self.assertEqual(self.members.mapped('state'), ['active', 'active'])
        self.assertIn("Done: 1.", self._message(told))

    @clause('000-13')
    def test_bill_again(self):
        mended, broken = self.members
        self.members.partner_id.street = False
        self._run_clock('renew', '2027-12-15 06:00:00')
        mended.partner_id.street = "1 rue des Lices"
        with freeze_time('2027-12-15 07:00:00'):
            told = self.all.action_renew_all()
        self.assertEqual([len(m.period_ids) for m in (mended, broken)], [2, 1])
        message = self._message(told)
        self.assertIn("Done: 1.", message)
        self.assertIn("Refused: 2.", message)
        self.assertIn("address", message)

    def test_an_error_stays_with_its_record(self):
        """What was half done of one is undone; its neighbours are done."""
        model = self.registry['perles.membership']
        leave = model._leave_on

        def stumble(membership, *terms):
            leave(membership, *terms)
            if membership == self.members[0]:
                raise KeyError('no_such_key')

        self.patch(model, '_leave_on', stumble)
        with mute_logger('odoo.addons.perles_ethiques.models.leaving.perles_membership_actions'):
            told = self.members.with_user(self.employee).action_leave_all()
        self.assertEqual(self.members.mapped('leaves_on'), [False, date(2027, 12, 14)])
        self.assertIn("no_such_key", self._message(told))

    def test_for_want_of_time(self):
        self.patch(self.registry['perles.membership'], '_refusal_of', lambda *args: False)
        with patch.object(perles_membership_actions, 'TIME_LIMIT', -1):
            told = self.all.action_leave_all()
        self.assertIn("want of time: 3", self._message(told))

    def test_the_team_only(self):
        customer = self._portal_user(self.members[0].contact_id)
        nobody = new_test_user(self.env, 'mass_nobody', 'base.group_user')
        for user in (customer, nobody):
            own = self.members[0].with_user(user)
            for action in (own.action_leave, own.action_stay):
                with self.assertRaises(AccessError):
                    action()
        self.assertFalse(self.members[0].leaves_on)

    def test_bound_to_the_list_for_the_team(self):
        for name in ('leave', 'stay', 'renew', 'cancel'):
            action = self.env.ref(f'perles_ethiques.membership_mass_{name}')
            self.assertEqual(action.binding_model_id.model, 'perles.membership')
            self.assertEqual(action.binding_view_types, 'list')
            self.assertEqual(action.group_ids, self.env.ref('perles_ethiques.group_perles_user'))

    def _asked(self, name, memberships):
        """The question that stands before a gesture of the list."""
        action = self.env.ref(f'perles_ethiques.membership_mass_{name}').with_user(
            self.employee,
        ).with_context(active_model='perles.membership', active_ids=memberships.ids).run()
        self.assertEqual((action.get('res_model'), action.get('target')),
                         ('perles.membership.gesture', 'new'))
        return self.env[action['res_model']].with_user(self.employee).browse(action['res_id'])

    def test_nothing_is_done_before_the_question(self):
        """How many, whom, which mails: said before, done by *Yes* alone."""
        wizard = self._asked('leave', self.all)
        self.assertEqual(wizard.able_ids, self.members)
        self.assertIn("2 memberships will end", wizard.question)
        self.assertIn("mail", wizard.question)
        self.assertIn(self.pending.partner_id.display_name, wizard.refused)
        self.assertFalse(any(self.members.mapped('leaves_on')))
        self.assertFalse(self.members.termination_ids)
        told = wizard.action_confirm()
        self.assertIn("Done: 2.", self._message(told))
        self.assertEqual(len(self.members.termination_ids), 2)

    def test_every_gesture_asks(self):
        self.members[0].with_user(self.employee).action_leave()
        expected = {
            'leave': self.members[1], 'stay': self.members[0], 'cancel': self.pending,
            'renew': self.members.browse(),
        }
        for name, able in expected.items():
            with self.subTest(gesture=name):
                wizard = self._asked(name, self.all)
                self.assertEqual(wizard.able_ids, able)
                self.assertTrue(wizard.question)
                self.assertEqual(bool(able), f'{len(able)} ' in wizard.question)
                self.assertNotRegex(wizard.question, r"^1 (memberships|renewals)")
