from odoo.tests import tagged

from ..kit.pages import PageCommon

MACHINE = b'<?xml version="1.0"?><Invoice/>'


@tagged('post_install', '-at_install')
class TestInvoicePdf(PageCommon):

    def test_pdf_is_a_pdf(self):
        """The file for machines lies beside the PDF: natively both come in an archive."""
        membership = self._member(email='luz@luz.example')
        invoice = membership.invoice_ids
        for name, field, content in (
            ('invoice.pdf', 'invoice_pdf_report_file', b'%PDF-1.4 paper'),
            ('factur-x.xml', 'ubl_cii_xml_file', MACHINE),
        ):
            self.env['ir.attachment'].search([
                ('res_model', '=', 'account.move'), ('res_field', '=', field),
                ('res_id', '=', invoice.id),
            ]).unlink()
            self.env['ir.attachment'].create({
                'name': name, 'raw': content, 'res_model': 'account.move', 'res_field': field,
                'res_id': invoice.id,
            })
        self.env.invalidate_all()
        self._portal_user(membership.contact_id, login='a-member')
        self.authenticate('a-member', 'a-member')
        answer = self.url_open(f'/my/invoices/{invoice.id}?report_type=pdf&download=true')
        self.assertEqual(answer.headers['Content-Type'], 'application/pdf')
        self.assertEqual(answer.content, b'%PDF-1.4 paper')
        self.assertIn('.pdf', answer.headers['Content-Disposition'])

    def test_what_was_corrected_is_no_proforma(self):
        """Found: natively a member reads “proforma” until the accountant mails the correction."""
        membership = self._member(email='luz@luz.example')
        self._portal_user(membership.contact_id, login='a-member')
        self.authenticate('a-member', 'a-member')
        wizard = self.env['account.move.reversal'].with_context(
            active_model='account.move', active_ids=membership.invoice_ids.ids,
        ).create({'journal_id': membership.invoice_ids.journal_id.id})
        corrected = self.env['account.move'].browse(wizard.modify_moves()['res_id'])
        corrected.action_post()
        self.assertFalse(corrected.invoice_pdf_report_id)
        answer = self.url_open(f'/my/invoices/{corrected.id}?report_type=pdf&download=true')
        self.assertEqual(answer.headers['Content-Type'], 'application/pdf')
        self.env.invalidate_all()
        self.assertEqual(answer.content, corrected.invoice_pdf_report_id.raw)
        self.assertNotIn('proforma', answer.headers['Content-Disposition'])

    def test_the_pdf_of_somebody_else_is_not_given(self):
        invoice = self._member(email='luz@luz.example').invoice_ids
        self._portal_user(
            self.env['res.partner'].create({'name': "S", 'email': 's@s.example'}), login='stranger',
        )
        self.authenticate('stranger', 'stranger')
        answer = self.url_open(
            f'/my/invoices/{invoice.id}?report_type=pdf&download=true', allow_redirects=False,
        )
        self.assertEqual(answer.status_code, 303)
