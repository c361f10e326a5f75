import json
import subprocess
import sys
from pathlib import Path

from ..kit.sales import SaleCommon

CHECKER = Path(__file__).with_name('einvoice_checker.py')


class InvoiceCommon(SaleCommon):
    """Invoices and credit notes as they leave, each read by the checker."""

    def _assert_read(self, move):
        """A machine reads this invoice or credit note, and finds nothing wrong."""
        pdf = self.env['perles.membership']._invoice_attachment(move)
        self.assertTrue(pdf, move.name)
        # what natively goes into the PDF; tests have none
        xml = self.env['ir.attachment'].search([
            ('res_model', '=', 'account.move'), ('res_id', '=', move.id),
            ('name', '=', 'factur-x.xml'),
        ])
        answer = subprocess.run(
            [sys.executable, str(CHECKER)], input=xml.raw, capture_output=True, check=False,
        )
        self.assertEqual(answer.returncode, 0, answer.stderr.decode())
        self.assertEqual(json.loads(answer.stdout), [], move.name)

    def _credit(self, invoice, price=None):
        """The native credit note of an invoice, of all of it or of a part."""
        wizard = self.env['account.move.reversal'].with_context(
            active_model='account.move', active_ids=invoice.ids,
        ).create({'journal_id': invoice.journal_id.id})
        wizard.refund_moves()
        credit_note = wizard.new_move_ids
        if price:
            credit_note.invoice_line_ids[1:].unlink()
            credit_note.invoice_line_ids.price_unit = price
        credit_note.action_post()
        return credit_note
