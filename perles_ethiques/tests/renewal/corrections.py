from odoo.tests import TransactionCase, freeze_time, new_test_user

from ..kit.payments import PaymentCommon


class CorrectionCommon(PaymentCommon, TransactionCase):
    """What an accountant does to an invoice, by the native doors."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.accountant = new_test_user(
            cls.env, 'accountant', 'base.group_user,account.group_account_manager',
        )

    def _correct(self, invoice, instant, post=True):
        """*Reverse and create invoice*.

        :return: the new invoice
        """
        with freeze_time(instant):
            wizard = self.env['account.move.reversal'].with_user(self.accountant).with_context(
                active_model='account.move', active_ids=invoice.ids,
            ).create({'journal_id': invoice.journal_id.id})
            wizard.modify_moves()
            new = wizard.new_move_ids
            if post:
                new.action_post()
        self.env.invalidate_all()
        return new.sudo()

    def _credit(self, invoice, total=None):
        """The native credit note, of all of an invoice or of a part (TTC)."""
        wizard = self.env['account.move.reversal'].with_user(self.accountant).with_context(
            active_model='account.move', active_ids=invoice.ids,
        ).create({'journal_id': invoice.journal_id.id})
        wizard.refund_moves()
        if total:
            wizard.new_move_ids.invoice_line_ids.price_unit = total / 1.2
        wizard.new_move_ids.action_post()
        return wizard.new_move_ids

    def _credit_in_part(self, invoice):
        """A credit note of 30 € that is applied to what the invoice still asks for."""
        note = self._credit(invoice, total=30.0)
        if invoice.amount_residual:
            lines = (note | invoice).line_ids.filtered(
                lambda line: line.display_type == 'payment_term'
            )
            lines.filtered(lambda line: not line.reconciled).reconcile()
