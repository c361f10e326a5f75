from odoo import api, models


class PerlesWishSlice(models.Model):
    _inherit = 'perles.wish.slice'

    @api.model_create_multi
    def create(self, vals_list):
        """Extends `base` to enter the new parts in what matching reads."""
        slices = super().create(vals_list)
        self.env['perles.match']._index(slices.wish_id.ids)
        return slices

    def write(self, vals):
        """Extends `base` to keep what matching reads."""
        wishes = self.wish_id
        result = super().write(vals)
        self.env['perles.match']._index((wishes | self.wish_id).ids)
        return result
