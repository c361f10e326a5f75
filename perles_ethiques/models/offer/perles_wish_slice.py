from odoo import models


class PerlesWishSlice(models.Model):
    _inherit = 'perles.wish.slice'

    def _named(self):
        """Extends `rank`: what was offered or taken stays told by its offer and its claim."""
        named = super()._named()
        for model in ('perles.offer', 'perles.claim'):
            named |= self.env[model].sudo().search([('slice_id', 'in', self.ids)]).slice_id
        return named
