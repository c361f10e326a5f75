from odoo import models


class AccountPayment(models.Model):
    _inherit = 'account.payment'

    def write(self, vals):
        """Override of `account`: a payment cancelled or rejected undoes the membership it paid.

        A payment without journal entry leaves no trace in the reconciliation: its state is the
        only sign.
        """
        result = super().write(vals)
        if vals.get('state') in ('draft', 'canceled', 'rejected'):
            self.sudo().invoice_ids._perles_sync_membership()
        return result

    def unlink(self):
        """Override of `account`: the same, when the payment is deleted."""
        if not self:
            return super().unlink()
        invoices = self.sudo().invoice_ids
        result = super().unlink()
        invoices._perles_sync_membership()
        return result
