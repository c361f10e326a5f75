from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = 'res.config.settings'

    perles_responsible_id = fields.Many2one(
        related='company_id.perles_responsible_id', readonly=False,
    )
    perles_checklist = fields.Html(compute='_compute_perles_checklist')
    perles_is_ready = fields.Boolean(compute='_compute_perles_checklist')

    def _compute_perles_checklist(self):
        for settings in self:
            company = settings.company_id
            settings.perles_is_ready = company._perles_is_ready()
            settings.perles_checklist = self.env['ir.qweb']._render(
                'perles_ethiques.settings_checklist', {
                    'parts': [
                        (self.env._("Before anybody can join"), company._perles_checklist()),
                        (self.env._("Before anything is sold"), company._perles_sales_checklist()),
                        (self.env._("First steps"), company._perles_first_steps()),
                    ],
                },
            )
