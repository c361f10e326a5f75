from odoo import models


class ResPartner(models.Model):
    _inherit = 'res.partner'

    def _perles_living(self):
        """Extends `membership`: their shares are still to be paid."""
        return super()._perles_living() + self.env['perles.instalment'].sudo().search([
            ('partner_id', 'in', self.ids), ('residual', '>', 0),
        ]).invoice_id.mapped('name')
