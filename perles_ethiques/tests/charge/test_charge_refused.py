

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ...models.charge.payment_transaction import _is_refusal
from ..kit.payments import REFUSAL, OneMemberCommon, status, unanswered

BATCH = 'odoo.addons.perles_ethiques.models.base.perles_batch_mixin'


@tagged('post_install', '-at_install')
class TestChargeRefused(OneMemberCommon):
    """What is a refusal of the card, and what is not."""

    def test_refusals(self):
        for number, error in enumerate([status(402), status(400), None]):
            with self.subTest(error=error):
                membership, period = self._billed(number=number)

                def refuse(transaction, error=error):
                    if error:
                        unanswered(error)(transaction)
                    raise ValidationError(REFUSAL)

                self._provider(refuse)
                for hour in (7, 8, 9):
                    self._charge(f'2027-12-15 {hour:02}:00:00')
                self.assertEqual(period.charge_id.state, 'error')
                self.assertEqual(len(self._notices(membership, 'charge_refused')), 1)
                self.assertFalse(period.charge_to_check)
        self.assertEqual(len(self.calls), 3)

    def test_states_of_the_demo_provider(self):
        for state, mails in (('error', 1), ('cancel', 1), ('pending', 0)):
            with self.subTest(state):
                membership, period = self._billed(state, number=state)
                self._charge('2027-12-15 07:00:00')
                self._charge('2027-12-15 08:00:00')
                self.assertEqual(period.charge_id.state, state)
                self.assertEqual(len(self._notices(membership, 'charge_refused')), mails)
                self.assertEqual(len(period.invoice_id.transaction_ids), 1)

    def test_refusal_read_from_its_cause(self):
        self.assertTrue(_is_refusal(ValidationError("no")))
        self.assertFalse(_is_refusal(KeyError("no")))
