from odoo import api, models


class ProductWishlist(models.Model):
    _inherit = 'product.wishlist'

    @api.model
    def current(self):
        """Override of `website_sale_wishlist` to leave out what its owner may not see any more.

        The native list is read without record rules: a preview would outlive the membership.
        """
        wishes = super().current()
        products = self.env['product.product'].sudo(False).search([
            ('id', 'in', wishes.sudo().product_id.ids),
        ])
        return wishes.filtered(lambda wish: wish.sudo().product_id.id in products._ids)
