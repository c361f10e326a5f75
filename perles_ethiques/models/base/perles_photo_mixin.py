from odoo import fields, models


class PerlesPhotoMixin(models.AbstractModel):
    """A picture that the house has drawn again: WebP, no larger than a page needs.

    Neither the image fields nor the image tools of Odoo are relied on: they leave a WebP as it
    was sent.

    `create` and `write` of a model pass whatever holds one of `PHOTO_FIELDS` through
    `tools.photos.redraw_photo`, before anything is written.
    """

    _name = 'perles.photo.mixin'
    _description = "Record with a photo"
    _redrawn_fields = frozenset({'photo_small'})

    photo = fields.Binary(attachment=True, help="WebP, at most 1920 px wide or high.")
    photo_small = fields.Binary(
        attachment=True, readonly=True, copy=False, help="WebP, at most 320 px.",
    )
