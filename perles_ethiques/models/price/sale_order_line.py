from odoo import models


class SaleOrderLine(models.Model):
    _inherit = 'sale.order.line'

    def _perles_price_of(self, quantity):
        """What a part of this line costs the reader of the cart, as its share of the line.

        :param float quantity: in the unit of the line.
        """
        self.ensure_one()
        bare = self.order_id.website_id.show_line_subtotals_tax_selection == 'tax_excluded'
        price = self.price_subtotal if bare else self.price_total
        return price * quantity / (self.product_uom_qty or 1.0)

    def _perles_price_words(self):
        """The price of one unit of this line as the reader of the cart reads it.

        :return: dict of words, see `product.template` and its `_perles_price`; nothing for what
            has no unit
        """
        self.ensure_one()
        template = self.product_id.product_tmpl_id
        bare = self.order_id.website_id.show_line_subtotals_tax_selection == 'tax_excluded'
        amounts = template._perles_amounts(
            self.price_unit * (1 - self.discount / 100), self.tax_ids, self.currency_id,
            self.product_id, self.order_partner_id,
        )
        return template._perles_each(self.product_uom_id) and template._perles_price(
            amounts['total_excluded' if bare else 'total_included'], self.tax_ids,
            self.currency_id, bare, self.product_uom_id,
        )
