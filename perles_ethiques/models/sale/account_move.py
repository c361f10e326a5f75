from odoo import models
from odoo.tools import format_date


class AccountMove(models.Model):
    _inherit = 'account.move'

    def _perles_mail_subject(self):
        """Subject of the native mail that carries this invoice or credit note."""
        self.ensure_one()
        day = format_date(self.env, self.invoice_date, date_format='d MMMM y')
        if self.move_type == 'out_refund':
            return self.env._("Your credit note of %s", day)
        return self.env._("Your invoice of %s", day)
