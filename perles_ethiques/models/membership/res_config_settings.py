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
    perles_due_days = fields.Integer(related='company_id.perles_due_days', readonly=False)
    perles_reminder_days = fields.Integer(
        related='company_id.perles_reminder_days', readonly=False,
    )
    perles_second_reminder_days = fields.Integer(
        related='company_id.perles_second_reminder_days', readonly=False,
    )
    perles_suspend_days = fields.Integer(related='company_id.perles_suspend_days', readonly=False)
    perles_close_days = fields.Integer(related='company_id.perles_close_days', readonly=False)
    perles_notice_earliest = fields.Integer(
        related='company_id.perles_notice_earliest', readonly=False,
    )
    perles_notice_months = fields.Integer(
        related='company_id.perles_notice_months', readonly=False,
    )
    perles_notice_latest = fields.Integer(
        related='company_id.perles_notice_latest', readonly=False,
    )
    perles_notice_professionals = fields.Boolean(
        related='company_id.perles_notice_professionals', readonly=False,
    )
    perles_termination_refund_days = fields.Integer(
        related='company_id.perles_termination_refund_days', readonly=False,
    )
