from odoo import models


class PerlesMembership(models.Model):
    """What goes with the mails of a membership, and the papers listed in the member's space."""

    _inherit = 'perles.membership'

    def _notice_attachments(self, kind):
        """Override of `perles_ethiques`: the welcome carries the contract and the invoice."""
        attachments = super()._notice_attachments(kind)
        if kind == 'welcome':
            attachments += self._contract_attachment() + self._invoice_attachment()
        return attachments

    def _contract_attachment(self):
        """The accepted version of the contract, on a durable medium (clause 000-92)."""
        self.ensure_one()
        version = self.version_id
        if not version:
            return self.env['ir.attachment']
        name = version._filename()
        attachments = self.env['ir.attachment'].sudo()
        found = attachments.search([
            ('res_model', '=', self._name), ('res_id', '=', self.id), ('name', '=', name),
        ], limit=1)
        return found or attachments.create({
            'name': name,
            'res_model': self._name,
            'res_id': self.id,
            'mimetype': 'application/pdf',
            'raw': version._pdf_bytes(),
        })

    def _invoice_attachment(self):
        """The PDF of the invoice in force, made by the native sending (Factur-X included)."""
        invoice = self._current_period().invoice_id.sudo()
        if invoice and not invoice.invoice_pdf_report_id:
            self.env['account.move.send'].sudo()._generate_and_send_invoices(
                invoice, sending_methods=['manual'], allow_raising=False, allow_fallback_pdf=True,
            )
        return invoice.invoice_pdf_report_id

    def _portal_invoices(self):
        """Posted invoices and credit notes of this membership, the latest first."""
        self.ensure_one()
        moves = self.invoice_ids | self.invoice_ids.reversal_move_ids
        return moves.filtered(lambda m: m.state == 'posted').sorted(
            lambda m: (m.invoice_date, m.id), reverse=True,
        )

    def _refund_due(self):
        """What the withdrawal pays back, TTC."""
        self.ensure_one()
        return self.refund_amount
