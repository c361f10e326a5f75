from odoo import api, models

from ...exceptions import ConsentMissing


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
            self._perles_check_invoice(invoice)

    def _perles_check_invoice(self, invoice):
        membership = invoice.perles_membership_id
        reason = membership._refuse_payment_reason() or self._perles_refuse_invoice(invoice)
        if reason:
            raise ConsentMissing(reason)
        invoice._perles_period()._begin_payment()
        if not membership.version_id:
            membership._record_acceptance(self)

    def _perles_refuse_invoice(self, invoice):
        """Why an invoice of a membership cannot be paid now, or ``False``."""
        if invoice._perles_is_paid():
            return self.env._("This invoice is already paid.")
        if invoice.state != 'posted' or not invoice._perles_is_alive():
            return self.env._("This invoice cannot be paid: it was credited, or is being changed.")
        if invoice._perles_period()._charge_is_running(self):
            return self.env._(
                "Your card is being charged for this invoice. Please come back in some minutes."
            )
        if (invoice.transaction_ids - self)._perles_under_way():
            return self.env._(
                "A payment of this invoice is under way. Please come back in some minutes."
            )
        due = sum(self.sudo().invoice_ids.mapped('amount_residual'))
        if self.amount <= 0 or self.currency_id.compare_amounts(self.amount, due) > 0:
            return self.env._("The amount to pay is %s.", self.currency_id.format(due))
        return False

    def _perles_under_way(self):
        """Those of these transactions that may bring money any moment, transfers apart."""
        return self.filtered(
            lambda tx: tx.state == 'authorized'
            or tx.state == 'pending' and tx.provider_code != 'custom'
            or tx.state == 'done' and not tx.is_post_processed
        )

    def _perles_check_order(self, order):
        reason = order.perles_membership_id._refuse_payment_reason(order)
        if reason:
            raise ConsentMissing(reason)
        alone = len(self.sale_order_ids) == 1
        if not alone or order.currency_id.compare_amounts(self.amount, order.amount_total):
            raise ConsentMissing(self.env._(
                "The amount to pay is %s.", order.currency_id.format(order.amount_total),
            ))
