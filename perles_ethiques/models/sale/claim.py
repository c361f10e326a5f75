from odoo import fields, models


class PerlesClaim(models.Model):
    _inherit = 'perles.claim'

    order_line_ids = fields.One2many('sale.order.line', 'perles_claim_id')
