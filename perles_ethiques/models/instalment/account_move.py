from odoo import api, fields, models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    """Invoices paid in shares."""

    _inherit = 'account.move'
    # not stored, so not locked by itself
    _locked_fields = frozenset({'perles_instalment_ids'})

    perles_has_instalments = fields.Boolean(
        string="Paid in shares", copy=False, readonly=True,
    )
    perles_shares_stopped = fields.Boolean(
        string="Shares stopped", copy=False, readonly=True,
        help="Its order was cancelled: its shares ask for nothing more.",
    )
    perles_instalment_ids = fields.One2many(
        'perles.instalment', 'invoice_id', string="Shares", readonly=True,
    )
    perles_token_id = fields.Many2one(
        'payment.token', string="Card for the shares", copy=False, readonly=True,
        ondelete='set null', help="Saved by the member when a share was paid.",
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_perles_shares(self):
        """Keep an invoice whose shares were told to a member.

        :raise UserError: naming it.
        """
        for invoice in self.sudo().filtered('perles_instalment_ids'):
            raise UserError(self.env._(
                "%s is paid in shares that its customer was told: cancel it instead of deleting"
                " it.", invoice.name,
            ))

    def _perles_drafted(self):
        """Extends `membership`: while an invoice is a draft, its shares are not asked for.

        The team is told, so that it is posted again, or cancelled.
        """
        super()._perles_drafted()
        for order in self.sudo().filtered('perles_instalment_ids')._perles_orders():
            team = order._for_team()
            order._perles_ask_about_money(team.env._("Post the invoice again: its shares wait"))

    def _perles_cancelled(self):
        """Extends `membership`: a cancelled invoice asks for no share any more."""
        super()._perles_cancelled()
        self._perles_shares_ended()

    def _perles_posted(self):
        """Extends `membership` to write the shares of what is paid in shares.

        The credit note of all of it ends them.
        """
        super()._perles_posted()
        for invoice in self.filtered('perles_has_instalments'):
            invoice._perles_write_instalments()
            if not invoice.perles_corrects_id:
                # posted again: the draft was all that was asked about
                invoice._perles_orders().filtered(
                    lambda order: order.state != 'cancel'
                )._perles_close_money()
        self.filtered(
            lambda move: move.move_type == 'out_refund'
        ).reversed_entry_id.filtered(
            lambda invoice: invoice._perles_is_dropped()
        )._perles_shares_ended()

    def _perles_shares_ended(self):
        """The shares of these invoices, dropped by the team, are over: everybody is told."""
        for invoice in self.sudo().filtered(
            lambda move: move.perles_instalment_ids and not move.perles_is_replaced
        ):
            invoice._perles_orders().filtered(
                lambda order: order.state != 'cancel'
            )._perles_ended(invoice.name)

    def _perles_orders(self):
        """The orders that these invoices bill."""
        return self.line_ids.sale_line_ids.order_id

    def _perles_write_instalments(self):
        """Write the shares as the payment terms make them; those that were charged stay.

        The shares of a corrected invoice keep their days.
        """
        self.ensure_one()
        known = {share.number: share for share in self.sudo().perles_instalment_ids}
        for data in self._get_installments_data():
            line = data['line']
            values = {'due_date': data['date_maturity'], 'amount': abs(line.amount_currency)}
            share = known.pop(data['number'], None)
            if share and self.perles_corrects_id:
                values['due_date'] = share.due_date
                line.with_context(skip_invoice_sync=True).date_maturity = share.due_date
            if share:
                share.write(values)
            else:
                self.env['perles.instalment'].sudo().create({
                    **values, 'invoice_id': self.id, 'number': data['number'],
                })
        for share in known.values():
            share.amount = 0.0
        self.sudo().perles_instalment_ids.filtered(
            lambda share: share.number == 1
        )._tell('instalment_plan')

    def _compute_invoice_payment_term_id(self):
        """Override of `account`: another address, or contact, changes nothing of the shares."""
        told = self.filtered('perles_instalment_ids')
        for invoice in told:
            invoice.invoice_payment_term_id = invoice.invoice_payment_term_id
        super(AccountMove, self - told)._compute_invoice_payment_term_id()

    # === A CORRECTED INVOICE IS THE SAME DEBT === #

    def _perles_carries_debt(self):
        """Extends `membership`: shares hang on an invoice too."""
        return super()._perles_carries_debt() or bool(self.perles_instalment_ids)

    def _perles_take_over(self, old):
        """Extends `membership`: the shares, told and charged as they are, the card and the stop."""
        super()._perles_take_over(old)
        if old.perles_has_instalments:
            self.write({
                'perles_has_instalments': True, 'perles_token_id': old.perles_token_id.id,
                'perles_shares_stopped': old.perles_shares_stopped,
            })
            old.perles_instalment_ids.invoice_id = self

    def _perles_tell_correction(self, left):
        """Extends `membership`: what was paid above a corrected invoice is asked about."""
        super()._perles_tell_correction(left)
        if self.perles_instalment_ids and self.currency_id.compare_amounts(left, 0.0) > 0:
            self._perles_orders()._perles_ask_about_money()

    def _perles_left(self):
        """What a posted invoice still waits for.

        Payments without a journal entry are taken off, and credit notes not reconciled yet.
        """
        self.ensure_one()
        if self.state != 'posted' or self.perles_shares_stopped:
            return 0.0
        unwritten = self.matched_payment_ids.filtered(
            lambda payment: not payment.move_id and payment.state in ('in_process', 'paid')
        )
        credit_notes = self.reversal_move_ids.filtered(
            lambda move: move.state == 'posted' and move.move_type == 'out_refund'
        )
        taken_off = sum(unwritten.mapped('amount')) + sum(credit_notes.mapped('amount_residual'))
        return max(self.amount_residual - taken_off, 0.0)

    def _perles_keep_card(self, token):
        """The card that pays the next shares; not the one of another payer."""
        owner = token.partner_id.commercial_partner_id
        self.filtered(
            lambda move: move.perles_has_instalments and move.commercial_partner_id == owner
        ).perles_token_id = token
