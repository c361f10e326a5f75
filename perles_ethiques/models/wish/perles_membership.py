from odoo import models


class PerlesMembership(models.Model):
    _inherit = 'perles.membership'

    def _first_gestures(self):
        """Extends `membership`: without a wish, nobody is offered anything."""
        wishes = self.env['perles.wish'].sudo()
        return [{
            'url': '/my/wishes/new',
            'title': self.env._("Write your first wish"),
            'words': self.env._(
                "What you dream of and how much of it: it is offered to you in the order of wishes."
            ),
            'done': bool(wishes.search_count([('partner_id', '=', self.partner_id.id)], limit=1)),
        }, *super()._first_gestures()]
