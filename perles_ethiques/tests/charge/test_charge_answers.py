from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import TransactionCase, freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from ...exceptions import ConsentMissing
from ..clause import clause
from ..kit.payments import OneMemberCommon

BATCH = 'odoo.addons.perles_ethiques.models.base.perles_batch_mixin'


@tagged('post_install', '-at_install')
class TestChargeAnswers(OneMemberCommon, TransactionCase):

    def _silent(self, **values):
        """A charge that the provider never answered, and that the team is asked about."""
        membership, period = self._billed(**values)
        self._provider(lambda _transaction: None)
        self._charge('2027-12-15 07:00:00')
        self._charge('2027-12-15 08:00:00')
        return membership, period

    def test_team_saw_the_money(self):
        membership, period = self._silent()
        with freeze_time('2027-12-15 09:00:00'):
            period.with_user(self.employee).action_charge_taken()
        self.assertEqual(period.charge_id.state, 'done')
        self.assertEqual(period.invoice_id.payment_state, 'paid')
        self.assertFalse(period.charge_to_check)
        self.assertFalse(membership.activity_ids)
        for action in ('action_charge_taken', 'action_charge_not_taken'):
            with self.assertRaises(UserError):
                getattr(period.with_user(self.employee), action)()

    def test_team_saw_no_money_but_it_comes(self):
        membership, period = self._silent()
        period.with_user(self.employee).action_charge_not_taken()
        self.assertEqual(len(self._notices(membership, 'charge_refused')), 1)
        self._charge('2027-12-15 10:00:00')
        self.assertEqual(len(self.calls), 1)
        self._notify(period.charge_id)
        period.charge_id._post_process()
        self.assertEqual(period.invoice_id.payment_state, 'paid')

    def test_who_may_answer(self):
        membership, period = self._silent()
        portal = self._portal_user(membership.contact_id)
        other = self.env['res.company'].create({'name': "Elsewhere"})
        stranger = new_test_user(
            self.env, 'perles_elsewhere', 'perles_ethiques.group_perles_manager',
            company_id=other.id, company_ids=[Command.set(other.ids)],
        )
        for user in (portal, stranger, self.env.ref('base.public_user')):
            for action in ('action_charge_taken', 'action_charge_not_taken'):
                with self.subTest(user=user.login, action=action), self.assertRaises(AccessError):
                    getattr(period.with_user(user), action)()
        self.assertTrue(period.charge_to_check)

    def test_provider_answers_before_the_team(self):
        membership, period = self._silent()
        self._notify(period.charge_id)
        self.assertFalse(period.charge_to_check)
        self.assertFalse(membership.activity_ids)

    def test_provider_that_can_be_asked(self):
        def ask(transaction):
            transaction._set_done()
            return True

        self.patch(self.registry['payment.transaction'], '_perles_ask_outcome', ask)
        membership, period = self._silent()
        self.assertEqual(period.charge_id.state, 'done')
        self.assertFalse(membership.activity_ids)
        self.assertEqual(len(self.calls), 1)

    def test_question_that_fails(self):
        self.patch(
            self.registry['payment.transaction'], '_perles_ask_outcome', lambda _tx: 1 / 0,
        )
        with mute_logger('odoo.addons.perles_ethiques.models.charge.perles_charge_mixin_answer'):
            _membership, period = self._silent()
        self.assertTrue(period.charge_to_check)

    def test_pending_for_ever(self):
        membership, period = self._billed('pending')
        self._charge('2027-12-15 07:00:00')
        self._charge('2027-12-22 07:00:00')
        self.assertFalse(period.charge_to_check)
        self._charge('2027-12-22 07:00:01')
        self.assertTrue(period.charge_to_check)
        period.with_user(self.employee).action_charge_not_taken()
        self.assertEqual(period.charge_id.state, 'error')
        self.assertEqual(len(self._notices(membership, 'charge_refused')), 1)

    def test_late_and_twice(self):
        _membership, period = self._billed('pending')
        self._charge()
        for _time in range(2):
            self._notify(period.charge_id)
            period.charge_id._post_process()
        self.assertEqual(period.invoice_id.payment_state, 'paid')
        self.assertEqual(len(period.invoice_id.matched_payment_ids), 1)

    def test_nobody_else_pays_while_the_card_is_charged(self):
        for state in ('draft', 'pending'):
            with self.subTest(state):
                membership, period = self._billed(number=state)
                self._provider(lambda tx, state=state: state == 'draft' or tx._set_pending())
                self._charge()
                self.assertEqual(period.charge_id.state, state)
                with self.assertRaises(ConsentMissing) as refusal, self.cr.savepoint():
                    self._transaction_on(period.invoice_id)
                self.assertIn("being charged", str(refusal.exception))
                with self.assertRaises(UserError), freeze_time('2027-12-15 08:00:00'):
                    membership._receive_transfer(membership._today(), 216.0)

    def test_card_waits_for_who_pays_by_hand(self):
        _membership, period = self._billed()
        self._provider()
        with freeze_time('2027-12-15 06:45:00'):
            transaction = self._transaction_on(period.invoice_id)
        self._charge('2027-12-15 07:14:59')
        self.assertEqual(self.calls, [])
        self._notify(transaction, 'pending')
        self._charge('2027-12-15 08:00:00')
        self.assertEqual(self.calls, [])
        self._notify(transaction, 'error')
        self._charge('2027-12-15 09:00:00')
        self.assertEqual(len(self.calls), 1)

    def test_page_left_open_does_not_hold_for_ever(self):
        _membership, period = self._billed()
        self._provider()
        with freeze_time('2027-12-15 06:45:00'):
            transaction = self._transaction_on(period.invoice_id)
        self._charge('2027-12-15 07:15:00')
        self.assertEqual(period.invoice_id.payment_state, 'paid')
        # the page is answered all the same: both are kept, and somebody pays one back
        self._notify(transaction)
        transaction._post_process()
        self.assertEqual(self._summaries(period.membership_id), ["Paid more than what was due"])

    @clause('000-11')
    def test_paid_by_hand_is_never_charged_again(self):
        """Not even when that payment is taken back, as in a dispute."""
        membership, period = self._billed()
        self._provider()
        transaction = self._pay_on(period.invoice_id, '2027-12-15 06:30:00')
        self._charge('2027-12-15 08:00:00')
        transaction.payment_id.action_cancel()
        self.assertTrue(period.unpaid_since)
        self._charge('2028-01-02 08:00:00')
        self.assertEqual(self.calls, [])
        self.assertEqual(self._summaries(membership), ["Payment undone"])

    def test_cards_that_are_not_charged(self):
        other = self.env['res.partner'].create({'name': "Somebody else"})
        cases = {
            'archived': lambda m: m.token_id.write({'active': False}),
            'removed': lambda m: m.write({'token_id': False}),
            'left': lambda m: m._write_state('ended'),
            'closed': lambda m: m._write_state('closed'),
            'cancelled': lambda m: m.period_ids[:1].invoice_id.button_cancel(),
            'draft': lambda m: m.period_ids[:1].invoice_id.button_draft(),
            'credited': lambda m: m.period_ids[:1].invoice_id._reverse_moves().action_post(),
            'foreign': lambda m: m.token_id.write({'partner_id': other.id}),
        }
        self._provider()
        for number, damage in cases.items():
            membership, _period = self._billed(number=number)
            damage(membership)
        with mute_logger(BATCH):
            self._charge('2027-12-15 07:00:00')
            self._charge('2027-12-15 08:00:00')
        self.assertEqual(self.calls, [])
        self.assertEqual(
            self._summaries(membership), ["The card on file cannot be charged"],
        )
        self._billed(number='disabled')
        self.card.state = 'disabled'
        self._charge('2027-12-15 09:00:00')
        self.assertEqual(self.calls, [])
