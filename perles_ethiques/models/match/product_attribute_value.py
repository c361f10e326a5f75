from odoo import api, models


class ProductAttributeValue(models.Model):
    _inherit = 'product.attribute.value'

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `product`: the colours that a wish accepts may have changed."""
        values = super().create(vals_list)
        values._index_wishes()
        return values

    def write(self, vals):
        """Override of `product`: likewise when a shade is corrected."""
        result = super().write(vals)
        if {'html_color', 'attribute_id'} & vals.keys():
            self._index_wishes()
        return result

    def _index_wishes(self):
        criteria = self.attribute_id.filtered('perles_criterion')
        if not criteria:
            return
        self.env.registry.clear_cache()
        wishes = self.env['perles.wish'].sudo().search([
            ('state', '=', 'open'), ('value_ids.attribute_id', 'in', criteria.ids),
        ])
        self.env['perles.match']._index(wishes.ids)
