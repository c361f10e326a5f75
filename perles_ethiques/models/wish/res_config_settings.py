from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = 'res.config.settings'

    perles_offer_days = fields.Integer(related='company_id.perles_offer_days', readonly=False)
    perles_refresh_months = fields.Integer(
        related='company_id.perles_refresh_months', readonly=False,
    )
    perles_dormant_months = fields.Integer(
        related='company_id.perles_dormant_months', readonly=False,
    )
    perles_wake_days = fields.Integer(related='company_id.perles_wake_days', readonly=False)
