from odoo import api, fields, models
from odoo.tools.mail import email_normalize

from ..base.res_company import APART


class ResUsers(models.Model):
    """Whether the address of a user is proved: who signs up alone has only typed one."""

    _name = 'res.users'
    _inherit = ['res.users', 'perles.locked.record.mixin']

    perles_to_prove = fields.Boolean(
        string="Address to be proved", readonly=True, copy=False, prefetch=APART,
        help="Signed up without following a mailed link since.",
    )

    @api.model
    def signup(self, values, token=None):
        """Override of `auth_signup`: a link mailed to a user that exists proves its address."""
        partner = token and self.env['res.partner']._signup_retrieve_partner(token)
        invited = partner.user_ids if partner else self.browse()
        result = super().signup(values, token)
        if to_prove := invited.filtered('perles_to_prove'):
            to_prove.perles_to_prove = False
        return result

    @api.model
    def _signup_create_user(self, values):
        """Override of `auth_signup`: nobody has proved the address of a user that was not there.

        A link of sign up is also shown on a page after an order: having it proves nothing.
        """
        user = super()._signup_create_user(values)
        user.sudo().perles_to_prove = True
        return user

    def _perles_is_proved(self):
        """Whether the session of this user proves the e-mail of its contact.

        An e-mail that is not the one of the login was changed since somebody proved it.
        """
        self.ensure_one()
        user = self.sudo()
        login = email_normalize(self._perles_mailed(user.login))
        known = login in (False, user.partner_id.email_normalized)
        return user._is_internal() or (known and not user.perles_to_prove)
