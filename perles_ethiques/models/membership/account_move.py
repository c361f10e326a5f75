from odoo import api, fields, models
from odoo.exceptions import UserError

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

    # === BUSINESS METHODS === #

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
