from odoo import api, fields, models
from odoo.exceptions import UserError

# Mails to which the invoice to be paid is attached.
WITH_UNPAID_INVOICE = (
    'renewal', 'charge_refused', 'reminder', 'second_reminder', 'suspended', 'closed',
)

# What the member's space shows of an invoice.
LISTED = (
    'name', 'move_type', 'invoice_date', 'amount_total', 'currency_id', 'payment_state',
    'access_token',
)


class PerlesMembership(models.Model):
    """What goes with the mails of a membership, and the papers listed in the member's space."""

    _inherit = 'perles.membership'
    _kinds_with_papers = ('welcome', *WITH_UNPAID_INVOICE)
    _followed_kinds = ('renewal', 'renewal_notice')

    def _notice_attachments(self, kind):
        """Extends `base`: the welcome carries the contract and the invoice."""
        attachments = super()._notice_attachments(kind)
        if kind == 'welcome':
            attachments += self._contract_attachment()
            attachments += self._invoice_attachment(self._current_period().invoice_id)
        elif kind in WITH_UNPAID_INVOICE:
            attachments += self._invoice_attachment(self._billed_invoice())
        return attachments

    def _after_notice(self, kind):
        """Extends `base`: what was sent is marked where it is looked for."""
        result = super()._after_notice(kind)
        if kind == 'renewal':
            self.sudo()._billed_invoice().is_move_sent = True
        elif kind == 'renewal_notice':
            unsent = self.sudo().announcement_ids.filtered(lambda line: not line.sent_at)
            unsent[:1].sent_at = fields.Datetime.now()
        return result

    def _billed_invoice(self):
        """The invoice that a mail of renewal speaks of: the unpaid one, else the last one."""
        self.ensure_one()
        return self._unpaid_invoice() or self.sudo().period_ids[:1].invoice_id

    def _pay_url(self):
        """Address where the invoice can be paid, without signing in; the member's page if none."""
        self.ensure_one()
        invoice = self._billed_invoice()
        if not invoice:
            return f'{self.get_base_url()}{self.access_url}'
        return f'{self.get_base_url()}{invoice.get_portal_url()}'

    def _card_on_file(self):
        """The card that the clock charges on a renewal, or an empty record."""
        self.ensure_one()
        token = self.sudo().token_id
        return token.filtered(lambda t: t.active and t.provider_id.state != 'disabled')

    def _card_to_charge(self):
        """The card that is charged for the bill that a mail speaks of, or an empty record.

        A period is charged once: after a refusal its member pays by hand.
        """
        bill = self._billed_invoice()
        charge = self.sudo().period_ids.filtered(lambda p: p.invoice_id == bill).charge_id
        refused = charge.state in ('error', 'cancel')
        return self.env['payment.token'] if refused else self._card_on_file()

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

    @api.model
    def _invoice_attachment(self, invoice):
        """The PDF of an invoice, made by the native sending (Factur-X included).

        :raise UserError: saying why it cannot be issued; its mail stays owed, the team is told.
        """
        invoice = invoice.sudo()
        if invoice and not invoice.invoice_pdf_report_id:
            self.env['account.move.send'].sudo()._generate_and_send_invoices(
                invoice, sending_methods=['manual'],
            )
            if not invoice.invoice_pdf_report_id:
                raise UserError(self.env._("Invoice %s cannot be issued.", invoice.name))
        return invoice.invoice_pdf_report_id

    def _portal_invoices(self):
        """Posted invoices and credit notes of this membership, the latest first.

        Only what a list shows is read: an invoice has a hundred columns.
        """
        self.ensure_one()
        return self.env['account.move'].sudo().search_fetch(
            [
                ('state', '=', 'posted'), '|', ('perles_membership_id', '=', self.id),
                ('reversed_entry_id.perles_membership_id', '=', self.id),
            ],
            LISTED, order='invoice_date desc, id desc',
        )
