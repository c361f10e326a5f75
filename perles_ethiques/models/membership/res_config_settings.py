from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = 'res.config.settings'

    perles_withdrawal_days = fields.Integer(
        related='company_id.perles_withdrawal_days', readonly=False,
    )
    perles_refund_days = fields.Integer(related='company_id.perles_refund_days', readonly=False)
    perles_proof_hours = fields.Integer(related='company_id.perles_proof_hours', readonly=False)
    perles_joining_per_email = fields.Integer(
        related='company_id.perles_joining_per_email', readonly=False,
    )
    perles_joining_per_address = fields.Integer(
        related='company_id.perles_joining_per_address', readonly=False,
    )
    perles_unproved_days = fields.Integer(
        related='company_id.perles_unproved_days', readonly=False,
    )
    perles_evidence_years = fields.Integer(
        related='company_id.perles_evidence_years', readonly=False,
    )
    perles_joining_url = fields.Char(related='company_id.perles_joining_url', readonly=False)
