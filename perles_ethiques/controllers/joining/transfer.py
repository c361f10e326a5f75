from odoo.http import request, route

from ...exceptions import PaymentRefused
from ..membership.portal import MembershipPortal


class JoiningTransfer(MembershipPortal):

    @route('/my/membership/pay/transfer', type='http', auth='user', website=True,
           methods=['POST'])
    def portal_membership_transfer(self, **post):
        """Choose the bank transfer without a script; the page of the membership says the rest."""
        membership = self._membership()
        if membership and membership.state in ('draft', 'pending'):
            try:
                with request.env.cr.savepoint():
                    membership._choose_transfer()
            except PaymentRefused:
                return request.redirect('/my/membership/pay', code=303)
        return request.redirect('/my/membership', code=303)
