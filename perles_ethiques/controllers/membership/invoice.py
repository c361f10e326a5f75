from odoo.exceptions import AccessError, MissingError
from odoo.http import request, route

from odoo.addons.account_payment.controllers import portal as account_portal


class PortalAccount(account_portal.PortalAccount):

    def _prepare_my_invoices_values(self, *args, **kwargs):
        """Override of `account`: a customer has no bills of suppliers to choose."""
        values = super()._prepare_my_invoices_values(*args, **kwargs)
        for kind in ('invoices', 'bills'):
            values['searchbar_filters'].pop(kind, None)
        return values

    @route()
    def portal_my_invoice_detail(
        self, invoice_id, access_token=None, report_type=None, download=False, **kw,
    ):
        """Override of `account`: “PDF” is a PDF.

        Natively an archive, as soon as the file for machines lies beside it; that file is in the
        PDF as well.
        """
        if report_type == 'pdf' and download:
            try:
                invoice = self._document_check_access('account.move', invoice_id, access_token)
            except (AccessError, MissingError):
                return request.redirect('/my')
            if invoice.state == 'posted' and (
                paper := invoice._get_invoice_legal_documents('pdf', allow_fallback=True)
            ):
                headers = self._get_http_headers(invoice, 'pdf', paper['content'], download)
                return request.make_response(paper['content'], list(headers.items()))
        return super().portal_my_invoice_detail(
            invoice_id, access_token=access_token, report_type=report_type, download=download, **kw,
        )

    def _invoice_get_page_view_values(self, invoice, access_token, *args, **kwargs):
        """Override of `account_payment` to let who is signed in pay without the mailed link.

        The form of the page sends the token to the route of the payment, which wants one: natively
        an address without it shows a form that always fails. The document was checked before.
        """
        token = access_token or invoice._portal_ensure_token()
        return super()._invoice_get_page_view_values(invoice, token, *args, **kwargs)
