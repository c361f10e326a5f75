from http import HTTPStatus

import requests

from odoo import models
from odoo.exceptions import ValidationError


class PaymentTransaction(models.Model):
    """What the charges of memberships ask of native transactions."""

    _inherit = 'payment.transaction'

    def _perles_charge(self):
        """Charge the card on file, as `_charge_with_token`, less its optimism.

        Natively a provider that does not answer is an error like a refusal. Here it is not
        known whether the money was taken: the transaction stays a draft, to be asked about.
        """
        self.ensure_one()
        self._log_sent_message()
        try:
            with self.env.cr.savepoint():
                self._ensure_provider_is_not_disabled()
                self._send_payment_request()
        except ValidationError as error:
            if not _is_unanswered(error):
                self._set_error(str(error))
            return
        if self.state == 'done':
            self._post_process()

    def _perles_ask_outcome(self):
        """Ask the provider what became of this transaction, and process its answer.

        A provider that can be asked overrides this.

        :return: whether the provider answered
        """
        self.ensure_one()
        return False

    def _update_state(self, allowed_states, target_state, state_message):
        """Override of `payment` to follow the charges of memberships."""
        processed = super()._update_state(allowed_states, target_state, state_message)
        periods = self.env['perles.membership.period'].sudo().search(
            [('charge_id', 'in', processed.ids)],
        )
        if periods and target_state != 'draft':
            periods._charge_answered()
        if target_state in ('error', 'cancel'):
            periods._charge_refused()
        return processed


def _is_unanswered(error):
    """Whether an error says that no answer came, rather than an answer that refuses.

    :param Exception error: with the network's own error in its context.
    """
    while error:
        if isinstance(error, (requests.ConnectionError, requests.Timeout)):
            return True
        if isinstance(error, requests.HTTPError):
            return error.response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
        error = error.__cause__ or error.__context__
    return False
