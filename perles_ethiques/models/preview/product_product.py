from odoo import models


class ProductProduct(models.Model):
    """A lot in preview is pre-reserved, never put in a cart."""

    _inherit = 'product.product'

    def _can_return_content(self, field_name=None, access_token=None):
        """Override of `website`, which gives the pictures of whatever is published to anybody."""
        return not self.product_tmpl_id._perles_is_unseen() and super()._can_return_content(
            field_name, access_token,
        )

    def _is_add_to_cart_allowed(self):
        """Override of `website_sale` to keep what is in care or Reserved out of every cart."""
        return not self.product_tmpl_id._perles_is_held() and super()._is_add_to_cart_allowed()

    def _website_show_quick_add(self):
        """Override of `website_sale` to show no cart button in lists either."""
        return not self.product_tmpl_id._perles_is_held() and super()._website_show_quick_add()
