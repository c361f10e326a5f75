from odoo import api, fields, models
from odoo.exceptions import ValidationError


class DeliveryCarrier(models.Model):
    """Carriers with a price of their own for members (clause 000-45)."""

    _inherit = 'delivery.carrier'

    perles_has_member_price = fields.Boolean(string="Price for members")
    perles_member_price = fields.Float(
        string="Members pay", digits='Product Price',
        help="Instead of the price of everybody, as long as the membership is in force; never"
             " more than it.",
    )

    @api.constrains('perles_member_price')
    def _check_perles_member_price(self):
        """A price is not negative.

        :raise ValidationError: if it is.
        """
        if any(carrier.perles_member_price < 0 for carrier in self):
            raise ValidationError(self.env._("A price is not below 0."))

    @api.model
    def _perles_untaxed(self, company):
        """Carriers of a company that bear no tax of it: no invoice with them can be issued.

        :param company: a `res.company`.
        :return: carriers (sudo)
        """
        carriers = self.sudo().search([('company_id', 'in', (False, company.id))])
        return carriers.filtered(
            lambda carrier: not carrier.product_id.taxes_id._filter_taxes_by_company(company)
        )

    def fixed_rate_shipment(self, order):
        """Override of `delivery`: a discount on things is none on their delivery."""
        rate = super().fixed_rate_shipment(order)
        reserved = self.env['product.pricelist']._perles_reserved_ids()
        if rate['success'] and order.pricelist_id.id in reserved:
            rate['price'] = self._compute_currency(
                order, self.product_id.list_price, 'company_to_pricelist',
            )
        return rate

    def rate_shipment(self, order):
        """Override of `delivery`: members in force pay their own price.

        :return: the native dict, with ``perles_standard``, the price of who is no member, if it
            is another one
        """
        rate = super().rate_shipment(order)
        if rate['success'] and self.perles_has_member_price and self._perles_is_for_member(order):
            price = self._compute_currency(
                order, self.perles_member_price, 'company_to_pricelist',
            )
            if order.currency_id.compare_amounts(price, rate['price']) < 0:
                rate['perles_standard'] = rate['price']
                rate['price'] = rate['carrier_price'] = price
        return rate

    def _perles_is_for_member(self, order):
        partner = order.partner_id.commercial_partner_id.sudo()
        return bool(order.env['perles.membership']._in_force_of(partner, order.company_id))

    def _perles_shown_price(self, order, price):
        """A price of this carrier as the customer of an order reads it.

        :param float price: as the line of the order would say it.
        :return: without VAT for a professional, all included for everyone else
        """
        bare = order.partner_id._perles_is_professional()
        return self._perles_taxed(order, price)['total_excluded' if bare else 'total_included']

    def _perles_struck_price(self, order):
        """What everybody else pays at the native checkout, or ``False`` if it is no more.

        With or without VAT, as the website shows its prices.
        """
        self.ensure_one()
        rate = self.rate_shipment(order)
        standard = rate['success'] and rate.get('perles_standard')
        if not standard:
            return False
        bare = order.website_id.show_line_subtotals_tax_selection == 'tax_excluded'
        return self._perles_taxed(order, standard)['total_excluded' if bare else 'total_included']

    def _perles_taxed(self, order, price):
        """The amounts of `account.tax.compute_all` for a price of this carrier."""
        self.ensure_one()
        taxes = self.product_id.taxes_id._filter_taxes_by_company(order.company_id)
        return order.fiscal_position_id.map_tax(taxes).compute_all(
            price, currency=order.currency_id, product=self.product_id,
            partner=order.partner_shipping_id,
        )
