from odoo import fields, models


class PerlesMembershipPlan(models.Model):
    _inherit = 'perles.membership.plan'

    membership_ids = fields.One2many('perles.membership', 'plan_id')
