from odoo import api, fields, models

from ...tools.photos import redraw_photo
from .perles_care_step import STEPS


class PerlesCarePhoto(models.Model):
    """What a lot looked like before or after a step of its care."""

    _name = 'perles.care.photo'
    _description = "Photo of care"
    _inherit = ['perles.photo.mixin', 'perles.locked.record.mixin']
    _order = 'care_id, taken_at, id'

    care_id = fields.Many2one('perles.care', required=True, index=True, ondelete='cascade')
    photo = fields.Binary(required=True)
    kind = fields.Selection(selection=STEPS, string="Step", required=True, default='sort')
    moment = fields.Selection(
        selection=[('before', "Before"), ('after', "After")], required=True, default='before',
    )
    taken_at = fields.Datetime(
        string="Taken", required=True, readonly=True, default=fields.Datetime.now,
    )
    user_id = fields.Many2one(
        'res.users', string="Added by", readonly=True, ondelete='set null',
        default=lambda self: self.env.user,
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base` to draw every photo again.

        :raise UserError: if a file is no picture, or too large a one.
        """
        return super().create([redraw_photo(self.env, vals) for vals in vals_list])

    def write(self, vals):
        """Override of `base` to draw every photo again.

        :raise UserError: if the file is no picture, or too large a one.
        """
        return super().write(redraw_photo(self.env, vals))
