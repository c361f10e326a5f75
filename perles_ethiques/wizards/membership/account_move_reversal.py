from odoo import fields, models
from odoo.exceptions import UserError


class AccountMoveReversal(models.TransientModel):
    """*Reverse and create invoice*: the invoice that is created carries the debt."""

    _inherit = 'account.move.reversal'

    def reverse_moves(self, is_modify=False):
        """Override of `account` to hand what hangs on an invoice to the one that replaces it.

        :raise UserError: for a credit note of a day to come: natively it is a draft till then.
        """
        ours = self.move_ids.sudo().filtered(
            lambda move: is_modify and move.move_type == 'out_invoice'
            and move._perles_carries_debt()
        )
        if ours and self.date > fields.Date.context_today(self):
            raise UserError(self.env._(
                "A bill of a member is corrected today: the credit note of another day would leave"
                " two bills until then."
            ))
        ours._perles_keep_payments()
        # from now on, what happens to these means nothing to what they billed
        ours.perles_is_replaced = True
        action = super().reverse_moves(is_modify)
        # natively made in the order of what they replace
        made = self.new_move_ids.sudo().sorted('id')
        for old, new in zip(self.move_ids.sudo(), made, strict=True) if ours else ():
            if old in ours:
                new._perles_replace(old)
        return action
