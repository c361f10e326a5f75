from odoo import models


class SaleOrder(models.Model):
    _inherit = 'sale.order'

    def _compute_note(self):
        """Override of `sale` to keep no address of terms: it is drawn with the document.

        One that is kept stays what the address of the site was on that day.
        """
        linking = self.filtered(lambda order: order.company_id.terms_type == 'html')
        super(SaleOrder, self - linking)._compute_note()

    def _perles_terms_url(self):
        """Where the terms of the house are read, or False as long as none is in force."""
        self.ensure_one()
        if self.env['perles.terms']._in_force(self.company_id):
            return f'{self.get_base_url()}/terms'
        return False
