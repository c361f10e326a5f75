from odoo import fields, models


class PerlesPhotoMixin(models.AbstractModel):
    """A picture that the house has drawn again: WebP, no larger than a page needs."""

    _name = 'perles.photo.mixin'
    _description = "Record with a photo"

    photo = fields.Binary(attachment=True, help="WebP, at most 1920 px wide or high.")
    photo_small = fields.Binary(attachment=True, readonly=True, help="WebP, at most 320 px.")
