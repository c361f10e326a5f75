from odoo import models
from odoo.exceptions import AccessError


class PerlesLockedMixin(models.AbstractModel):
    """Records of which some fields are filled in by the house alone."""

    _name = 'perles.locked.mixin'
    _description = "Record with fields that are never written by hand"

    # what the house writes and no user may change, whatever screen or call asks for it
    _locked_fields = frozenset()

    def write(self, vals):
        """Override of `base` to keep users away from the locked fields.

        :raise AccessError: if one is written without the rights of the house.
        """
        self._refuse_locked(vals)
        return super().write(vals)

    def _refuse_locked(self, names):
        """Stop whoever has not the rights of the house.

        :param names: of the fields that are about to be written.
        :raise AccessError: if one of them is locked.
        """
        if not self.env.su and not self._locked_fields.isdisjoint(names):
            raise AccessError(self.env._("This is filled in by the house, never by hand."))
