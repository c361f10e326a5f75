from odoo import api, models, tools


class ResCountry(models.Model):
    _inherit = 'res.country'

    @api.model
    @tools.ormcache('self.env.lang', cache='stable')
    def _perles_joining_choices(self):
        """Countries of the joining form, as (code, name) tuples in the visitor's language."""
        europe = self.env.ref('base.europe').sudo()
        return [(country.code, country.name) for country in europe.country_ids.sorted('name')]
