from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import ormcache


class PerlesLockedMixin(models.AbstractModel):
    """Records of which some fields are filled in by the house alone."""

    _name = 'perles.locked.mixin'
    _description = "Record with fields that are never written by hand"

    # what the house writes and no user may change, whatever screen or call asks for it; each
    # feature names its own fields on its own class, and all of them are locked
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
        if not self.env.su and not self._locked_names().isdisjoint(names):
            raise AccessError(self.env._("This is filled in by the house, never by hand."))

    @api.model
    @ormcache()
    def _locked_names(self):
        """Names of the fields that some feature has locked on this model, as a frozenset."""
        return frozenset().union(*(
            vars(part).get('_locked_fields', ()) for part in type(self).__mro__
        ))
