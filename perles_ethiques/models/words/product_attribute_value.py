from odoo import api, models


class ProductAttributeValue(models.Model):
    _inherit = 'product.attribute.value'

    @api.depends_context('lang', 'show_attribute')
    def _compute_display_name(self):
        """Override of `product`: “Matière : verre” in French, where the colon stands apart."""
        super()._compute_display_name()
        if not self.env.context.get('show_attribute', True):
            return
        website = self.env['website']
        for value in self:
            value.display_name = website._perles_named(value.attribute_id.name, value.name)
