from urllib.parse import quote

from odoo import models
from odoo.exceptions import ValidationError


class PaymentTransaction(models.Model):
    _inherit = 'payment.transaction'

    def _send_payment_request(self):
        """Override of `payment` to ask the recorder for the money of the card on file.

        :raise ValidationError: if the recorder refuses, or does not answer in time.
        """
        if self.provider_code != 'recorder':
            return super()._send_payment_request()
        answer = self._send_api_request('POST', 'charges', json={
            'reference': self.reference,
            'amount': self.amount,
            'currency': self.currency_id.name,
            'card': self.token_id.provider_ref,
        })
        self._process('recorder', answer)

    def _perles_ask_outcome(self):
        """Override of `perles_ethiques` to ask the recorder what became of a charge.

        :return: whether it answered; the transaction is then processed.
        """
        if self.provider_code != 'recorder' or not self.provider_id.recorder_answers:
            return super()._perles_ask_outcome()
        self.ensure_one()
        try:
            answer = self._send_api_request('GET', f'charges/{quote(self.reference, safe="")}')
        except ValidationError:
            return False
        self._process('recorder', answer)
        return True

    def _extract_amount_data(self, payment_data):
        """Override of `payment`: what was charged must be what was asked."""
        if self.provider_code != 'recorder':
            return super()._extract_amount_data(payment_data)
        if 'amount' not in payment_data:
            return None
        return {'amount': payment_data['amount'], 'currency_code': payment_data['currency']}

    def _extract_token_values(self, payment_data):
        """Override of `payment` to keep the card."""
        if self.provider_code != 'recorder':
            return super()._extract_token_values(payment_data)
        return {'provider_ref': payment_data['card'], 'payment_details': '4242'}

    def _apply_updates(self, payment_data):
        """Override of `payment` to follow the state that the recorder tells."""
        if self.provider_code != 'recorder':
            return super()._apply_updates(payment_data)
        self.provider_reference = f'recorder-{self.reference}'
        state = payment_data['state']
        if state == 'done':
            self._set_done()
        elif state == 'pending':
            self._set_pending()
        elif state == 'unknown':
            self._set_canceled("The recorder knows no such charge.")
        else:
            self._set_error(payment_data.get('reason', state))
