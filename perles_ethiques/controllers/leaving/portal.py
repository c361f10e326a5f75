from odoo.exceptions import UserError
from odoo.http import content_disposition, request, route

from .termination import Termination


class MembershipLeaving(Termination):
    """*Ne pas reconduire*, *Reprendre la reconduction* and the dates, for a signed-in member."""

    @route('/my/membership/leave', type='http', auth='user', website=True, methods=['GET'],
           readonly=True)
    def portal_membership_leave(self, **query):
        """The last day, and what is kept until then, before it is confirmed."""
        membership = self._membership()
        if not membership:
            return request.redirect('/adhesion')
        return self._render_leave(membership)

    @route('/my/membership/leave', type='http', auth='user', website=True, methods=['POST'])
    def portal_membership_leave_confirm(self, **post):
        """Do not renew, at this instant; the acknowledgement leaves by mail."""
        membership = self._membership()
        if not membership:
            return request.redirect('/adhesion')
        try:
            if not membership.leaves_on:
                request.env['perles.termination']._record_member(
                    membership, request.env.user.partner_id, 'no_renewal',
                    ip_address=self._ip(),
                )
        except UserError:
            return self._render_leave(membership, status=400)
        return request.redirect('/my/membership', code=303)

    @route('/my/membership/stay', type='http', auth='user', website=True, methods=['POST'])
    def portal_membership_stay(self, **post):
        """Let the membership be renewed after all, until its last day has passed."""
        membership = self._membership()
        if not membership:
            return request.redirect('/adhesion')
        try:
            membership._request_to_stay()
        except UserError as error:
            return self._render_leave(membership, error.args[0], 400)
        return request.redirect('/my/membership', code=303)

    @route('/my/membership/calendar.ics', type='http', auth='user', website=True, readonly=True)
    def portal_membership_calendar(self, **query):
        """The dates of the membership, for the member's own diary."""
        membership = self._membership()
        if not membership or not membership._calendar_days():
            return request.redirect('/my/membership')
        return request.make_response(membership._calendar_file(), [
            ('Content-Type', 'text/calendar; charset=utf-8'),
            ('Content-Disposition', content_disposition(
                f'{membership.name.replace("/", "-")}.ics',
            )),
        ])

    def _render_leave(self, membership, error=None, status=200):
        allowed = membership._may_leave() and not membership.leaves_on
        response = request.render('perles_ethiques.portal_membership_leave', self._page_values(
            membership, error=error, allowed=allowed,
            at_once=allowed and membership._may_leave_at_once(membership._today()),
            **self._outcome(membership if allowed else None, 'no_renewal'),
        ))
        response.status_code = status
        return response

    @route('/my/membership/withdraw', type='http', auth='user', website=True, methods=['GET'],
           readonly=True)
    def portal_membership_withdraw(self, **query):
        """The consumer's withdrawal, before it is confirmed."""
        membership = self._membership()
        if not membership:
            return request.redirect('/adhesion')
        return self._render_withdraw(membership)

    @route('/my/membership/withdraw', type='http', auth='user', website=True, methods=['POST'])
    def portal_membership_withdraw_confirm(self, confirm='', **post):
        """Withdraw; the acknowledgement leaves by mail."""
        membership = self._membership()
        if not membership:
            return request.redirect('/adhesion')
        try:
            if confirm != '1':
                raise UserError(request.env._("Tick the box to confirm the withdrawal."))
            membership._request_withdrawal()
        except UserError as error:
            return self._render_withdraw(membership, error.args[0], 400)
        return request.redirect('/my/membership', code=303)

    def _render_withdraw(self, membership, error=None, status=200):
        response = request.render('perles_ethiques.portal_membership_withdraw', self._page_values(
            membership, error=error, allowed=membership._can_withdraw(),
            refund=membership._refund_today(), limit=membership._withdrawal_deadline(),
        ))
        response.status_code = status
        return response
