from odoo import api, models


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

    @api.ondelete(at_uninstall=False)
    def _unlink_perles_cancelled(self):
        """A payment that is deleted pays nothing any more: it is cancelled before."""
        self.sudo().filtered('invoice_ids').state = 'canceled'
