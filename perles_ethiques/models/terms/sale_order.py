from odoo import models


class SaleOrder(models.Model):
    _inherit = 'sale.order'

    def _compute_note(self):
        """Override of `sale`: as for invoices."""
        super(SaleOrder, self.filtered(
            lambda order: order.company_id.terms_type != 'html'
            or order.company_id._perles_has_native_terms(),
        ))._compute_note()

    def _perles_terms_url(self):
        """Where the terms of the house are read, or False as long as none is in force."""
        self.ensure_one()
        return self.company_id._perles_terms_url(self)
