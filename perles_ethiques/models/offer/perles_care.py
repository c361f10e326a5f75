from odoo import fields, models


class PerlesCare(models.Model):
    _inherit = 'perles.care'

    waiting_count = fields.Integer(
        related='lot_id.perles_waiting_count', string="Members waiting",
    )
