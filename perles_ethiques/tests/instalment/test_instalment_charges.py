from odoo.tests import tagged

from ..kit.payments import Killed
from ..kit.sales import SaleCommon


@tagged('post_install', '-at_install')
class TestInstalmentCharges(SaleCommon):
    """The card that was saved with the first share."""

    def setUp(self):
        super().setUp()
        self.order = self._ordered()
        self.invoice = self.order.invoice_ids
        self.second = self.invoice.perles_instalment_ids.filtered(lambda s: s.number == 2)

    def _save_card(self, state='done'):
        token = self._card_of(self.order.partner_id, state)
        self._pay_share(self.invoice, token_id=token.id)
        return token

    def test_a_card_is_charged_on_its_day_once(self):
        token = self._save_card()
        self.assertEqual(self.invoice.perles_token_id, token)
        self._run_clock('charge_instalments', '2027-01-14 22:59:59')
        self.assertFalse(self.second.charge_id)
        for instant in ('2027-01-14 23:00:00', '2027-01-15 08:00:00', '2027-01-16 08:00:00'):
            self._run_clock('charge_instalments', instant)
            self._run_clock('remind_instalments', instant)
            self.assertEqual(self._left(self.invoice), [0.0, 0.0, 100.01])
        self.assertEqual(len(self.invoice.transaction_ids), 2)
        self.assertEqual(self.second.charge_id.amount, 100.0)
        self.assertFalse(self._notices(self.second))
        self._run_clock('charge_instalments', '2027-02-15 08:00:00')
        self.assertEqual(self._left(self.invoice), [0.0, 0.0, 0.0])
        self.assertIn(self.invoice.payment_state, ('paid', 'in_payment'))

    def test_a_refused_card_is_told_and_not_asked_again(self):
        self._save_card('error')
        for instant in ('2027-01-15 08:00:00', '2027-01-15 09:00:00'):
            self._run_clock('charge_instalments', instant)
        self.assertEqual(self._left(self.invoice), [0.0, 100.0, 100.01])
        self.assertEqual(len(self.invoice.transaction_ids), 2)
        self.assertEqual(self._notices(self.second).mapped('kind'), ['instalment_refused'])

    def test_the_attempt_is_written_before_the_provider_is_called(self):
        self._save_card()
        transactions = self.registry['payment.transaction']
        demo = transactions._send_payment_request

        def die(transaction):
            raise Killed

        self._provider(die)
        self._charge_and_die('2027-01-15 08:00:00', model='perles.instalment')
        self.assertEqual(self.second.charge_id.state, 'draft')
        self.patch(transactions, '_send_payment_request', demo)
        # nobody knows: the team is asked, the card is not charged again
        self._run_clock('charge_instalments', '2027-01-15 08:03:00')
        self.assertEqual(self.second.charge_id.state, 'draft')
        self.assertTrue(self.second.charge_to_check)
        self.assertEqual(self.second.activity_ids.mapped('summary'), ["Was this card charged?"])
        self.second.with_user(self.employee).action_charge_taken()
        self.assertEqual(self._left(self.invoice), [0.0, 0.0, 100.01])
        self.assertFalse(self.second.charge_to_check or self.second.activity_ids)

    def test_another_card_is_not_kept(self):
        stranger = self.env['res.partner'].create({'name': "Friend"})
        self._pay_share(self.invoice, token_id=self._card_of(stranger).id)
        self.assertFalse(self.invoice.perles_token_id)
