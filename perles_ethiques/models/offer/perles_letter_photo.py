from odoo import models
from odoo.exceptions import AccessError

from ...const import TEAM


class PerlesLetter(models.Model):
    """A letter that waits for a photo is sent without it by the team (000-27)."""

    _inherit = 'perles.letter'

    def action_send_without_photo(self):
        """Send these letters though a photo is missing; who did it is written on them.

        :raise AccessError: for whoever is not of the team.
        """
        if not self.env.user.has_group(TEAM):
            raise AccessError(self.env._("Only the team may send a letter without photo."))
        for letter in self.sudo().filtered('waits_photo'):
            letter.message_post(body=self.env._(
                "Sent without photo of %(lots)s by %(user)s.",
                lots=letter.missing_names, user=self.env.user.name,
            ))
            self._owe_mails(letter)
