from odoo.http import request

from odoo.addons.website_sale.controllers.cart import Cart


class ShopCart(Cart):

    def _get_cart_notification_information(self, order, added_qty_per_line):
        """Override of `website_sale`: what was just added costs what the basket says.

        Natively the price of one is rounded to a cent first, and then multiplied.
        """
        info = super()._get_cart_notification_information(order, added_qty_per_line)
        for told in info.get('lines', []):
            line = order.order_line.browse(told['id'])
            told['price_total'] = line._perles_price_of(added_qty_per_line[line.id])
        return info

    def _get_additional_cart_notification_information(self, line):
        """Override of `website_sale`: a price that was just added says its tax."""
        bare = request.website.show_line_subtotals_tax_selection == 'tax_excluded'
        return {
            **super()._get_additional_cart_notification_information(line),
            'perles_tax_word': request.env._("excl. VAT") if bare else request.env._("incl. VAT"),
        }
