from ..kit.lots import READY
from ..kit.sales import SaleCommon

DUE, LATE = '2027-01-15 08:00:00', '2027-01-25 08:00:00'
MONEY = "What becomes of the money?"


class SharedOrderCommon(SaleCommon):
    """An order in three shares whose first one was paid by a card that was kept."""

    def setUp(self):
        super().setUp()
        self.order = self._ordered()
        self.invoice = self.order.invoice_ids
        self.second = self.invoice.perles_instalment_ids.filtered(lambda s: s.number == 2)
        token = self._card_of(self.order.partner_id)
        self._pay_share(self.invoice, token_id=token.id)
        self._at(READY)

    def _credit(self, amount=None):
        """The native credit note, of all of the invoice or of a part."""
        wizard = self.env['account.move.reversal'].with_user(self.manager).with_context(
            active_model='account.move', active_ids=self.invoice.ids,
        ).create({'journal_id': self.invoice.journal_id.id})
        wizard.refund_moves()
        credit_note = wizard.new_move_ids
        if amount:
            credit_note.invoice_line_ids.price_unit = amount
        credit_note.action_post()
        return credit_note
