from odoo import models

from ...tools.quantities import amounts_of, each_words, price_words, unit_price_words


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

        :return: dict of words, see `price_words`; nothing for what
            has no unit
        """
        self.ensure_one()
        template = self.product_id.product_tmpl_id
        bare = self.order_id.website_id.show_line_subtotals_tax_selection == 'tax_excluded'
        amounts = self._perles_unit_amounts()
        return each_words(template, self.product_uom_id) and price_words(
            template, amounts['total_excluded' if bare else 'total_included'], self.tax_ids,
            self.currency_id, bare, self.product_uom_id,
        )

    def _perles_taxed_unit_words(self):
        """What a consumer pays for one unit of this line, TTC, with the parts of a cent."""
        self.ensure_one()
        price = self._perles_unit_amounts()['total_included']
        return unit_price_words(self.env, price, self.currency_id)

    def _perles_unit_amounts(self):
        """`compute_all` of one unit of this line, less its discount: see `amounts_of`."""
        return amounts_of(
            self.price_unit * (1 - self.discount / 100), self.tax_ids, self.currency_id,
            self.product_id, self.order_partner_id,
        )
