from odoo import models

from ...const import TEAM


class PerlesMailRecipientMixin(models.AbstractModel):
    """What the notice book asks of whatever has mails: a document of the house, a native one."""

    _name = 'perles.mail.recipient.mixin'
    _description = "Document with mails in the notice book"

    # kinds of mails with attachments, and kinds that something follows: each feature names its own
    # on its own class, and is asked about no other
    _kinds_with_papers = ()
    _followed_kinds = ()
    # kinds that ask for something, and make no sense once it is settled
    _asking_kinds = ()

    def _notice_attachments(self, kind):
        """Attachments of a notice of this document, as `ir.attachment` records."""
        return self.env['ir.attachment']

    def _after_notice(self, kind):
        """What follows the sending of a notice of this document, in the same transaction."""

    def _still_asks(self, kind):
        """Whether what a notice of this document asks for is still to be given.

        Read when it is sent: a mail that was late asks for nothing that was settled meanwhile.
        """
        return True

    def _for_team(self):
        """This document in the language of who answers for it, for the words of an activity."""
        self.ensure_one()
        return self.with_context(lang=self._responsible_user().lang)

    def _responsible_user(self):
        """Who of the team answers for this document: its member's adviser, else the company's.

        Somebody who left the team, or never was in it, would not see the document.

        :return: one `res.users` record, never empty
        """
        self.ensure_one()
        document = self.sudo()
        candidates = (
            document.partner_id.commercial_partner_id.user_id
            | document.company_id.perles_responsible_id
        )
        able = candidates.filtered(lambda user: user.active and user.has_group(TEAM))
        return able[:1].with_env(self.env) or self.env.ref('base.user_admin')
