from odoo import api, models


class ProductTemplateAttributeValue(models.Model):
    _inherit = 'product.template.attribute.value'

    @api.depends_context('lang')
    def _compute_display_name(self):
        """Override of `product`: “Matière : verre” in French, where the colon stands apart."""
        super()._compute_display_name()
        website = self.env['website']
        for value in self:
            value.display_name = website._perles_named(value.attribute_id.name, value.name)
