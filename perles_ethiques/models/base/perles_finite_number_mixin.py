from math import isfinite

from odoo import api, models
from odoo.exceptions import UserError

# What a column of whole numbers holds.
MOST_WHOLE = 2**31 - 1


class PerlesFiniteNumberMixin(models.AbstractModel):
    """Records whose numbers are numbers: what is none is refused in words, before it is kept."""

    _name = 'perles.finite.number.mixin'
    _description = "Record whose numbers are checked"

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base`.

        :raise UserError: for a number that is none, or has no end.
        """
        for vals in vals_list:
            self._refuse_no_numbers(vals)
        return super().create(vals_list)

    def write(self, vals):
        """Override of `base`.

        :raise UserError: for a number that is none, or has no end.
        """
        self._refuse_no_numbers(vals)
        return super().write(vals)

    @api.model
    def _refuse_no_numbers(self, vals):
        for name, value in vals.items():
            field = self._fields.get(name)
            if field and field.type in ('float', 'monetary', 'integer') and value:
                if not self._is_number(value, field.type):
                    raise UserError(self.env._(
                        "%(field)s: a number is expected, not “%(value)s”.",
                        field=field._description_string(self.env), value=str(value)[:40],
                    ))

    @api.model
    def _is_number(self, value, kind):
        try:
            number = float(value)
        except (TypeError, ValueError):
            return False
        return isfinite(number) and (kind != 'integer' or abs(number) <= MOST_WHOLE)
