from odoo import api, models

from ...tools.quantities import first_of_month


class IrQwebFieldDatetime(models.AbstractModel):
    _inherit = 'ir.qweb.field.datetime'

    @api.model
    def value_to_html(self, value, options):
        """Override of `base`: the first of a month is “1er” in French."""
        return first_of_month(super().value_to_html(value, options), self.user_lang().code)
