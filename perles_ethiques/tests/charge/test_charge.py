from unittest.mock import patch

import requests

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import TransactionCase, freeze_time, tagged
from odoo.tools import mute_logger

from ..clause import clause
from ..kit.payments import ACCOUNTS, Killed, OneMemberCommon, status, unanswered

BATCH = 'odoo.addons.perles_ethiques.models.base.perles_batch_mixin'


@tagged('post_install', '-at_install')
class TestCharge(OneMemberCommon, TransactionCase):

    @clause('000-11')
    def test_charged_once_whatever_runs(self):
        _membership, period = self._billed()
        self._provider()
        for hour in range(7, 12):
            self._charge(f'2027-12-15 {hour:02}:00:00')
        self.assertEqual(self.calls, [period._charge_reference()])
        self.assertEqual(period.charge_id.amount, 216.0)
        self.assertEqual(period.invoice_id.payment_state, 'paid')
        self.assertFalse(period.unpaid_since)

    def test_not_before_the_due_date(self):
        self.company.perles_due_days = 10
        _membership, period = self._billed()
        self._provider()
        self._charge('2027-12-24 22:59:59')
        self.assertEqual(self.calls, [])
        self._charge('2027-12-24 23:00:00')
        self.assertEqual(self.calls, [period._charge_reference()])

    @clause('000-11')
    def test_killed_while_the_provider_is_called(self):
        membership, period = self._billed()

        def die(_transaction):
            raise Killed

        self._provider(die)
        self._charge_and_die('2027-12-15 07:00:00')
        self.assertEqual(period.charge_id.state, 'draft')
        self._charge('2027-12-15 07:02:00')
        self.assertFalse(period.charge_to_check)
        for hour in range(8, 12):
            self._charge(f'2027-12-15 {hour:02}:00:01')
        self.assertEqual(len(self.calls), 1)
        self.assertTrue(period.charge_to_check)
        self.assertEqual(self._summaries(membership), ["Was this card charged?"])

    @clause('000-11')
    def test_killed_between_the_attempt_and_the_call(self):
        _membership, period = self._billed()
        self._provider()

        def die(_periods):
            raise Killed

        self.patch(self.registry['perles.membership.period'], '_send_charge', die)
        self._charge_and_die()
        self.assertEqual(period.charge_id.state, 'draft')
        self._charge('2027-12-15 09:00:00')
        self.assertTrue(period.charge_to_check)
        self.assertEqual(self.calls, [])

    def test_no_answer_is_no_refusal(self):
        errors = [
            requests.Timeout(), requests.ConnectionError(), status(500), status(503), status(409),
            status(429), status(401), requests.exceptions.JSONDecodeError("no", "", 0),
            requests.HTTPError(), requests.exceptions.ChunkedEncodingError(),
        ]
        for number, error in enumerate(errors):
            with self.subTest(error=error):
                membership, period = self._billed(number=number)
                self._provider(unanswered(error))
                with mute_logger(BATCH):
                    self._charge()
                self.assertEqual(period.charge_id.state, 'draft')
                self.assertFalse(self._notices(membership, 'charge_refused'))
                self._charge('2027-12-15 09:00:00')
                self.assertTrue(period.charge_to_check)
        self.assertEqual(len(self.calls), len(set(self.calls)))

    def test_provider_that_turns_silence_into_an_error_itself(self):
        """As the one of Stripe, which catches what its call raises."""
        membership, period = self._billed()
        self.patch(
            self.registry['payment.provider'], '_send_api_request',
            lambda provider, *_args, **_options: unanswered(requests.Timeout())(provider),
        )

        def stripe(transaction):
            try:
                transaction._send_api_request('POST', 'payment_intents')
            except ValidationError as error:
                transaction._set_error(str(error))

        self._provider(stripe)
        with mute_logger(BATCH):
            self._charge()
        self.assertEqual(period.charge_id.state, 'draft')
        self.assertFalse(self._notices(membership, 'charge_refused'))

    def test_whatever_breaks_one_delays_nobody(self):
        """Not prepared, not sent, not written, not booked: each stays with its period."""
        errors = [KeyError('id'), UserError("no"), AccessError("no"), ZeroDivisionError(), None]
        periods = [self._billed(number=number)[1] for number in range(5)]
        by_reference = {
            period._charge_reference(): error
            for period, error in zip(periods, errors, strict=True)
        }

        def answer(transaction):
            if error := by_reference[transaction.reference]:
                raise error
            transaction._set_done()

        self._provider(answer)
        with mute_logger(BATCH):
            self._charge()
            self._charge('2027-12-15 09:00:00')
        self.assertEqual(len(self.calls), 5)
        self.assertEqual([period.charge_id.state for period in periods], ['draft'] * 4 + ['done'])
        self.assertEqual([period.charge_to_check for period in periods], [True] * 4 + [False])

    def test_what_is_billed_meanwhile_is_charged_in_the_same_run(self):
        """The call of the billing clock is not heard by a clock that is at work."""
        _membership, period = self._billed()
        other, late = self._billed(state=None, email='late@luz.example')
        token = self._card_on_file(other)
        other.token_id = False
        model = self.registry['perles.membership.period']
        charge_alone = model._charge_alone

        def charge_and_let_another_come(period, domain):
            charge_alone(period, domain)
            other.with_env(period.env).token_id = token.id

        self._provider()
        with patch.object(model, '_charge_alone', charge_and_let_another_come):
            self._charge()
        self.assertEqual(len(self.calls), 2)
        self.assertEqual((period | late).mapped('charge_id.state'), ['done', 'done'])

    def test_answer_survives_what_breaks_after_it(self):
        """The money is booked later: its answer is committed first."""
        _membership, period = self._billed()
        self._provider()
        with mute_logger(BATCH), patch.object(
            self.registry['payment.transaction'], '_create_payment', lambda tx, **v: 1 / 0,
        ):
            self._charge()
        self.assertEqual(period.charge_id.state, 'done')
        self.assertEqual(period.invoice_id.payment_state, 'not_paid')
        with freeze_time('2027-12-15 07:10:00'):
            period.charge_id._post_process()
        self.assertEqual(period.invoice_id.payment_state, 'paid')
        self._charge('2027-12-15 08:00:00')
        self.assertEqual(len(self.calls), 1)

    def test_what_could_not_be_written_is_no_refusal(self):
        membership, period = self._billed()

        def answer(transaction):
            transaction._set_done()
            raise ValidationError(ACCOUNTS)

        self._provider(answer)
        with mute_logger(BATCH):
            self._charge()
        self.assertEqual(period.charge_id.state, 'draft')
        self.assertFalse(self._notices(membership, 'charge_refused'))
