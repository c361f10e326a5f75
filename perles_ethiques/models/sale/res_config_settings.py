from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = 'res.config.settings'

    perles_quotation_days = fields.Integer(
        related='company_id.perles_quotation_days', readonly=False,
    )
    perles_quotation_merge_days = fields.Integer(
        related='company_id.perles_quotation_merge_days', readonly=False,
    )
    perles_instalment_number = fields.Integer(
        related='company_id.perles_instalment_number', readonly=False,
    )
    perles_instalment_threshold = fields.Monetary(
        related='company_id.perles_instalment_threshold', readonly=False,
    )
    perles_instalment_fee = fields.Monetary(
        related='company_id.perles_instalment_fee', readonly=False,
    )
    perles_plan_id = fields.Many2one(
        'perles.membership.plan', compute='_compute_perles_plan_id',
    )
    perles_member_discount = fields.Float(
        related='perles_plan_id.member_discount', readonly=False, related_sudo=True,
    )

    def _compute_perles_plan_id(self):
        for settings in self:
            settings.perles_plan_id = self.env['perles.membership.plan']._current(
                settings.company_id,
            )
