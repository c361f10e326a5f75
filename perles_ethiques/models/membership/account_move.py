from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.calendars import paris_date

# who owes a bill, and to whom: natively a context, or a draft, opens all of them
PARTIES = frozenset({'partner_id', 'commercial_partner_id', 'company_id', 'journal_id'})


class AccountMove(models.Model):
    _name = 'account.move'
    _inherit = ['account.move', 'perles.locked.mixin']

    perles_membership_id = fields.Many2one(
        'perles.membership', string="Membership", copy=False, index='btree_not_null',
        ondelete='restrict', readonly=True,
    )

    # === CRUD METHODS: only the house ties an invoice to a membership === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `account`.

        :raise UserError: if a user ties an invoice to a membership by hand.
        """
        if not self.env.su:
            self._refuse_given(vals_list)
            for vals in vals_list:
                self.browse()._refuse_by_hand(vals)  # not of the one that is copied
        return super().create(vals_list)

    def write(self, vals):
        """Override of `account`.

        :raise UserError: if a user ties an invoice to a membership by hand.
        """
        if not self.env.su:
            self._refuse_by_hand(vals)
        return super().write(vals)

    def _refuse_by_hand(self, vals):
        """Extends `base`: only the house ties an invoice to a membership, or says who owes it.

        :raise UserError: if a user does.
        """
        super()._refuse_by_hand(vals)
        if 'perles_membership_id' in vals:
            raise UserError(self.env._("Only the house ties an invoice to a membership."))
        if not PARTIES.isdisjoint(vals):
            self._perles_refuse_other_parties(vals)

    # === SIGNALS === #

    def _invoice_paid_hook(self):
        """Override of `account`: a paid membership invoice activates its membership."""
        result = super()._invoice_paid_hook()
        self._perles_sync_membership()
        return result

    def _post(self, soft=True):
        """Override of `account`: the credit note of a membership invoice undoes its payment."""
        # an invoice that was changed and is posted again; the first time it bills nothing yet
        again = self.filtered('posted_before')
        posted = super()._post(soft)
        again |= posted.sudo().filtered('perles_corrects_id')
        for changed in posted.sudo() & again:
            changed._perles_settle_change()
        credits = posted.filtered(lambda m: m.move_type == 'out_refund')
        (credits.reversed_entry_id | (posted & again))._perles_sync_membership()
        if sold := posted.filtered(
            lambda move: move.is_sale_document() and not move.perles_membership_id
        ):
            sold._perles_posted()
        return posted

    def _perles_posted(self):
        """Hook: these invoices and credit notes, which are no membership's, are posted."""

    def button_draft(self):
        """Override of `account`: what hangs on it hears of it, unless it is only being changed."""
        if not self:
            return super().button_draft()
        self.sudo()._perles_keep_payments()
        result = super().button_draft()
        self._perles_drafted()
        return result

    def button_cancel(self):
        """Override of `account`: a cancelled invoice bills nothing any more."""
        result = super().button_cancel()
        if self:
            self._perles_cancelled()
        return result

    def _perles_sync_membership(self):
        """Hand each membership invoice of these moves to its membership (idempotent)."""
        for move in self.sudo() | self.sudo().reversed_entry_id:
            tied = move.perles_membership_id and move.move_type == 'out_invoice'
            changing = move.state == 'draft' and move._perles_kept()  # still paid, as a draft
            if tied and not move.perles_is_replaced and not changing:
                move.perles_membership_id._payment_changed(move)

    # === PAID, AND STILL SO === #

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

    def _perles_paid_on(self):
        """Day, in Paris, on which the last payment of this invoice was made."""
        self.ensure_one()
        payments = self.matched_payment_ids.filtered(lambda p: p.state in ('in_process', 'paid'))
        days = payments.mapped('date') + self._get_reconciled_amls().mapped('date')
        return max(days, default=None) or paris_date(fields.Datetime.now())
