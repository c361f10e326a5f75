from odoo import models
from odoo.exceptions import ValidationError

from ...exceptions import NoAnswer
from ..membership.payment_charge import _is_refusal


class PaymentTransaction(models.Model):
    """What the shares of invoices ask of native transactions."""

    _inherit = 'payment.transaction'

    def _perles_charged_shares(self):
        """The shares whose saved card these transactions charge (sudo)."""
        shares = self.env['perles.instalment'].sudo()
        return shares.search([('charge_id', 'in', self.ids)]) if self else shares

    def _send_api_request(
        self, method, endpoint, *, params=None, data=None, json=None, **kwargs
    ):
        """Override of `payment`: the silence of a provider does not pass for a refusal.

        :raise NoAnswer: if nobody knows what became of the charge of a share.
        """
        try:
            return super()._send_api_request(
                method, endpoint, params=params, data=data, json=json, **kwargs
            )
        except ValidationError as error:
            if self._perles_charged_shares() and not _is_refusal(error):
                raise NoAnswer(str(error)) from error
            raise

    def _update_state(self, allowed_states, target_state, state_message):
        """Override of `payment` to follow the charges of shares."""
        processed = super()._update_state(allowed_states, target_state, state_message)
        if shares := processed._perles_charged_shares():
            shares._charge_answered(target_state)
        return processed

    def _post_process(self):
        """Override of `payment`: the card saved with a share pays the next ones on their days."""
        result = super()._post_process()
        for transaction in self.filtered(
            lambda tx: tx.state == 'done' and tx.token_id
            and tx.operation in ('online_direct', 'online_redirect', 'online_token')
        ):
            transaction.sudo().invoice_ids._perles_keep_card(transaction.sudo().token_id)
        return result
