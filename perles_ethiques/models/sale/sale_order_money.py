from odoo import api, fields, models
from odoo.exceptions import UserError

MONEY = 'perles_ethiques.mail_activity_type_order_money'


class SaleOrder(models.Model):
    """What becomes of the money of an order that ends: asked of the team, said to the customer."""

    _inherit = 'sale.order'
    _kinds_with_papers = ('order_ended',)

    perles_has_money = fields.Boolean(
        string="Billed or paid", compute='_compute_perles_has_money', compute_sudo=True,
        help="Cancelling this order asks what becomes of the money.",
    )

    @api.depends('invoice_ids.state', 'transaction_ids.state', 'perles_membership_id')
    def _compute_perles_has_money(self):
        for order in self:
            order.perles_has_money = not order.perles_membership_id and bool(
                order._perles_bills() or order._perles_received()
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_perles_billed(self):
        for order in self:
            order._perles_refuse_billed()

    # === WHAT WAS BILLED, WHAT WAS RECEIVED === #

    def _perles_bills(self):
        """Posted invoices of these orders (sudo), those that were credited too."""
        return self.sudo().invoice_ids.filtered(
            lambda move: move.state == 'posted' and move.move_type == 'out_invoice'
        )

    def _perles_credit_notes(self):
        """Posted credit notes of these orders (sudo)."""
        return self.sudo().invoice_ids.filtered(
            lambda move: move.state == 'posted' and move.move_type == 'out_refund'
        )

    def _perles_received(self):
        """What was received for this order and not given back, TTC, in its currency."""
        self.ensure_one()
        bills = self._perles_bills()
        kept = sum(bill._perles_kept() for bill in bills)
        kept += sum(self._perles_credit_notes().mapped('amount_residual'))
        # what no posted invoice knows of: of the order itself, of invoices that were taken back
        moves = self.sudo().invoice_ids
        paid = (self.sudo().transaction_ids | moves.transaction_ids).filtered(
            lambda tx: tx.state == 'done'
            and not ((tx | tx.source_transaction_id).invoice_ids & bills)
        )
        loose = (moves - bills).matched_payment_ids.filtered(
            lambda payment: payment.state in ('in_process', 'paid')
            and not payment.payment_transaction_id and not (payment.invoice_ids & bills)
        )
        # a refund has a negative amount
        return max(kept + sum(paid.mapped('amount')) + sum(loose.mapped('amount')), 0.0)

    def _perles_asked(self):
        """What the invoices of this order still ask for, TTC."""
        self.ensure_one()
        return sum(bill._perles_due() for bill in self._perles_bills())

    def _perles_refuse_billed(self):
        """Keep an order that was billed: its invoice says what for.

        :raise UserError: naming the invoice.
        """
        self.ensure_one()
        if bills := not self.perles_membership_id and self._perles_bills():
            raise UserError(self.env._(
                "%(order)s was billed by %(invoice)s: it stays as it is. Make another quotation.",
                order=self.name, invoice=', '.join(bills.mapped('name')),
            ))

    # === THE END === #

    def _perles_ended(self, period):
        """These orders, or their invoices, ended: the team and the customer are told.

        :param str period: what ended, unique for the mail of each order.
        """
        for order in self.sudo():
            order._perles_ask_about_money()
            self.env['perles.notice']._owe(order, 'order_ended', period, order.partner_id)

    def _perles_ask_about_money(self, summary=None):
        """Leave the team one question about the money of each of these orders.

        :param str summary: in the language of the team; asks what becomes of it by default.
        """
        for order in self.sudo():
            team = order._for_team()
            order.activity_unlink([MONEY])
            order.activity_schedule(
                MONEY, user_id=order._responsible_user().id,
                summary=summary or team.env._("What becomes of the money?"),
                note=team._perles_money_words(),
            )

    def _perles_money_words(self):
        """What was received and what is still asked, in a sentence or two."""
        self.ensure_one()
        money = self.currency_id.format
        return self.env._(
            "%(order)s: %(received)s received and not given back, %(asked)s still on its invoices."
            " Pay back what is due, or write a credit note; nothing is charged or reminded until"
            " then.", order=self.name, received=money(self._perles_received()),
            asked=money(self._perles_asked()),
        )

    def _perles_credit_bills(self):
        """Credit in full what these orders were billed; what was paid is left to be paid back.

        :return: the posted credit notes
        :raise UserError: if one was credited in part: the rest is for the accountant to say.
        """
        bills = self._perles_bills().filtered(lambda bill: not bill._perles_is_dropped())
        if begun := bills.filtered(lambda bill: bill._perles_credited()):
            raise UserError(self.env._(
                "%s was credited in part already. Write the credit note of the rest, then cancel"
                " the order; or cancel it and decide later.", ', '.join(begun.mapped('name')),
            ))
        wizards = self.env['account.move.reversal'].sudo()
        credit_notes = self.env['account.move'].sudo()
        for bill in bills:
            wizard = wizards.with_context(
                active_model='account.move', active_ids=bill.ids,
            ).create({'journal_id': bill.journal_id.id})
            wizard.refund_moves()
            credit_notes |= wizard.new_move_ids
        credit_notes.action_post()
        return credit_notes

    def _perles_settle_money(self):
        """Close the question where nothing was received; say what is to be paid back elsewhere."""
        for order in self.sudo():
            received = order._perles_received()
            if order.currency_id.is_zero(received):
                order._perles_close_money()
                continue
            team = order._for_team()
            amount = team.currency_id.format(received)
            order._perles_ask_about_money(team.env._("Pay back %s", amount))

    def _perles_close_money(self):
        """The question about the money of these orders is answered."""
        self.sudo().activity_feedback([MONEY])

    def action_perles_end(self):
        """Ask what becomes of the money before this order is cancelled."""
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Cancel the order"),
            'res_model': 'perles.order.end',
            'view_mode': 'form',
            'target': 'new',
            'context': {'default_order_id': self.id},
        }

    # === NOTICES === #

    def _notice_attachments(self, kind):
        """Extends `base`: the credit notes go with the mail that says the order is over."""
        attachments = super()._notice_attachments(kind)
        if kind == 'order_ended':
            for credit_note in self._perles_credit_notes():
                attachments += self.env['perles.membership']._invoice_attachment(credit_note)
        return attachments
