from odoo import models

# What of a wish matching reads.
MATCHED = {
    'categ_id', 'value_ids', 'mm_min', 'mm_max', 'unit', 'min_quantity', 'max_price',
    'colour_tolerance', 'partner_id', 'company_id',
}


class PerlesWish(models.Model):
    _inherit = 'perles.wish'

    def _accepted_ids(self, criterion):
        """Values that a lot may have to meet a criterion of this wish; none when any will do.

        :param str criterion: ``material``, ``colour``…
        :return: set of ids
        """
        self.ensure_one()
        wished = set(self.value_ids.ids)
        found = set()
        for value_id, name, tolerances in self.env['perles.match']._value_facts():
            if name == criterion and value_id in wished:
                found |= set(tolerances[self.colour_tolerance])
        return found

    def write(self, vals):
        """Extends `base` to keep what matching reads."""
        result = super().write(vals)
        if MATCHED & vals.keys():
            self.env['perles.match']._index(self.ids)
        return result

    def _write_state(self, state):
        """Extends `base`: only open wishes are matched."""
        result = super()._write_state(state)
        self.env['perles.match']._index(self.ids)
        return result
