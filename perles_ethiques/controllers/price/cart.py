from odoo.http import request

from odoo.addons.website_sale.controllers.cart import Cart


class ShopCart(Cart):

    def _get_additional_cart_notification_information(self, line):
        """Override of `website_sale`: a price that was just added says its tax."""
        bare = request.website.show_line_subtotals_tax_selection == 'tax_excluded'
        return {
            **super()._get_additional_cart_notification_information(line),
            'perles_tax_word': request.env._("excl. VAT") if bare else request.env._("incl. VAT"),
        }
