from odoo import models


class PaymentTransaction(models.Model):
    """What the shares of invoices ask of native transactions."""

    _inherit = 'payment.transaction'

    def _perles_charged(self):
        """Extends `charge`: the shares whose saved card is charged."""
        return [*super()._perles_charged(), self._perles_charged_of('perles.instalment')]

    def _perles_after_payment(self):
        """Extends `membership`: the card saved with a share pays the next ones on their days."""
        super()._perles_after_payment()
        # paid after all, by a page that was open or a charge on its way
        for invoice in self.sudo().invoice_ids.filtered('perles_shares_stopped'):
            invoice._perles_orders()._perles_ask_about_money()
        for transaction in self.filtered(
            lambda tx: tx.state == 'done' and tx.token_id
            and tx.operation in ('online_direct', 'online_redirect', 'online_token')
        ):
            transaction.sudo().invoice_ids._perles_keep_card(transaction.sudo().token_id)
