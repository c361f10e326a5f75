from contextlib import suppress

from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request, route

from odoo.addons.account_payment.controllers import portal as account_portal


class PortalAccount(account_portal.PortalAccount):

    def _prepare_my_invoices_values(self, *args, **kwargs):
        """Override of `account`: a customer has no bills of suppliers to choose."""
        values = super()._prepare_my_invoices_values(*args, **kwargs)
        for kind in ('invoices', 'bills'):
            values['searchbar_filters'].pop(kind, None)
        return values

    def _prepare_my_account_rendering_values(self, *args, **kwargs):
        """Override of `account`: invoices of the house are Factur-X, no format is to be chosen."""
        values = super()._prepare_my_account_rendering_values(*args, **kwargs)
        return {**values, 'invoice_edi_formats': {}}

    @route()
    def portal_my_invoice_detail(
        self, invoice_id, access_token=None, report_type=None, download=False, **kw,
    ):
        """Override of `account`: “PDF” is a PDF.

        Natively an archive, as soon as the file for machines lies beside it; that file is in the
        PDF as well. What was corrected and not mailed yet is issued when it is asked for.
        """
        if report_type == 'pdf' and download:
            try:
                invoice = self._document_check_access('account.move', invoice_id, access_token)
            except (AccessError, MissingError):
                return request.redirect('/my')
            if invoice.state == 'posted':
                self._issue(invoice)
            if invoice.state == 'posted' and (
                paper := invoice._get_invoice_legal_documents('pdf', allow_fallback=True)
            ):
                headers = self._get_http_headers(invoice, 'pdf', paper['content'], download)
                return request.make_response(paper['content'], list(headers.items()))
        return super().portal_my_invoice_detail(
            invoice_id, access_token=access_token, report_type=report_type, download=download, **kw,
        )

    def _issue(self, invoice):
        """Make the paper of a posted document: what its customer gets is no “proforma”.

        One that cannot be issued yet stays one; its mail tells the team why.
        """
        if invoice.is_sale_document():
            with suppress(UserError), request.env.cr.savepoint():
                request.env['perles.membership']._invoice_attachment(invoice)

    def _invoice_get_page_view_values(self, invoice, access_token, *args, **kwargs):
        """Override of `account_payment` to let who is signed in pay without the mailed link.

        The form of the page sends the token to the route of the payment, which wants one: natively
        an address without it shows a form that always fails. The document was checked before.
        """
        token = access_token or invoice._portal_ensure_token()
        return super()._invoice_get_page_view_values(invoice, token, *args, **kwargs)
