from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class AccountMove(models.Model):
    """An invoice that takes the place of another one: a corrected invoice is the same debt.

    Which document carries a debt now is answered here, for every kind of invoice of ours: the
    newest one. What hung on the invoice that was corrected – its document, what was paid, the
    payments under way, its clocks – hangs on the one that replaces it from the moment it is made.
    What natively happens to the old one means nothing any more to what it billed.
    """

    _inherit = 'account.move'

    _locked_fields = frozenset({'perles_corrects_id', 'perles_is_replaced', 'perles_carried_ids'})

    perles_corrects_id = fields.Many2one(
        'account.move', string="Replaces", copy=False, readonly=True, index='btree_not_null',
        ondelete='restrict', help="The invoice that was credited, whose debt this one carries.",
    )
    perles_is_replaced = fields.Boolean(
        string="Replaced", copy=False, readonly=True,
        help="Another invoice carries its debt: nothing that happens to this one counts.",
    )
    perles_carried_ids = fields.Many2many(
        'account.move.line', 'perles_move_carried_rel', 'move_id', 'line_id',
        string="Paid already", copy=False, readonly=True,
        help="Journal items that paid this invoice before it was changed, or the one that it "
             "replaces, and pay it once it is posted.",
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_perles_debt(self):
        """An invoice is deleted only when something else carries its debt.

        A correction that is deleted gives it back first, before any other feature asks.

        :raise UserError: if a membership would be left without the bill of a period.
        """
        for correction in self.sudo().filtered('perles_corrects_id'):
            correction._perles_give_back()
        # a credit note that is deleted is a draft, and gives nothing back already
        self.sudo().reversed_entry_id._perles_sync_membership()
        if period := self._perles_period()[:1]:
            raise UserError(self.env._(
                "This invoice bills %(member)s from %(start)s to %(end)s. Cancel it or credit it "
                "instead of deleting it.", member=period.partner_id.display_name,
                start=f'{period.start_date:%d/%m/%Y}', end=f'{period.end_date:%d/%m/%Y}',
            ))

    # === BUSINESS METHODS === #

    def _perles_carries_debt(self):
        """Whether something of ours hangs on this invoice; features extend it."""
        self.ensure_one()
        return bool(self.perles_membership_id)

    def _perles_drafted(self):
        """What follows when these invoices are drafts again; features extend it."""
        self._perles_sync_membership()

    def _perles_cancelled(self):
        """What follows when these invoices are cancelled; features extend it."""
        self._perles_sync_membership()

    def _perles_keep_payments(self):
        """Remember what pays these invoices (sudo), before they are changed or replaced.

        Of one that was cancelled nothing is paid any more: what paid it before is known.
        """
        for move in self.filtered(lambda m: m.state == 'posted' and m._perles_carries_debt()):
            move.perles_carried_ids = move._get_reconciled_amls()

    def _perles_replace(self, old):
        """Carry, as the draft that replaces it, the debt of another invoice.

        :param old: the `account.move` that was credited; what paid it pays this one.
        """
        self.ensure_one()
        values = {
            'perles_corrects_id': old.id,
            'perles_carried_ids': [Command.set(old.perles_carried_ids.ids)],
            'transaction_ids': [Command.link(tx.id) for tx in old.transaction_ids],
        }
        # a debt that was due stays due since that day, unless its terms say another one
        if not self.invoice_payment_term_id:
            values['invoice_date_due'] = old.invoice_date_due
        self.write(values)
        self._perles_take_payments(old)
        self._perles_take_over(old)

    def _perles_take_payments(self, old):
        """Payments without a journal entry pay the invoice that they name."""
        if unwritten := old.matched_payment_ids.filtered(lambda payment: not payment.move_id):
            unwritten.write({'invoice_ids': [Command.unlink(old.id), Command.link(self.id)]})

    def _perles_take_over(self, old):
        """Hang on this invoice what hung on another; features move what is theirs.

        :param old: the `account.move` that bills nothing any more.
        """
        self.ensure_one()
        self.perles_membership_id = old.perles_membership_id
        old._perles_period().invoice_id = self

    def _perles_give_back(self):
        """What hung on this draft hangs again on the invoice that it was to replace."""
        self.ensure_one()
        old = self.perles_corrects_id
        old.perles_is_replaced = False
        old._perles_take_payments(self)
        old._perles_take_over(self)
        old._perles_sync_membership()

    def _perles_settle_change(self):
        """Pay this invoice, changed and posted, with what paid it or the one that it replaces."""
        self.ensure_one()
        lines = self.line_ids.filtered(
            lambda line: line.display_type == 'payment_term' and not line.reconciled
        )
        carried = self.perles_carried_ids.filtered(lambda line: line.parent_state == 'posted')
        # natively paid already by the transactions that it took over
        free = carried.filtered(
            lambda line: not line.reconciled and line.account_id in lines.account_id
        )
        if lines and free:
            (free | lines).reconcile()
        self._perles_period().price = self.amount_untaxed
        if self.perles_corrects_id:
            self._perles_tell_correction(-sum(carried.mapped('amount_residual_currency')))

    def _perles_tell_correction(self, left):
        """Tell the team what was paid of the replaced invoice, and the new one does not ask for.

        :param float left: TTC, what is left of the payments.
        """
        self.ensure_one()
        surplus = min(left, self.perles_corrects_id.amount_total - self.amount_total)
        if self.currency_id.compare_amounts(surplus, 0.0) > 0:
            self.perles_membership_id._tell_surplus(self.name, surplus, self.currency_id)

    def _perles_is_part_paid(self):
        """Whether this invoice, once changed, asks for more than what was paid of it."""
        self.ensure_one()
        return bool(
            self.state == 'posted' and self._perles_is_alive() and not self._perles_is_paid()
            and self._perles_kept()
        )

    def _perles_refuse_other_parties(self, vals):
        """A bill stays with who owes it, and with the company that wrote it.

        :param dict vals: what is about to be written by hand.
        :raise UserError: for somebody else; an address or a contact of the same member is fine.
        """
        partners = self.env['res.partner'].browse(
            vals[name] for name in ('partner_id', 'commercial_partner_id') if name in vals
        )
        companies = self.env['res.company'].browse(
            [vals['company_id']] if 'company_id' in vals else []
        )
        if vals.get('journal_id'):
            companies |= self.env['account.journal'].browse(vals['journal_id']).sudo().company_id
        for move in self.sudo().filtered(lambda m: m._perles_carries_debt()):
            if partners.commercial_partner_id - move.commercial_partner_id:
                raise UserError(self.env._(
                    "%(invoice)s is owed by %(member)s: credit it, and bill somebody else anew.",
                    invoice=move.display_name, member=move.commercial_partner_id.display_name,
                ))
            if companies - move.company_id:
                raise UserError(self.env._(
                    "%(invoice)s was written by %(company)s: credit it, and bill anew elsewhere.",
                    invoice=move.display_name, company=move.company_id.display_name,
                ))

    def _perles_corrected(self, words):
        """This posted invoice of one line in other words: itself, or the one that replaces it.

        :param str words: of its line.
        """
        self.ensure_one()
        if self.invoice_line_ids.name == words:
            return self
        wizard = self.env['account.move.reversal'].sudo().with_company(self.company_id).create({
            'move_ids': self.ids, 'journal_id': self.journal_id.id,
            'company_id': self.company_id.id,
        })
        wizard.modify_moves()
        wizard.new_move_ids.invoice_line_ids.name = words
        wizard.new_move_ids.action_post()
        return wizard.new_move_ids

    def _perles_end_draft(self):
        """Post what is being corrected, before it is credited: who leaves is paid back today."""
        self.filtered(lambda move: move.state == 'draft').action_post()
