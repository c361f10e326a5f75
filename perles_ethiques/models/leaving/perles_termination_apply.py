from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.calendars import paris_date
from .perles_termination import GUEST_UNDO


class PerlesTermination(models.Model):
    """How a request is recorded, and how it gives a membership its last day."""

    _inherit = 'perles.termination'

    # === BUSINESS METHODS: receiving === #

    @api.model
    def _too_many_from(self, ip_address, company):
        """Whether too many requests came from this address within the hour."""
        return self.sudo().search_count([
            ('ip_address', '=', ip_address), ('channel', '=', 'guest'),
            ('requested_at', '>=', 'now -1H'),
        ]) >= company.perles_joining_per_address

    @api.model
    def _record_member(self, membership, contact, kind, wished=None, ip_address=False):
        """Record and apply at once what a signed-in member asks.

        :param membership: the one that the member's organisation holds.
        :param contact: `res.partner` of who clicked.
        :param str kind: a key of the field.
        :param date wished: the day wished for, if any.
        :return: the termination, applied; the same one when the same is asked again
        :raise UserError: if there is nothing to leave.
        """
        same = membership._applied_terminations().filtered(
            lambda t: t.kind == kind and t.wished_day == (wished or False)
        )
        return same[:1] or self._record_for(membership, {
            'kind': kind,
            'channel': 'member',
            'person_name': contact.name,
            'email': contact.email or membership.contact_id.email,
            'wished_day': wished,
            'ip_address': ip_address,
        })

    @api.model
    def _record_team(self, membership, kind, instant, wished=None):
        """Record and apply what came by letter, by mail or by telephone.

        :param membership: the one that ends.
        :param str kind: a key of the field.
        :param datetime instant: when it came, naive UTC; it is the one that counts.
        :param date wished: the day wished for, if any.
        :return: the termination, applied
        :raise UserError: if there is nothing to leave.
        """
        return self._record_for(membership, {
            'kind': kind,
            'channel': 'team',
            'person_name': membership.contact_id.name,
            'email': membership.contact_id.email,
            'wished_day': wished,
            'requested_at': instant,
        })

    def _record_for(self, membership, values):
        if not membership._may_leave():
            raise UserError(self.env._("This membership has nothing left to end."))
        termination = self.sudo().create({
            **values,
            'email': values['email'] or '-',
            'contract_ref': membership.name,
            'company_id': membership.company_id.id,
        })
        termination._apply_to(membership.sudo())
        return termination

    @api.model
    def _record_guest(self, values, company):
        """Record what a visitor asks; the clock finds out whose it is.

        The page takes the same time and answers the same whoever is known.

        :param dict values: checked values of the form, plus the address of the visitor.
        :return: the termination, received; the first one when the form is sent twice
        """
        values = {
            **values, 'kind': 'termination', 'channel': 'guest', 'company_id': company.id,
        }
        same = Domain('requested_at', '>=', 'now -1H') & Domain(
            'state', 'in', ('received', 'review', 'applied'),
        )
        for field, value in values.items():
            same &= Domain(field, '=', value)
        if first := self.sudo().search(same, order='requested_at', limit=1):
            return first
        termination = self.sudo().create(values)
        self.env.ref('perles_ethiques.ir_cron_match_terminations').sudo()._trigger()
        return termination

    # === BUSINESS METHODS: applying === #

    def _apply_to(self, membership):
        """Let a membership end as it was asked, at the instant of the request.

        :param membership: one `perles.membership`.
        :raise UserError: if it was never paid: there is no contract to end yet.
        """
        self.ensure_one()
        if membership.state in ('draft', 'pending'):
            raise UserError(self.env._(
                "%s is not paid yet: cancel it instead.", membership.display_name,
            ))
        self._move('apply', membership=membership)

    def _give_last_day(self, membership):
        values = {'was_over': True, 'last_day': membership.left_on}
        if membership._may_leave():
            values = self._end(membership)
        self.write({
            'membership_id': membership.id,
            'partner_id': membership.partner_id.id,
            'applied_at': fields.Datetime.now(),
            **values,
        })

    def _end(self, membership):
        """Give the membership its last day.

        :return: dict of what is written on this termination
        """
        day, amount, limit = membership._leaving_outcome(
            self.kind, self.requested_at, self.wished_day or None,
        )
        membership._leave_on(day, self.requested_at)
        if day < membership._today():
            # what was billed meanwhile is credited by the clock that ends the membership
            self.env.ref('perles_ethiques.ir_cron_end')._trigger()
        return {'last_day': day, 'refund_amount': amount, 'refund_day': limit}

    def _acknowledge(self, membership):
        for termination in self:
            self.env['perles.notice']._owe(
                termination, 'leaving', partner=membership.contact_id,
            )

    # === BUSINESS METHODS: staying === #

    def _undo(self):
        """Let the membership go on, whatever else asked for its end, and owe the mail.

        :raise UserError: if it has ended, or the leaving is already taken back.
        """
        self.ensure_one()
        if self.state == 'undone':
            raise UserError(self.env._("This termination is already taken back."))
        if not self._can_undo():
            raise UserError(self.env._("The membership has ended: join again to come back."))
        self.membership_id._stay()
        self.env['perles.notice']._owe(
            self, 'leaving_undone', partner=self.membership_id.contact_id,
        )

    # === BUSINESS METHODS: words of pages and mails === #

    def _is_over(self):
        """Whether the last day has passed: nothing can be taken back any more."""
        self.ensure_one()
        return bool(self.last_day and self.last_day < paris_date(fields.Datetime.now()))

    def _is_guest_of_late(self):
        """Whether it came from the public page, and was applied within the days of `GUEST_UNDO`."""
        self.ensure_one()
        return bool(
            self.channel == 'guest' and self.applied_at
            and self.applied_at > fields.Datetime.now() - GUEST_UNDO
        )

    def _is_billed_first(self):
        """Whether the last day lies in a year that is still to be billed."""
        self.ensure_one()
        return bool(self.membership_id) and self.membership_id._is_billed_before(self.last_day)
