from odoo import api, models


class PerlesLockedRecordMixin(models.AbstractModel):
    """Records that ask their locks of hands, whose model has no other rule of its own."""

    _name = 'perles.locked.record.mixin'
    _description = "Record that asks its locks of hands"
    _inherit = ['perles.locked.mixin']

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base`: hands fill in nothing that is the house's.

        :raise AccessError: if a user does.
        """
        if not self.env.su:
            self._refuse_given(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        """Override of `base`: hands change nothing that is the house's.

        :raise AccessError: if a user does.
        """
        if not self.env.su:
            self._refuse_by_hand(vals)
        return super().write(vals)
