from odoo import api, models


class PerlesNotice(models.Model):
    _inherit = 'perles.notice'

    @api.model
    def _selection_kind(self):
        """Override of `perles_ethiques` to add the mail about wishes to confirm."""
        return [
            *super()._selection_kind(), ('wish_refresh', self.env._("Wishes: still wanted?")),
        ]
