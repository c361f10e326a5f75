from odoo import models


class ResPartner(models.Model):
    _inherit = 'res.partner'

    def _inverse_product_pricelist(self):
        """Override of `product`: a form saved as it was shown does not copy the member list.

        Only another list, chosen by the team, is set on the contact; it waits there.
        """
        reserved = self.env['product.pricelist']._perles_reserved_ids()
        chosen = self.filtered(lambda p: p.property_product_pricelist.id not in reserved)
        return super(ResPartner, chosen)._inverse_product_pricelist()
