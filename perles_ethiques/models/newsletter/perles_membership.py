from odoo import models


class PerlesMembership(models.Model):
    _inherit = 'perles.membership'

    def _first_gestures(self):
        """Extends `membership`: news are asked for, never sent unasked."""
        return [*super()._first_gestures(), {
            'url': '/my/newsletter',
            'title': self.env._("Choose your news"),
            'words': self.env._(
                "A letter now and then, if you ask for it; the mails of your membership come "
                "anyway."
            ),
            'done': self.contact_id._perles_has_news(),
        }]
