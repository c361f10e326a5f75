from odoo import models


class PerlesTerms(models.Model):
    _inherit = 'perles.terms'

    def _after_publish(self, version):
        """Extends `terms` to owe one mail to each active member (000-19)."""
        super()._after_publish(version)
        if not version._previous():
            return
        memberships = self.env['perles.membership'].sudo().search([
            ('state', '=', 'active'), ('plan_id.terms_id', '=', self.id),
        ])
        for membership in memberships:
            self.env['perles.notice']._owe(
                membership, 'terms_changed', period=f'v{version.number}',
                partner=membership.contact_id,
            )
