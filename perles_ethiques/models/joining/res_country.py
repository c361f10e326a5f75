from odoo import api, models, tools
from odoo.tools import remove_accents


class ResCountry(models.Model):
    _inherit = 'res.country'

    @api.model
    @tools.ormcache('self.env.lang', cache='stable')
    def _perles_joining_choices(self):
        """Countries of the joining form, as (code, name) tuples in the visitor's language.

        Whoever comes to Avignon may buy there; France is the first of the list.
        """
        countries = [(c.code, c.name) for c in self.sudo().search([])]
        # accents apart: natively the names that begin with one come last
        return sorted(countries, key=lambda c: (c[0] != 'FR', remove_accents(c[1])))
