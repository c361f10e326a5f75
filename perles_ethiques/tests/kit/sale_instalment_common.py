from odoo.fields import Command
from odoo.tests import freeze_time

from .sale_common import READY, SaleCommon


class InstalmentCommon(SaleCommon):
    """Orders of members who pay in shares."""

    def _ordered(self, total=300.01, membership=None, at=READY):
        """An order of a total without VAT, signed by a member who pays in shares."""
        order, _claim = self._quoted(membership, quantity=1.0, price=total, at=at)
        order.order_line.tax_ids = [Command.clear()]
        with freeze_time(at):
            order._perles_choose(instalments=True)
        self._sign(order, at=at)
        return order

    def _pay_share(self, invoice, at=READY, amount=None, **values):
        with freeze_time(at):
            amount = amount or invoice._get_invoice_next_payment_values()['next_amount_to_pay']
            transaction = self.env['payment.transaction'].create({
                'provider_id': self.card.id,
                'payment_method_id': self.card.payment_method_ids[:1].id,
                'reference': f'{invoice.name}-{len(invoice.transaction_ids)}',
                'amount': amount, 'currency_id': invoice.currency_id.id,
                'partner_id': invoice.partner_id.id, 'operation': 'online_direct',
                'invoice_ids': [Command.set(invoice.ids)], **values,
            })
            self._notify(transaction)
            transaction._post_process()
        self.env.invalidate_all()
        return transaction

    def _token(self, partner, state='done'):
        return self.env['payment.token'].create({
            'provider_id': self.card.id, 'partner_id': partner.id, 'payment_details': '4242',
            'payment_method_id': self.card.payment_method_ids[:1].id,
            'provider_ref': 'card', 'demo_simulated_state': state,
        })

    def _left(self, invoice):
        return invoice.perles_instalment_ids.sorted('number').mapped('residual')
