from odoo import fields, models


class ResPartner(models.Model):
    _inherit = 'res.partner'

    perles_wish_ids = fields.One2many('perles.wish', 'partner_id')
