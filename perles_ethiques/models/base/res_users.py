from odoo import api, models

from ...tools.texts import NotMailable, clean_email


class ResUsers(models.Model):
    _inherit = 'res.users'

    @api.model
    def _get_login_domain(self, login):
        """Override of `base`: who types a domain with accents signs in with its ASCII form."""
        return super()._get_login_domain(self._perles_mailed(login))

    @api.model
    def _get_email_domain(self, email):
        """Override of `base`: who types a domain with accents is found by its ASCII form."""
        return super()._get_email_domain(self._perles_mailed(email))

    @api.model
    def _perles_mailed(self, typed):
        if not isinstance(typed, str) or typed.isascii():
            return typed
        try:
            return clean_email(typed)
        except NotMailable:
            return typed
