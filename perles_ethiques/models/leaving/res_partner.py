from odoo import fields, models

from ..membership.res_partner import ANSWERED_STATES


class ResPartner(models.Model):
    """Who is told when the mails of a contract go elsewhere, or come back."""

    _inherit = 'res.partner'

    def _perles_address_changed(self, old):
        """Extends `membership`: the address of before hears of it; the team, when none is left."""
        super()._perles_address_changed(old)
        for membership in self._perles_read():
            contact = membership.contact_id
            before, now = old[contact], contact.email_normalized
            # the same address, written otherwise, is no other one
            if before and contact.sudo()._perles_mailable(before) != now:
                self.env['perles.notice']._owe(
                    membership, 'address_changed', email=before,
                    period=f'{fields.Datetime.now()} {before}',
                )
            if before and not now:
                team = membership._for_team()
                membership._schedule_team(
                    team.env._("A member has no e-mail address any more"),
                    team.env._(
                        "%(contact)s is to receive the mails of %(document)s: enter an address, or"
                        " choose another contact on the membership.",
                        contact=contact.name, document=membership.name,
                    ),
                )

    def _message_receive_bounce(self, email, partner):
        """Override of `mail`: what a contract says comes back, and somebody has to know."""
        super()._message_receive_bounce(email, partner)
        for membership in self._perles_read():
            team = membership._for_team()
            membership._schedule_team(
                team.env._("The mails of a membership come back"),
                team.env._(
                    "A mail to %(address)s was returned. Legal notices and invoices of"
                    " %(document)s may not arrive: ask %(contact)s for another address.",
                    address=email, contact=membership.contact_id.name, document=membership.name,
                ),
            )

    def _perles_read(self):
        """Memberships that live and of which one of these contacts reads the mails (sudo)."""
        return self.env['perles.membership'].sudo().search([
            ('contact_id', 'in', self.ids), ('state', 'in', ANSWERED_STATES),
        ])

    def _perles_masked_email(self):
        """The address of this contact as it may be said to somebody else, ``c…@luz.example``."""
        name, _at, domain = (self.email_normalized or '').rpartition('@')
        return f'{name[:1]}…@{domain}' if domain else ''
