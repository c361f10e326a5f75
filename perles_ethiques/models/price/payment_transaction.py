from odoo import api, models

from ...exceptions import PricesLapsed


class PaymentTransaction(models.Model):
    _inherit = 'payment.transaction'

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `payment` to refuse the payment of prices that lapsed (000-21).

        Every native route, token and payment link ends here. What follows a payment made in
        time – capture, refund – is not a new payment.

        :raise PricesLapsed: if an order is priced with a member list that its customer lost.
        """
        transactions = super().create(vals_list)
        payments = transactions.filtered(
            lambda tx: tx.operation != 'refund' and not tx.source_transaction_id
        )
        lapsed = payments.sudo().sale_order_ids._perles_lapsed()
        if lapsed:
            raise PricesLapsed(lapsed[0]._perles_lapsed_words())
        return transactions
