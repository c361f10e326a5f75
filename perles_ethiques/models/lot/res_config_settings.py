from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = 'res.config.settings'

    perles_preview_days = fields.Integer(related='company_id.perles_preview_days', readonly=False)
    perles_opening_hour = fields.Float(related='company_id.perles_opening_hour', readonly=False)
