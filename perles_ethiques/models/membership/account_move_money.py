from odoo import models


class AccountMove(models.Model):
    """The money of an invoice: what it asks for, what it keeps, what pays it (TTC)."""

    _inherit = 'account.move'

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

    def _perles_paying(self):
        """Payments that pay this invoice, or will once it is posted, with an entry or without."""
        written = self._get_reconciled_amls()
        if self.state == 'draft':
            written |= self.perles_carried_ids.filtered(lambda line: line.parent_state == 'posted')
        unwritten = self.matched_payment_ids.filtered(
            lambda p: not p.move_id and p.state in ('in_process', 'paid')
        )
        return written.move_id.origin_payment_id | unwritten

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

    def _perles_period(self):
        """The period of membership that this invoice bills (sudo), or an empty record."""
        return self.env['perles.membership.period'].sudo().search(
            [('invoice_id', 'in', self.ids)],
        )

    def _perles_reduce_to(self, total):
        """Bring a one-line draft credit note down to an exact total, to the cent.

        The amount without tax is rounded first; the cent that this may cost is put on the tax,
        as an accountant would do by hand.

        :param float total: TTC, in the currency of the move.
        """
        self.ensure_one()
        share = total / self.amount_total
        line = self.invoice_line_ids
        line.price_unit = self.currency_id.round(line.price_unit * share)
        gap = self.currency_id.round(total - self.amount_total)
        tax_line = self.line_ids.filtered('tax_line_id')[:1]
        if gap and tax_line:
            tax_line.amount_currency += gap
