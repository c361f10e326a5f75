from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = 'res.config.settings'

    perles_care_days = fields.Integer(related='company_id.perles_care_days', readonly=False)
