from odoo import models

from ...tools.quantities import day_words


class AccountPayment(models.Model):
    _inherit = 'account.payment'

    def _perles_mail_subject(self):
        """Subject of the native receipt of a payment."""
        self.ensure_one()
        return self.env._("Your payment of %s has reached us", day_words(self.env, self.date))
