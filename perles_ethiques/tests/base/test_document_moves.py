from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ..kit.documents import DocumentCommon


@tagged('post_install', '-at_install')
class TestMoves(DocumentCommon):
    """One declaration drives the button, the method and the dragged card."""

    def setUp(self):
        super().setUp()
        self.membership = self._join()

    def test_a_dragged_card_makes_the_declared_move(self):
        order = self.membership.order_id
        self.membership.with_user(self.employee).web_save({'state': 'cancelled'}, {'state': {}})
        self.assertEqual((self.membership.state, order.state), ('cancelled', 'cancel'))
        joining = self.env['perles.joining'].create(self._joining_values())
        joining.with_user(self.employee).write({'state': 'closed'})
        self.assertEqual(joining.state, 'closed')

    def test_the_client_lets_a_card_start(self):
        for model in ('perles.membership', 'perles.joining'):
            state = self.env[model].with_user(self.employee).fields_get(['state'])['state']
            self.assertFalse(state['readonly'])

    def test_a_card_that_may_not_move(self):
        self._pay_by_card(self.membership)
        for state in ('draft', 'pending', 'cancelled', 'withdrawn'):
            with self.assertRaisesRegex(
                UserError, f"{self.membership.name}.*its buttons do",
            ) as refusal:
                self.membership.with_user(self.employee).write({'state': state})
            # its window would be titled as if a right were missing
            self.assertNotIsInstance(refusal.exception, AccessError)
        self.assertEqual(self.membership.state, 'active')

    def test_several_cards_of_which_one_may_not_move(self):
        paid = self._member(email='paid@luz.example')
        with self.assertRaisesRegex(UserError, paid.name), self.env.cr.savepoint():
            (self.membership | paid).with_user(self.employee).write({'state': 'cancelled'})
        (self.membership | self._join(email='b@luz.example')).write({'state': 'cancelled'})
        self.assertEqual(self.membership.state, 'cancelled')

    def test_a_member_drags_nothing(self):
        portal = self._portal_user(self.membership.contact_id)
        for state in ('cancelled', 'active'):
            with self.assertRaises(AccessError):
                self.membership.with_user(portal).write({'state': state})
        self.assertEqual(self.membership.state, 'draft')

    def test_wrong_state_is_named(self):
        with self.assertRaises(UserError) as refusal:
            self.membership._move('undo_payment')
        self.assertNotIsInstance(refusal.exception, AccessError)
        for words in (self.membership.name, "“Draft”", "“Awaiting payment”"):
            self.assertIn(words, str(refusal.exception))

    def test_groups(self):
        """A move without a group belongs to the house; the others to their group."""
        portal = self._portal_user(self.membership.contact_id)
        for user, name in (
            (self.manager, 'activate'), (self.employee, 'await_payment'), (portal, 'cancel'),
        ):
            with self.assertRaises(AccessError, msg=name):
                self.membership.with_user(user)._move(name)
        self.assertEqual(self.membership.state, 'draft')
        self.membership.with_user(self.employee).action_cancel()
        self.assertEqual(self.membership.state, 'cancelled')

    def test_the_button_says_what_the_method_does(self):
        view = self.env.ref('perles_ethiques.perles_membership_view_form')
        arch = self.env['perles.membership'].get_view(view.id)['arch']
        hidden = arch.split('name="action_cancel"')[1].split('invisible="')[1].split('"')[0]
        everybody = self._everybody(self.membership)
        for state in ('draft', 'pending', 'active', 'cancelled', 'withdrawn'):
            self.membership._write_state(state)
            for user in everybody:
                document = self.membership.with_user(user)
                allowed = {n for n in document._transitions if document._can_move(n)}
                self.assertEqual(set((document.allowed_moves or '').strip(',').split(',')),
                                 allowed or {''})
                self.assertEqual(
                    safe_eval(hidden, {'allowed_moves': document.allowed_moves}),
                    'cancel' not in allowed, (user.login, state),
                )

    def test_a_move_is_told_in_the_chatter(self):
        self.flush_tracking()
        self.membership.action_cancel()
        self.flush_tracking()
        values = self.membership.message_ids.sudo().tracking_value_ids
        self.assertIn("Cancelled", values.mapped('new_value_char'))
