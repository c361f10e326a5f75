from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import ormcache

from ...tools.features import named_by_all


class PerlesLockedMixin(models.AbstractModel):
    """Records of which some fields are filled in by the house alone: asked of hands, only of them.

    `write` of a model calls `_refuse_by_hand` for whoever has not the rights of the house, before
    anything is written; so does `create` where hands would fill such a field in.
    """

    _name = 'perles.locked.mixin'
    _description = "Record with fields that are never written by hand"

    # what the house writes and no user may change, whatever screen or call asks for it; each
    # feature names its own fields on its own class, and all of them are locked
    _locked_fields = frozenset()

    def _refuse_by_hand(self, vals):
        """Stop whoever has not the rights of the house; features add their own rules and words.

        :param vals: what is about to be written by hand, or the names of the fields.
        :raise AccessError: if one of them is locked.
        """
        if not self._locked_names().isdisjoint(vals):
            raise AccessError(self.env._("This is filled in by the house, never by hand."))

    @api.model
    @ormcache()
    def _locked_names(self):
        """Names of the fields that some feature has locked on this model, as a frozenset."""
        return named_by_all(self, '_locked_fields')
