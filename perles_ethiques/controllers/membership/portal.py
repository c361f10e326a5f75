from odoo.fields import Domain
from odoo.http import request, route
from odoo.tools.translate import LazyTranslate

from odoo.addons.sale.controllers.portal import CustomerPortal

from ..base.records import own_domain

# labels of the module itself are translated when they are shown: no environment exists here
# pylint: disable=prefer-env-translation
_lt = LazyTranslate(__name__)

# The exact words of the act; they are written in the acceptance (clauses 000-04 and 000-05).
BUTTON_LABEL = _lt("Membership with obligation to pay")


class MembershipPortal(CustomerPortal):
    """The member's own pages on the membership; each finds it through the signed-in contact."""

    def _prepare_home_portal_values(self, counters):
        """Override of `portal` to count the membership of the home card."""
        values = super()._prepare_home_portal_values(counters)
        if 'membership_count' in counters:
            values['membership_count'] = 1 if self._membership() else 0
        return values

    def _prepare_quotations_domain(self, partner):
        """Override of `sale`: what a membership asks for stands on its own page."""
        domain = Domain(super()._prepare_quotations_domain(partner))
        return domain & Domain('perles_membership_id', '=', False)

    def _membership(self):
        """The membership that the visitor's own organisation holds or last held (sudo)."""
        return request.env['perles.membership'].sudo().search(
            own_domain() & Domain('state', '!=', 'cancelled'),
            order='create_date desc, id desc', limit=1,
        )

    def _page_values(self, membership, **values):
        return {
            'membership': membership,
            'page_name': 'membership',
            'professional': membership.partner_id._perles_is_professional(),
            **values,
        }

    @route()
    def portal_order_page(
        self, order_id, report_type=None, access_token=None, message=False, download=False,
        payment_amount=None, amount_selection=None, **kw,
    ):
        """Override of `sale`: a membership is paid on the page that names the obligation."""
        order = request.env['sale.order'].sudo().browse(order_id).exists()
        if order.perles_membership_id and order.state in ('draft', 'sent') and not report_type:
            return request.redirect('/my/membership/pay')
        return super().portal_order_page(
            order_id, report_type=report_type, access_token=access_token, message=message,
            download=download, payment_amount=payment_amount, amount_selection=amount_selection,
            **kw,
        )

    @route('/my/membership', type='http', auth='user', website=True, readonly=True)
    def portal_membership(self, **query):
        """The membership in words: until when, what was paid, what was accepted."""
        membership = self._membership()
        if not membership:
            return request.redirect('/adhesion')
        return request.render('perles_ethiques.portal_membership', self._page_values(
            membership,
            invoices=membership._portal_invoices(),
            pending_version=membership._coming_version(),
            **membership._page_facts(),
        ))

    @route('/my/membership/pay', type='http', auth='user', website=True)
    def portal_membership_pay(self, **query):
        """The native payment form of the joining order, with the words of the obligation.

        What is already billed is paid on the native page of its invoice.
        """
        membership = self._membership()
        if not membership:
            return request.redirect('/adhesion')
        order = membership.order_id
        if unpaid := membership._unpaid_invoice():
            return request.redirect(f'/my/invoices/{unpaid.id}')
        if membership.state not in ('draft', 'pending'):
            return request.redirect('/my/membership')
        if not order or membership._refuse_payment_reason(order):
            return request.redirect('/adhesion')
        payment = self._get_payment_values(order)
        payment['landing_route'] = '/my/membership'
        return request.render('perles_ethiques.portal_membership_pay', self._page_values(
            membership, order=order, submit_button_label=BUTTON_LABEL._translate(request.env.lang),
            **payment,
        ))

    @route('/my/membership/terms', type='http', auth='user', website=True, readonly=True)
    def portal_membership_terms(self, **query):
        """Every version of the contract, the accepted one marked, with what each changed."""
        membership = self._membership()
        if not membership:
            return request.redirect('/adhesion')
        return request.render('perles_ethiques.portal_membership_terms', self._page_values(
            membership, versions=membership.plan_id.terms_id.version_ids,
        ))

    @route('/my/membership/terms/<int:number>', type='http', auth='user', website=True,
           readonly=True)
    def portal_membership_version(self, number, **query):
        """One version of the contract, with its changes shown word by word."""
        membership = self._membership()
        version = membership.plan_id.terms_id.version_ids.filtered(lambda v: v.number == number)
        if not version:
            raise request.not_found()
        return request.render('perles_ethiques.portal_membership_version', self._page_values(
            membership, version=version, changes=version._changes(),
        ))
