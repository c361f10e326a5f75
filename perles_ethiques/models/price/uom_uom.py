from odoo import models

from ...tools.quantities import number_words, quantity_words
from ...tools.uoms import unit_of


class UomUom(models.Model):
    _inherit = 'uom.uom'

    def _perles_told(self, quantity, is_thing=True):
        """A quantity as people write it: “100 pieces”, never “100.00 Units”.

        :param float quantity: in this unit; no unit at all is a number alone.
        :param bool is_thing: whether things are counted: of a service in units, the number is told.
        """
        unit = unit_of(self)
        if unit and is_thing:
            return quantity_words(self.env, quantity, unit)
        number = number_words(self.env, quantity)
        return number if unit else f'{number} {self.name or ""}'.rstrip()
