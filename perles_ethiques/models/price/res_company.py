from odoo import models


class ResCompany(models.Model):
    """Deliveries bear the sales tax of the company: without tax an electronic invoice is refused.

    Odoo makes its own carriers before a company has any tax.
    """

    _inherit = 'res.company'

    def _perles_apply_house_defaults(self):
        """Extends `base` to tax the deliveries."""
        result = super()._perles_apply_house_defaults()
        self._perles_tax_deliveries()
        return result

    def _perles_tax_deliveries(self):
        """Give deliveries without tax the sales tax of each of these companies."""
        for company in self:
            products = self.env['delivery.carrier']._perles_untaxed(company).product_id
            products.taxes_id |= company.sudo().account_sale_tax_id

    def _perles_sales_checklist(self):
        """Extends `base` to ask for deliveries with tax."""
        untaxed = self.env['delivery.carrier']._perles_untaxed(self)
        return [
            *super()._perles_sales_checklist(),
            (
                not untaxed, self.env._("Deliveries"),
                self.env._("Their products need a sales tax: %s", ', '.join(untaxed.mapped('name')))
                if untaxed else
                self.env._("Their products have a sales tax: invoices can be issued."),
                '/odoo/action-delivery.action_delivery_carrier_form',
            ),
        ]
