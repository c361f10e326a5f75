from odoo import fields, models


class ResPartner(models.Model):
    _inherit = 'res.partner'

    perles_wish_ids = fields.One2many('perles.wish', 'partner_id')

    def _perles_living(self):
        """Extends `membership`: what they pre-reserved is still to be quoted, or signed."""
        return super()._perles_living() + self.env['perles.claim'].sudo().search([
            ('partner_id', 'in', self.ids), ('state', 'in', ('expected', 'settled', 'quoted')),
        ]).mapped('name')
