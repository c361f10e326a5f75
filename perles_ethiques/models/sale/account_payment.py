from odoo import models
from odoo.tools import format_date


class AccountPayment(models.Model):
    _inherit = 'account.payment'

    def _perles_mail_subject(self):
        """Subject of the native receipt of a payment."""
        self.ensure_one()
        return self.env._(
            "Your payment of %s has reached us",
            format_date(self.env, self.date, date_format='d MMMM y'),
        )
