from odoo import models


class ResCompany(models.Model):
    _inherit = 'res.company'

    def _perles_first_steps(self):
        """Extends `base` by the first wish and the first offer that answers one."""
        wishes, offers = (
            self.env[model].sudo().search_count([('company_id', '=', self.id)], limit=1)
            for model in ('perles.wish', 'perles.offer')
        )
        return [
            *super()._perles_first_steps(),
            (
                bool(wishes), self.env._("First wish"),
                self.env._("A member writes it in their space, or you write it for them."),
                '/odoo/souhaits',
            ),
            (
                bool(offers), self.env._("First offer"),
                self.env._("It leaves by itself when an arrival answers a wish."), '/odoo/offres',
            ),
        ]
