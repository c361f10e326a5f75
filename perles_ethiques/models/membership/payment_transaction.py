from datetime import timedelta

from psycopg2.errors import LockNotAvailable

from odoo import fields, models

from ...tools.calendars import paris_date

# As long as natively: some providers take that long to verify a payment.
RETRIED_FOR = timedelta(days=4)


class PaymentTransaction(models.Model):
    """What becomes of a membership once its payment is answered."""

    _inherit = 'payment.transaction'

    def _update_state(self, allowed_states, target_state, state_message):
        """Override of `payment` to finish membership payments at once, browser closed or not."""
        processed = super()._update_state(allowed_states, target_state, state_message)
        if processed._perles_memberships():
            cron = self.env.ref('payment.cron_post_process_payment_tx', raise_if_not_found=False)
            if cron:
                cron.sudo()._trigger()
        if charges := processed.filtered(lambda tx: tx.operation == 'offline'):
            charges._perles_charge_answered(target_state)
        return processed

    def _perles_charge_answered(self, target_state):
        """Hook: payments that nobody was there to make were answered; `charge` follows them.

        :param str target_state: what they have become.
        """

    def _cron_post_process(self):
        """Override of `payment` to leave drafts alone, and to come back soon to what is left.

        Natively a draft is ticked off too. It may be a charge whose provider is being called by
        another clock: its answer could not be written any more. What met another transaction is
        natively left to the next run, ten minutes later.
        """
        now = fields.Datetime.now()
        answered = self or self.search([
            ('is_post_processed', '=', False), ('state', '!=', 'draft'),
            ('last_state_change', '>=', now - RETRIED_FOR),
        ])
        # given none, the native clock would look for them all by itself
        result = super(PaymentTransaction, answered)._cron_post_process() if answered else None
        left = self.sudo().search([
            ('is_post_processed', '=', False), ('state', 'in', ('pending', 'done')),
            ('last_state_change', '>=', now - timedelta(hours=1)),
        ])
        if left._perles_memberships():
            cron = self.env.ref('payment.cron_post_process_payment_tx')
            cron.sudo()._trigger(now + timedelta(seconds=30))
        return result

    def _check_amount_and_confirm_order(self):
        """Override of `sale` to invoice paid memberships, without the global automatic invoice.

        Called by `sale` between the confirmation of the order and the posting of its invoice.
        """
        done = self.filtered(lambda tx: tx.state == 'done')
        unpaid = done.sale_order_ids.filtered(
            lambda o: o.perles_membership_id and o.state in ('draft', 'sent', 'sale')
            and not o.invoice_ids
        )
        for transaction in done:
            day = paris_date(transaction.last_state_change or fields.Datetime.now())
            (unpaid & transaction.sale_order_ids)._perles_name_period(day)
        confirmed = super()._check_amount_and_confirm_order()
        for transaction in done:
            orders = transaction.sale_order_ids
            if orders.perles_membership_id and not orders.invoice_ids:
                transaction._invoice_sale_orders()
        return confirmed

    def _post_process(self):
        """Override of `payment` to move the memberships that these transactions pay."""
        # a capture in several parts pays through children: their source makes the invoice
        sources = self.source_transaction_id.filtered(
            lambda tx: tx.state == 'done' and not tx.is_post_processed
        )
        if sources._perles_memberships():
            sources._post_process()
        self._perles_take_turn()
        # before it is booked: afterwards nothing is due any more
        surplus = {transaction: transaction._perles_surplus() for transaction in self}
        result = super()._post_process()
        for transaction in self:
            memberships = transaction._perles_memberships()
            if not memberships:
                continue
            if transaction.state == 'pending':
                memberships._move_if_possible('await_payment')
                transaction._perles_after_pending(memberships)
            elif transaction.state == 'done':
                transaction._perles_after_done(memberships)
                transaction._perles_tell_surplus(memberships, surplus[transaction])
        if sold := self.filtered(lambda tx: any(
            not move.perles_membership_id for move in tx.sudo().invoice_ids
        )):
            sold._perles_after_payment()
        return result

    def _perles_take_turn(self):
        """Whoever pays twice, or is seen to by a page and a clock, is seen to by one at a time.

        :raise LockNotAvailable: while another one is at it; page and clock come back by themselves.
        """
        memberships = self._perles_memberships()
        if memberships != memberships.try_lock_for_update(allow_referencing=True):
            raise LockNotAvailable("Another payment of this membership is being booked")

    def _perles_after_payment(self):
        """Hook: these payments are booked; some of their invoices are no membership's."""

    def _perles_after_pending(self, memberships):
        """A transfer announced for an invoice: the member gets its reference by mail."""
        if self.provider_code == 'custom' and self.invoice_ids:
            memberships._owe_transfer_mail()

    def _perles_memberships(self):
        """Memberships paid, or refunded, by these transactions (sudo)."""
        sources = (self | self.source_transaction_id).sudo()
        return (sources.sale_order_ids.perles_membership_id
                | sources.invoice_ids.perles_membership_id)

    def _perles_after_done(self, memberships):
        self.ensure_one()
        if self.operation == 'refund':
            self.source_transaction_id.invoice_ids._perles_sync_membership()
            return
        self._perles_keep_card(memberships)
        if self.invoice_ids or self.source_transaction_id or self.child_transaction_ids:
            return
        team = memberships[0]._for_team()
        memberships._schedule_team(
            team.env._("Payment received for a cancelled or already paid membership"),
            team.env._("%s pays nothing that is due: refund it.", self.reference),
        )

    def _perles_is_taken_back(self):
        """Whether the team booked this payment, and its booking was cancelled or deleted since."""
        self.ensure_one()
        booked = self.payment_id.state in ('in_process', 'paid')
        bills = self.sudo().invoice_ids.filtered(lambda bill: bill._perles_due())
        return self.state == 'done' and bool(bills) and not booked

    def _perles_keep_card(self, memberships):
        """A card that the member just saved is the card on file; not the one of another payer."""
        token = self.token_id
        if token and self.operation in ('online_direct', 'online_redirect'):
            owner = token.partner_id.commercial_partner_id
            memberships.filtered(lambda m: m.partner_id == owner).token_id = token

    def _perles_surplus(self):
        """What this payment, not booked yet, brings above what its invoices still ask for."""
        self.ensure_one()
        transaction = self.sudo()
        invoices = transaction.invoice_ids or transaction.source_transaction_id.invoice_ids
        booked = transaction.payment_id or transaction.child_transaction_ids
        if self.state != 'done' or self.operation == 'refund' or booked or not invoices:
            return 0.0
        due = sum(invoice._perles_due() for invoice in invoices)
        return max(self.currency_id.round(self.amount - due), 0.0)

    def _perles_tell_surplus(self, memberships, surplus):
        """Tell the team of what was paid twice, or for an invoice that asks for nothing more."""
        if surplus:
            memberships._tell_surplus(self.reference, surplus, self.currency_id)

    def _create_payment(self, **extra_create_values):
        """Override of `account_payment` to date the payment of a membership in Paris."""
        if self._perles_memberships():
            day = paris_date(self.last_state_change or fields.Datetime.now())
            extra_create_values.setdefault('date', day)
        return super()._create_payment(**extra_create_values)
