from odoo import models


class ResUsers(models.Model):
    """An account that its person closes: the contract is another thing, and goes on."""

    _inherit = 'res.users'

    def _deactivate_portal_user(self, **post):
        """Override of `base` to say, to the person and to the team, that the contract goes on.

        The address is read before: the native method archives whom it can.
        """
        closing = [(u.partner_id, u.partner_id.email, u._perles_contracts()) for u in self]
        super()._deactivate_portal_user(**post)
        for contact, email, memberships in closing:
            for membership in memberships:
                self._perles_tell_closed(membership, contact, email)

    def _perles_contracts(self):
        """Memberships that go on though this account is closed (sudo)."""
        self.ensure_one()
        return self.env['perles.membership'].sudo().search([
            ('partner_id', '=', self.partner_id.commercial_partner_id.id),
            ('state', 'in', ('pending', 'active', 'suspended')),
        ])

    def _perles_tell_closed(self, membership, contact, email):
        """Owe the mail to who closed an account, and leave an activity for the team.

        :param membership: a `perles.membership` that goes on.
        :param contact: `res.partner` of the account.
        :param str email: its address when it was closed.
        """
        if email:
            self.env['perles.notice']._owe(
                membership, 'account_closed', period=str(contact.id), email=email,
            )
        team = membership._for_team()
        membership._schedule_team(
            team.env._("A member closed an account"),
            team.env._(
                "%(contact)s closed the account of the member's space. %(document)s goes on, and is"
                " renewed and charged as agreed; mails go to %(reader)s. Ask whether the contract"
                " was meant to end, or whether somebody else is to be the contact.",
                contact=contact.name, document=membership.name,
                reader=membership.contact_id.email_formatted or membership.contact_id.name,
            ),
        )
