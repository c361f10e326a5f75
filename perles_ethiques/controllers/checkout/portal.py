from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request, route

from odoo.addons.sale.controllers.portal import CustomerPortal

from ...tools.texts import clean_line


class OrderChoices(CustomerPortal):
    """What a customer chooses before signing a quotation: token or sign-in, as natively."""

    @route(
        '/my/orders/<int:order_id>/choices', type='http', auth='public', website=True,
        methods=['GET'], sitemap=False,
    )
    def portal_order_choices(self, order_id, access_token=None, **query):
        """Carrier, packaging and shares of a quotation."""
        try:
            order = self._document_check_access('sale.order', order_id, access_token=access_token)
        except (AccessError, MissingError):
            return request.redirect('/my')
        if not order._perles_may_choose():
            return request.redirect(order.get_portal_url())
        return self._render_choices(order)

    @route(
        '/my/orders/<int:order_id>/choices', type='http', auth='public', website=True,
        methods=['POST'], sitemap=False,
    )
    def portal_order_choose(self, order_id, access_token=None, carrier='', packaging='',
                            payment='', **post):
        """Write the choices, then show the quotation with its totals drawn again."""
        try:
            order = self._document_check_access('sale.order', order_id, access_token=access_token)
        except (AccessError, MissingError):
            return request.redirect('/my')
        try:
            order._perles_choose(
                carrier_id=self._carrier_id(carrier), reusable=packaging == '1',
                instalments=payment == 'shares',
            )
        except UserError as error:
            request.env.cr.rollback()
            if not order._perles_may_choose():
                return request.redirect(order.get_portal_url(), code=303)
            return self._render_choices(order, error.args[0], 400)
        return request.redirect(order.get_portal_url(), code=303)

    @route('/shop/packaging', type='http', auth='public', website=True, methods=['POST'],
           sitemap=False)
    def shop_packaging(self, packaging='', **post):
        """Whether the cart may come in reusable packaging (000-46)."""
        if order := request.cart:
            order.perles_reusable = packaging == '1'
        return request.redirect('/shop/checkout#packaging', code=303)

    @staticmethod
    def _carrier_id(text):
        """The id that a form sent: ``None`` for none, 0 for what is no id."""
        if not text:
            return None
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0

    def _render_choices(self, order, error=None, status=200):
        response = request.render('perles_ethiques.portal_order_choices', {
            'order': order, 'error': error, 'page_name': 'quote', **order._perles_choices(),
        })
        response.status_code = status
        return response

    @route()
    def portal_quote_accept(self, order_id, access_token=None, name=None, signature=None):
        """Override of `sale`: nobody of the team signs for a customer; shares are still granted.

        Who chose to pay in shares goes on to the invoice.
        """
        token = access_token or request.httprequest.args.get('access_token')
        try:
            order = self._document_check_access('sale.order', order_id, access_token=token)
        except (AccessError, MissingError):
            order = request.env['sale.order']
        if refusal := order and self._refuse_signature(order):
            return {'error': refusal}
        result = super().portal_quote_accept(
            order_id, access_token=access_token, name=clean_line(name or ''), signature=signature,
        )
        invoice = order.perles_instalments and order.state == 'sale' and order.invoice_ids[:1]
        if invoice and result.get('redirect_url'):
            result['redirect_url'] = invoice.get_portal_url()
        return result

    def _refuse_signature(self, order):
        if self._is_of_the_team(order):
            return request.env._("The customer signs this quotation, not the team.")
        return order._perles_stale_instalments()

    @route()
    def portal_quote_decline(self, order_id, access_token=None, decline_message=None, **kwargs):
        """Override of `sale`: nobody of the team declines in the name of a customer.

        Who cancels a quotation does so on its own screen, where it asks what becomes of it.
        """
        try:
            order = self._document_check_access('sale.order', order_id, access_token=access_token)
        except (AccessError, MissingError):
            return request.redirect('/my')
        if self._is_of_the_team(order):
            return request.redirect(f'/my/orders/{order.id}', code=303)
        return super().portal_quote_decline(
            order_id, access_token=access_token, decline_message=decline_message, **kwargs,
        )

    def _is_of_the_team(self, order):
        """Whether a colleague looks at the quotation of somebody else."""
        user = request.env.user
        own = user.partner_id.commercial_partner_id == order.partner_id.commercial_partner_id
        return user._is_internal() and not own
