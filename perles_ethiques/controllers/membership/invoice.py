from odoo.addons.account_payment.controllers import portal as account_portal


class PortalAccount(account_portal.PortalAccount):

    def _invoice_get_page_view_values(self, invoice, access_token, *args, **kwargs):
        """Override of `account_payment` to let who is signed in pay without the mailed link.

        The form of the page sends the token to the route of the payment, which wants one: natively
        an address without it shows a form that always fails. The document was checked before.
        """
        token = access_token or invoice._portal_ensure_token()
        return super()._invoice_get_page_view_values(invoice, token, *args, **kwargs)
