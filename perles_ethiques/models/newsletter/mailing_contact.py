from odoo import api, models

from ...tools.texts import NotMailable, clean_emails, clean_values


class MailingContact(models.Model):
    """Who asked for the news, typed or imported: a name and an address that mails reach."""

    _inherit = 'mailing.contact'

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `mass_mailing` to clean texts and to write domains in ASCII."""
        return super().create([self._perles_as_kept(vals) for vals in vals_list])

    def write(self, vals):
        """Override of `mass_mailing` to clean texts and to write domains in ASCII."""
        return super().write(self._perles_as_kept(vals))

    @api.model
    def _perles_as_kept(self, vals):
        vals = clean_values(self._fields, vals)
        try:
            return {**vals, 'email': clean_emails(vals['email'])} if vals.get('email') else vals
        except NotMailable:
            # a list of news is no contract: what no mail reaches is natively told by its bounce
            return vals
