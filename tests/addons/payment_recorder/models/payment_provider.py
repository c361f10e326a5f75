from odoo import fields, models


class PaymentProvider(models.Model):
    _inherit = 'payment.provider'

    code = fields.Selection(
        selection_add=[('recorder', "Recorder")], ondelete={'recorder': 'set default'},
    )
    recorder_url = fields.Char(help="Address of the program that counts the charges.")
    recorder_answers = fields.Boolean(
        default=True, help="Whether it can be asked afterwards what became of a charge.",
    )

    def _compute_feature_support_fields(self):
        """Override of `payment`: a card can be kept."""
        super()._compute_feature_support_fields()
        self.filtered(lambda p: p.code == 'recorder').support_tokenization = True

    def _get_default_payment_method_codes(self):
        """Override of `payment` to activate our only method with the provider."""
        self.ensure_one()
        if self.code != 'recorder':
            return super()._get_default_payment_method_codes()
        return {'recorder'}

    def _build_request_url(self, endpoint, **kwargs):
        """Override of `payment` to reach the recorder."""
        if self.code != 'recorder':
            return super()._build_request_url(endpoint, **kwargs)
        return f'{self.recorder_url}/{endpoint}'

    def _parse_response_error(self, response):
        """Override of `payment`: the recorder gives its reason in words."""
        if self.code != 'recorder':
            return super()._parse_response_error(response)
        return response.json()['reason']
