from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import ormcache

from ...const import ADDON
from ...tools.features import named_by_all


class PerlesLockedMixin(models.AbstractModel):
    """Records of which some fields are filled in by the house alone: asked of hands, only of them.

    Which these are is read from the registry, so that none can be forgotten: every stored field
    of the house that is read-only, computed ones included. A feature names the others.

    `write` and `create` of a model call `_refuse_by_hand` and `_refuse_given` for whoever has not
    the rights of the house, before anything is written.
    """

    _name = 'perles.locked.mixin'
    _description = "Record with fields that are never written by hand"

    # what the house writes and no user may change, though screens may offer it when a record is
    # made; each feature names its own fields on its own class, and all of them are locked
    _locked_fields = frozenset()
    # read-only, yet written again along with what hands send
    _redrawn_fields = frozenset()

    def _refuse_by_hand(self, vals):
        """Stop whoever has not the rights of the house; features add their own rules and words.

        :param vals: what is about to be written by hand, or the names of the fields.
        :raise AccessError: if one of them is locked.
        """
        if not self._locked_names().isdisjoint(vals):
            raise AccessError(self.env._("This is filled in by the house, never by hand."))

    @api.model
    def _refuse_given(self, vals_list):
        """Stop whoever has not the rights of the house from making records already filled in.

        What a form sends empty is let through; what the context would fill in is not.

        :param list vals_list: of `create`.
        :raise AccessError: if a value is given to what only the house fills in.
        """
        context = self.env.context
        given = {name for name in self._house_names() if context.get(f'default_{name}')}
        given.update(name for vals in vals_list for name, value in vals.items() if value)
        if not self._house_names().isdisjoint(given):
            raise AccessError(self.env._("This is filled in by the house, never by hand."))

    @api.model
    @ormcache()
    def _locked_names(self):
        """Names of the fields that hands never change on this model, as a frozenset."""
        return named_by_all(self, '_locked_fields') | self._house_names()

    @api.model
    @ormcache()
    def _house_names(self):
        """Names of the stored fields of ours that no hand ever fills in, as a frozenset."""
        return frozenset(
            name for name, field in self._fields.items()
            if field.store and field.readonly and {*field._modules} == {ADDON}
        ) - named_by_all(self, '_redrawn_fields') - {*models.MAGIC_COLUMNS}
