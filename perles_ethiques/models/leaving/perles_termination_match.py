import re
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import hmac
from odoo.tools.mail import email_normalize

from ...tools.texts import same_secret

NOT_PAID = ('draft', 'pending')
HOUR = timedelta(hours=1)


def plain(reference):
    """A contract number without what people type around it: `adh 2026-1` → ``ADH20261``."""
    return re.sub(r'[^A-Z0-9]', '', (reference or '').upper())


class PerlesTermination(models.Model):
    """Whose contract a visitor wants to end: looked for by a clock, never by the page."""

    _inherit = 'perles.termination'
    _said_texts = frozenset({'email', 'contract_ref', 'membership_id.name'})
    _said_names = frozenset({'person_name'})

    @api.model
    def _cron_match(self, batch_size=100):
        """Clock: treat what was received, one by one with a commit each."""
        queue = Domain('state', '=', 'received')
        cron = self.env['ir.cron']
        cron._commit_progress(remaining=self.search_count(queue))
        for termination in self.search(queue, limit=batch_size, order='id'):
            # treated or locked while its neighbours were
            if termination.try_lock_for_update().filtered_domain(queue):
                termination._treat()
            if not cron._commit_progress(1):
                break

    def _treat(self):
        """Apply this request to the membership it speaks of, else leave it to the team."""
        self.ensure_one()
        reason = None
        try:
            with self.env.cr.savepoint():
                membership = self._find_membership()
                if membership and self._is_typed_by_anybody(membership):
                    reason = self._ask_to_confirm(membership)
                    membership = membership.browse()
                elif membership:
                    self._apply_to(membership)
        except Exception as error:  # whatever breaks one request stays with it
            membership, reason = None, str(error)
        if not membership:
            self._move('review', reason=reason)

    def _is_typed_by_anybody(self, membership):
        """Whether an e-mail alone would end a membership: others than its member know it."""
        self.ensure_one()
        return not self.contract_ref and membership._may_leave()

    def _ask_to_confirm(self, membership):
        """Ask the member by mail whether this request is theirs; the team may decide too.

        :return: what the team reads about it
        """
        self.env['perles.notice']._owe(self, 'leaving_to_confirm', partner=membership.contact_id)
        return self._for_team().env._(
            "No contract number was given: the member was asked to confirm by mail. The instant"
            " of the request is the one that counts, whoever confirms it."
        )

    def _confirm_secret(self):
        """The secret of the link by which the member confirms: stored nowhere."""
        self.ensure_one()
        return hmac(
            self.env(su=True), 'perles-termination-confirm',
            (self.id, self.email, fields.Datetime.to_string(self.requested_at)),
        )

    def _confirm_url(self):
        """Address of the link by which the member confirms this request."""
        return f'{self.get_base_url()}/resilier/valider/{self.id}/{self._confirm_secret()}'

    def _check_confirm_secret(self, secret):
        """Whether ``secret`` is the one of this request, which waits for a word or had it."""
        self.ensure_one()
        return bool(
            self.channel == 'guest' and self.state in ('review', 'applied')
            and same_secret(self._confirm_secret(), secret)
        )

    def _confirm(self):
        """Apply this request, which its member has confirmed, at the instant it was made.

        :raise UserError: if no membership goes with it any more: the team looks at it.
        """
        self.ensure_one()
        if self.state == 'applied':
            return
        membership = self._find_membership()
        if not membership:
            raise UserError(self.env._("The team looks for your contract by hand."))
        self._apply_to(membership)

    def _find_membership(self):
        """The only membership that what was typed leads to, or an empty record.

        With a number, the number and the e-mail have to agree; without one, the e-mail has to
        lead to one membership. One that lives comes before those that are over; one that is
        not paid is the team's business.
        """
        self.ensure_one()
        known = self._memberships_of_email()
        if self._is_repeated():
            return known.browse()
        if self.contract_ref:
            known = known.filtered(lambda m: plain(m.name) == plain(self.contract_ref))
        leaving = known.filtered(lambda m: m._may_leave())
        if leaving:
            return leaving if len(leaving) == 1 else known.browse()
        if known.filtered(lambda m: m.state in NOT_PAID) or len(known.partner_id) != 1:
            return known.browse()
        return known[:1]

    def _likely_membership(self):
        """What to propose to the team: by the number alone, else by the e-mail alone."""
        self.ensure_one()
        alive = Domain('company_id', '=', self.company_id.id) & Domain(
            'state', 'in', ('active', 'suspended'),
        )
        by_email = self._memberships_of_email().filtered(lambda m: m._may_leave())
        if digits := re.sub(r'[^0-9]', '', self.contract_ref or ''):
            memberships = self.env['perles.membership'].search(
                alive & Domain('name', 'like', digits[-4:]),
            )
            wanted = plain(self.contract_ref)
            by_number = memberships.filtered(lambda m: plain(m.name) == wanted)
            if len(by_number) == 1:
                return by_number
        return by_email if len(by_email) == 1 else by_email.browse()

    def _memberships_of_email(self):
        """Memberships whose contact or organisation is written to at this e-mail, latest first."""
        email = email_normalize(self.email)
        memberships = self.env['perles.membership'].sudo()
        if not email:
            return memberships
        return memberships.search([
            ('company_id', '=', self.company_id.id),
            '|', ('contact_id.email_normalized', '=', email),
            ('partner_id.email_normalized', '=', email),
        ])

    def _is_repeated(self):
        """Whether this e-mail was typed too often within the hour before this request.

        Nothing is lost, but no other mail leaves by itself: the team looks at it.
        """
        return self.search_count([
            ('email', '=', self.email), ('channel', '=', 'guest'), ('id', '<', self.id),
            ('requested_at', '>=', self.requested_at - HOUR),
        ]) >= self.company_id.perles_joining_per_email
