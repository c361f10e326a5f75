from odoo import models

from ...tools.units import GRAMS, PIECES, STRANDS


class UomUom(models.Model):
    _inherit = 'uom.uom'

    def _perles_unit(self):
        """What this unit is called in wishes and lots: one of `tools.units.UNITS`."""
        names = {
            self.env.ref('uom.product_uom_gram', raise_if_not_found=False): GRAMS,
            self.env.ref('perles_ethiques.uom_strand', raise_if_not_found=False): STRANDS,
        }
        return names.get(self, PIECES)
