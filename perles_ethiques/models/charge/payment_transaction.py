from http import HTTPStatus

import requests

from odoo import models
from odoo.exceptions import UserError, ValidationError

from ...exceptions import NoAnswer

# Refusals that say nothing about the card, or not whether it was charged: the house's own keys,
# too many calls, a first call that is still under way.
NOT_ABOUT_THE_CARD = (
    HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND,
    HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_EARLY,
    HTTPStatus.TOO_MANY_REQUESTS,
)


def _is_refusal(error):
    """Whether an error is an answer that refuses, rather than no answer or an unreadable one.

    :param Exception error: with what caused it in its context, as `_send_api_request` raises it.
    """
    while isinstance(error, UserError):
        error = error.__cause__ or error.__context__
    if error is None:
        return True
    response = getattr(error, 'response', None)
    if not isinstance(error, requests.HTTPError) or response is None:
        return False
    status = response.status_code
    return status < HTTPStatus.INTERNAL_SERVER_ERROR and status not in NOT_ABOUT_THE_CARD


class PaymentTransaction(models.Model):
    """What the charges of cards on file ask of native transactions."""

    _inherit = 'payment.transaction'

    def _perles_charge(self):
        """Charge the card on file, as `_charge_with_token`, less its optimism.

        Natively a provider that does not answer is an error like a refusal. Here it is not
        known whether the money was taken: the transaction stays a draft, to be asked about.

        :raise Exception: whatever the provider's code raises, but a refusal.
        """
        self.ensure_one()
        self._ensure_provider_is_not_disabled()
        answered = False
        try:
            with self.env.cr.savepoint():
                try:
                    self._send_payment_request()
                finally:
                    # an answer that could not be written is no refusal
                    answered = self.state != 'draft'
        except ValidationError as error:
            if answered or not _is_refusal(error):
                raise
            self._set_error(str(error))

    def _send_api_request(
        self, method, endpoint, *, params=None, data=None, json=None, **kwargs
    ):
        """Override of `payment`: the silence of a provider does not pass for a refusal.

        Some providers turn any error of this call into a transaction in error themselves, the
        lost line included.

        :raise NoAnswer: if nobody knows what became of the charge of a card on file.
        """
        try:
            return super()._send_api_request(
                method, endpoint, params=params, data=data, json=json, **kwargs
            )
        except ValidationError as error:
            if any(self._perles_charged()) and not _is_refusal(error):
                raise NoAnswer(str(error)) from error
            raise

    def _perles_ask_outcome(self):
        """Ask the provider what became of this transaction, and process its answer.

        A provider that can be asked overrides this.

        :return: whether the provider answered
        """
        self.ensure_one()
        return False

    def _perles_charged(self):
        """What these transactions charge a card on file for.

        :return: list of recordsets (sudo) of `perles.charge.mixin`, some of them empty
        """
        return [self._perles_charged_of('perles.membership.period')]

    def _perles_charged_of(self, model):
        records = self.env[model].sudo()
        return records.search([('charge_id', 'in', self.ids)]) if self else records

    def _perles_charge_answered(self, target_state):
        """Extends `membership` to follow the charges of cards on file."""
        super()._perles_charge_answered(target_state)
        for charged in filter(None, self._perles_charged()):
            charged._charge_answered()
            if target_state in ('error', 'cancel'):
                charged._charge_refused()
