from odoo import api, models

from ...exceptions import NotANumber
from ...tools.texts import clean_values


class PerlesTypedMixin(models.AbstractModel):
    """Records of which people type the values, whatever form, import or call they come from.

    Texts are cleaned; numbers are numbers: what is none is refused in words, before it is kept.
    Documents of the house clean their texts likewise (`perles.document.mixin`).
    """

    _name = 'perles.typed.mixin'
    _description = "Record whose typed values are checked"

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base`.

        :raise NotANumber: for a number that is none, or has no end.
        """
        return super().create([self._prepare_typed(vals) for vals in vals_list])

    def write(self, vals):
        """Override of `base`.

        :raise NotANumber: for a number that is none, or has no end.
        """
        return super().write(self._prepare_typed(vals))

    @api.model
    def _prepare_typed(self, vals):
        NotANumber.refuse(self, vals)
        return clean_values(self._fields, vals)
