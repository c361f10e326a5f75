from odoo import models


class PerlesMembership(models.Model):
    _inherit = 'perles.membership'

    def _first_gestures(self):
        """Extends `membership`: members see what arrives before everybody."""
        return [*super()._first_gestures(), {
            'url': '/shop',
            'title': self.env._("Look at what has arrived"),
            'words': self.env._("You see the lots in care before the public, and pre-reserve."),
            'done': False,
        }]
