from odoo import api, models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = 'base.partner.merge.automatic.wizard'

    @api.model
    def _perles_of_others(self, contact):
        """Extends `membership`: what was pre-reserved is quoted to who pre-reserved it."""
        orders = self.env['sale.order'].sudo().search([
            ('partner_id', 'child_of', contact.ids), ('state', '!=', 'cancel'),
            ('order_line.perles_claim_id', '!=', False),
        ])
        return super()._perles_of_others(contact) + [
            (order, holder) for order in orders
            for holder in order.order_line.perles_claim_id.partner_id
            if holder != order.partner_id.commercial_partner_id
        ]
