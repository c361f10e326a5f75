from datetime import timedelta

from odoo import api, fields, models

from ...exceptions import ConsentMissing
from ...tools.calendars import paris_date


class PaymentTransaction(models.Model):
    _inherit = 'payment.transaction'

    # === CRUD METHODS: the door of every payment === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `payment` to let a membership be paid only once its contract is accepted.

        Every native route, token and payment link ends here, so this is the one place where
        the ticked box is asked for and where the acceptance is written (000-04, 000-05).

        :raise ConsentMissing: if the box was not ticked for this order and this version, or the
            amount is not the one of the order. Nothing is written.
        """
        transactions = super().create(vals_list)
        for transaction in transactions.filtered(lambda t: t.operation != 'refund'):
            transaction._perles_check_consent()
        return transactions

    def _perles_check_consent(self):
        self.ensure_one()
        for order in self.sudo().sale_order_ids.filtered('perles_membership_id'):
            self._perles_check_order(order)
            order.perles_membership_id._record_acceptance(self)
        for invoice in self.sudo().invoice_ids.filtered('perles_membership_id'):
            membership = invoice.perles_membership_id
            reason = membership._refuse_payment_reason() or self._perles_refuse_invoice(invoice)
            if reason:
                raise ConsentMissing(reason)
            if not membership.version_id:
                membership._record_acceptance(self)

    def _perles_refuse_invoice(self, invoice):
        """Why an invoice of a membership cannot be paid now, or ``False``."""
        if invoice._perles_is_settled():
            return self.env._("This invoice is already paid.")
        periods = self.env['perles.membership.period'].sudo().search(
            [('invoice_id', '=', invoice.id)],
        )
        if periods._charge_is_running(self):
            return self.env._(
                "Your card is being charged for this invoice. Please come back in some minutes."
            )
        return False

    def _perles_check_order(self, order):
        reason = order.perles_membership_id._refuse_payment_reason(order)
        if reason:
            raise ConsentMissing(reason)
        alone = len(self.sale_order_ids) == 1
        if not alone or order.currency_id.compare_amounts(self.amount, order.amount_total):
            raise ConsentMissing(self.env._(
                "The amount to pay is %s.", order.currency_id.format(order.amount_total),
            ))

    # === PROCESSING === #

    def _update_state(self, allowed_states, target_state, state_message):
        """Override of `payment` to finish membership payments at once, browser closed or not."""
        processed = super()._update_state(allowed_states, target_state, state_message)
        if processed._perles_memberships():
            cron = self.env.ref('payment.cron_post_process_payment_tx', raise_if_not_found=False)
            if cron:
                cron.sudo()._trigger()
        return processed

    def _cron_post_process(self):
        """Override of `payment` to come back within a minute to what met another transaction.

        The native clock leaves it to its next run, ten minutes later.
        """
        result = super()._cron_post_process()
        now = fields.Datetime.now()
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
        result = super()._post_process()
        for transaction in self:
            memberships = transaction._perles_memberships()
            if not memberships:
                continue
            if transaction.state == 'pending':
                memberships.filtered(lambda m: m._can_move('await_payment'))._move('await_payment')
                transaction._perles_after_pending(memberships)
            elif transaction.state == 'done':
                transaction._perles_after_done(memberships)
        return result

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
        if self.token_id and self.operation in ('online_direct', 'online_redirect'):
            memberships.token_id = self.token_id
        if self.invoice_ids or self.source_transaction_id or self.child_transaction_ids:
            return
        team = memberships[0]._for_team()
        memberships._schedule_team(
            team.env._("Payment received for a cancelled or already paid membership"),
            team.env._("%s pays nothing that is due: refund it.", self.reference),
        )

    def _create_payment(self, **extra_create_values):
        """Override of `account_payment` to date the payment of a membership in Paris."""
        if self._perles_memberships():
            day = paris_date(self.last_state_change or fields.Datetime.now())
            extra_create_values.setdefault('date', day)
        return super()._create_payment(**extra_create_values)
