from odoo import api, models

from ...exceptions import NotANumber


class PerlesFiniteNumberMixin(models.AbstractModel):
    """Records whose numbers are numbers: what is none is refused in words, before it is kept."""

    _name = 'perles.finite.number.mixin'
    _description = "Record whose numbers are checked"

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base`.

        :raise NotANumber: for a number that is none, or has no end.
        """
        for vals in vals_list:
            NotANumber.refuse(self, vals)
        return super().create(vals_list)

    def write(self, vals):
        """Override of `base`.

        :raise NotANumber: for a number that is none, or has no end.
        """
        NotANumber.refuse(self, vals)
        return super().write(vals)
