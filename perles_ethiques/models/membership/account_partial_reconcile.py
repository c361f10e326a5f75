from odoo import models


class AccountPartialReconcile(models.Model):
    _inherit = 'account.partial.reconcile'

    def unlink(self):
        """Override of `account`: an invoice that is unreconciled may not be paid any more."""
        if not self:
            return super().unlink()
        moves = (self.debit_move_id | self.credit_move_id).move_id
        result = super().unlink()
        moves.exists()._perles_sync_membership()
        return result
