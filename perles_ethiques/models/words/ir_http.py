from odoo import models

# Native modules with words in the scripts of public pages, that forget to say so.
SPEAKING = [
    'account', 'account_payment', 'auth_passkey_portal', 'auth_totp_portal', 'bus',
    'google_recaptcha', 'payment_demo', 'sale',
]


class IrHttp(models.AbstractModel):
    _inherit = 'ir.http'

    @classmethod
    def _get_translation_frontend_modules_name(cls):
        """Override of `http_routing`: what scripts say on pages is said in French."""
        return [*super()._get_translation_frontend_modules_name(), *SPEAKING]
