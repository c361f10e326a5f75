from odoo import fields, models
from odoo.fields import Domain


class ResCompany(models.Model):
    """Without the addon nobody keeps a preview from visitors: its pages leave the shop before."""

    _inherit = 'res.company'

    def _perles_before_removal(self):
        """Extends `base`: what is not open to everybody yet is unpublished."""
        waiting = Domain('perles_public_at', '>', fields.Datetime.now()) | Domain(
            'perles_lot_id.perles_stage', 'in', ('expected', 'ready'),
        )
        self.env['product.template'].with_context(active_test=False).search(
            waiting & Domain('is_published', '=', True),
        ).is_published = False
        return super()._perles_before_removal()
