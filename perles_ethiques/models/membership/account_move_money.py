from odoo import fields, models

from ...tools.calendars import paris_date


class AccountMove(models.Model):
    """The money of an invoice: what it asks for, what was received, what was given back (TTC)."""

    _inherit = 'account.move'

    def _perles_is_paid(self):
        """Whether this invoice is paid and was neither credited nor paid back in full."""
        if not self:
            return False
        self.ensure_one()
        paid = self.payment_state in ('paid', 'in_payment')
        return self.state == 'posted' and paid and self._perles_is_alive()

    def _perles_is_alive(self):
        """Whether this invoice still bills something: not cancelled, nor given back in full."""
        if not self or self.state == 'cancel':
            return False
        return self.currency_id.compare_amounts(self._perles_returned(), self.amount_total) < 0

    def _perles_is_dropped(self):
        """Whether the house gave this bill up: cancelled, or credited in full."""
        self.ensure_one()
        credited = self._perles_credited()
        return self.state == 'cancel' or bool(
            credited and self.currency_id.compare_amounts(credited, self.amount_total) >= 0
        )

    def _perles_due(self):
        """What this invoice still asks for, TTC."""
        self.ensure_one()
        if self._perles_is_paid() or not self._perles_is_alive():
            return 0.0
        return self.amount_residual if self.state == 'posted' else self.amount_total

    def _perles_kept(self):
        """What was received for this invoice and not given back, TTC."""
        self.ensure_one()
        received = self.amount_total - self.amount_residual
        if self.state == 'draft':
            received = self._perles_carried()
        elif self.payment_state in ('paid', 'in_payment'):
            received = self.amount_total
        elif self.payment_state == 'reversed':
            received = 0.0
        return max(received - self._perles_returned(), 0.0)

    def _perles_returned(self):
        """What was credited or paid back of this invoice, TTC.

        The refund of a payment that does not pay this invoice any more gives nothing back of it:
        the invoice may have been paid again since.
        """
        refunds = self.transaction_ids.child_transaction_ids.filtered(
            lambda tx: tx.operation == 'refund' and tx.state == 'done'
        )
        if refunds:
            paying = self._perles_paying()
            refunds = refunds.filtered(lambda tx: tx.source_transaction_id.payment_id in paying)
        return max(self._perles_credited(), -sum(refunds.mapped('amount')))

    def _perles_credited(self):
        """What was credited of this invoice, TTC, and of those that it replaces."""
        bills = self
        while replaced := bills.perles_corrects_id - bills:
            bills |= replaced
        carried = self.perles_carried_ids.move_id.filtered(
            lambda move: move.reversed_entry_id in bills
        )
        return sum((self.reversal_move_ids | carried).filtered(
            lambda m: m.state == 'posted' and m.move_type == 'out_refund'
        ).mapped('amount_total'))

    def _perles_paying(self):
        """Payments that pay this invoice, or will once it is posted, with an entry or without."""
        written = self._get_reconciled_amls()
        if self.state == 'draft':
            written |= self.perles_carried_ids.filtered(lambda line: line.parent_state == 'posted')
        unwritten = self.matched_payment_ids.filtered(
            lambda p: not p.move_id and p.state in ('in_process', 'paid')
        )
        return written.move_id.origin_payment_id | unwritten

    def _perles_paid_on(self):
        """Day, in Paris, on which the last payment of this invoice was made."""
        self.ensure_one()
        payments = self.matched_payment_ids.filtered(lambda p: p.state in ('in_process', 'paid'))
        days = payments.mapped('date') + self._get_reconciled_amls().mapped('date')
        return max(days, default=None) or paris_date(fields.Datetime.now())

    def _perles_carried(self):
        """What pays this draft already, or will once it is posted, TTC."""
        self.ensure_one()
        free = self.perles_carried_ids.filtered(lambda line: line.parent_state == 'posted')
        written = -sum(free.mapped('amount_residual_currency'))
        unwritten = self.matched_payment_ids.filtered(
            lambda payment: not payment.move_id and payment.state in ('in_process', 'paid')
        )
        still = self.amount_total - self.amount_residual
        paid = max(written, 0.0) + sum(unwritten.mapped('amount')) + still
        return min(paid, self.amount_total)
