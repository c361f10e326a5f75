from odoo.http import request, route

from ...exceptions import FormError
from ..base.form import MAX_LENGTH
from ..membership.portal import MembershipPortal
from .form import TerminationForm

# where the session keeps which request was just recorded
RECORDED = 'perles_termination_id'


class Termination(MembershipPortal):
    """*Résilier votre contrat*: no account is needed (code de la consommation, L215-1-1)."""

    @route('/resilier', type='http', auth='public', website=True, methods=['GET'],
           readonly=True, sitemap=True)
    def termination_page(self):
        """Show the form; what the house knows of who is signed in is not asked."""
        return self._render_form({}, {})

    @route('/resilier', type='http', auth='public', website=True, methods=['POST'],
           sitemap=False, readonly=True)
    def termination_summary(self, **post):
        """Show what is about to be sent; nothing is written. 400 with what to correct."""
        if post.get('edit'):
            return self._render_form(post, {})
        membership = self._leavable()
        try:
            values = TerminationForm(request.env, post, membership).clean()
        except FormError as error:
            return self._render_form(post, error.errors, status=error.http_status)
        return request.render('perles_ethiques.termination_summary', {
            'values': values,
            'membership': membership,
            **self._outcome(membership, 'termination', values['wished_day']),
        })

    @route('/resilier/confirmer', type='http', auth='public', website=True, methods=['POST'],
           sitemap=False)
    def termination_confirm(self, **post):
        """Record the notification at this instant, everything being checked again."""
        membership = self._leavable()
        terminations = request.env['perles.termination']
        company = request.website.company_id
        try:
            values = TerminationForm(request.env, post, membership).clean()
        except FormError as error:
            return self._render_form(post, error.errors, status=error.http_status)
        if membership:
            terminations._record_member(
                membership, request.env.user.partner_id, 'termination',
                values['wished_day'], self._ip(),
            )
            return request.redirect('/my/membership', code=303)
        if terminations._too_many_from(self._ip(), company):
            error = request.env._("Too many forms were sent from here. Try again in an hour.")
            return self._render_form(post, {'offer': error}, status=429)
        termination = terminations._record_guest({**values, 'ip_address': self._ip()}, company)
        request.session[RECORDED] = termination.id
        return request.redirect('/resilier/merci', code=303)

    @route('/resilier/merci', type='http', auth='public', website=True, methods=['GET'],
           sitemap=False, readonly=True)
    def termination_thanks(self):
        """Say when the notification was recorded, in the same words whoever sent it."""
        termination = request.env['perles.termination'].sudo().browse(
            request.session.get(RECORDED),
        ).exists()
        if not termination:
            return request.redirect('/resilier')
        return request.render('perles_ethiques.termination_thanks', {'termination': termination})

    # === HELPERS === #

    def _ip(self):
        return request.httprequest.remote_addr

    def _own_membership(self):
        """The membership of who is signed in; empty for a visitor."""
        if request.env.user._is_public():
            return request.env['perles.membership'].sudo()
        return self._membership()

    def _leavable(self):
        """The membership that who is signed in may leave, else an empty record."""
        membership = self._own_membership()
        return membership.filtered(lambda m: m._may_leave())

    def _outcome(self, membership, kind, wished=None):
        """What a confirmation now would give a signed-in member; a visitor is told nothing."""
        if not membership:
            return {}
        day, amount, limit = membership._leaving_outcome(kind, wished=wished or None)
        return {'last_day': day, 'refund': amount, 'refund_day': limit}

    def _render_form(self, post, errors, status=200):
        membership = self._own_membership()
        contact = request.env.user.partner_id.sudo()
        response = request.render('perles_ethiques.termination_page', {
            'membership': membership,
            'known': bool(membership and membership._may_leave()),
            'contact': contact,
            'signed_in': not request.env.user._is_public(),
            'post': {name: str(value)[:MAX_LENGTH] for name, value in post.items()},
            'errors': errors,
        })
        response.status_code = int(status)
        return response
