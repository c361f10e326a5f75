from odoo import models

from ...tools.quantities import day_words


class AccountMove(models.Model):
    _inherit = 'account.move'

    def _perles_mail_subject(self):
        """Subject of the native mail that carries this invoice or credit note."""
        self.ensure_one()
        day = day_words(self.env, self.invoice_date)
        if self.move_type == 'out_refund':
            return self.env._("Your credit note of %s", day)
        return self.env._("Your invoice of %s", day)

    def _perles_full_amount(self):
        """What this document amounts to, with its tax word."""
        self.ensure_one()
        return self.env._("%s incl. VAT", self.currency_id.format(self.amount_total))
