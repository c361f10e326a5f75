from odoo import api, fields, models


class BaseModuleUninstall(models.TransientModel):
    """What would be lost with the addon, said before, with its export."""

    _inherit = 'base.module.uninstall'

    perles_evidence = fields.Text(compute='_compute_perles_evidence')

    @api.depends('module_ids')
    def _compute_perles_evidence(self):
        for wizard in self:
            modules = wizard.module_ids
            wizard.perles_evidence = (
                modules._perles_takes_evidence() and modules._perles_evidence_words()
            )

    def action_perles_export(self):
        """Download an archive of the evidence; the addon may be uninstalled afterwards.

        :raise AccessError: for whoever may not manage applications.
        """
        self.check_access('write')
        archive = self.env['ir.module.module']._perles_export_evidence()
        return {
            'type': 'ir.actions.act_url', 'target': 'download',
            'url': f'/web/content/{archive.id}?download=true',
        }
