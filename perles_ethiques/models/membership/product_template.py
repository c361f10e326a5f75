from odoo import api, models
from odoo.exceptions import ValidationError


class ProductTemplate(models.Model):
    _inherit = 'product.template'

    @api.constrains('is_published', 'type')
    def _check_membership_unpublished(self):
        """A membership is joined on its own page: its product is in no shop.

        :raise ValidationError: if the product of a plan is published.
        """
        plans = self.env['perles.membership.plan'].sudo().search([
            ('product_id.product_tmpl_id', 'in', self.filtered('is_published').ids),
        ])
        if plans:
            raise ValidationError(self.env._(
                "%s is a membership: it is sold on the joining page, not in the shop.",
                plans[0].product_id.display_name,
            ))
