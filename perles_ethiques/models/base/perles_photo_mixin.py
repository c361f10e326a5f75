import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools import pictures

# what nobody sends as it is to be kept
PHOTO_FIELDS = frozenset({'photo', 'photo_small'})


class PerlesPhotoMixin(models.AbstractModel):
    """A picture that the house has drawn again: WebP, no larger than a page needs.

    Neither the image fields nor the image tools of Odoo are relied on: they leave a WebP as it
    was sent.

    `create` and `write` of a model pass whatever holds one of `PHOTO_FIELDS` through
    `_redraw_photo`, before anything is written.
    """

    _name = 'perles.photo.mixin'
    _description = "Record with a photo"

    photo = fields.Binary(attachment=True, help="WebP, at most 1920 px wide or high.")
    photo_small = fields.Binary(
        attachment=True, readonly=True, copy=False, help="WebP, at most 320 px.",
    )

    @api.model
    def _redraw_photo(self, vals):
        """These values with both sizes of their photo; the small one is never taken as sent.

        :raise UserError: if the file is no picture, or too large a one.
        """
        others = {name: value for name, value in vals.items() if name != 'photo_small'}
        if 'photo' not in vals:
            return others
        if not vals['photo']:
            return {**others, 'photo': False, 'photo_small': False}
        photo, small = self._draw(vals['photo'])
        return {**others, 'photo': photo, 'photo_small': small}

    @api.model
    def _draw(self, content):
        """Both sizes of a picture, as the base64 that a binary field holds.

        :param content: base64 of the file that was sent.
        :raise UserError: in words for whoever sent it.
        """
        limits = {
            'megabytes': pictures.MAX_BYTES // pictures.MEGABYTE,
            'megapixels': pictures.MAX_PIXELS // 1_000_000,
        }
        try:
            # one base64 character more than the limit is enough to know
            if len(content) > pictures.MAX_BYTES * 4 // 3 + 4:
                raise pictures.PictureTooHeavy
            return [base64.b64encode(size) for size in pictures.redraw(base64.b64decode(content))]
        except pictures.PictureTooHeavy as error:
            raise UserError(self.env._(
                "This photo is too heavy: %(megabytes)s MB at most.", **limits,
            )) from error
        except pictures.PictureTooLarge as error:
            raise UserError(self.env._(
                "This photo has too many pixels: %(megapixels)s million at most.", **limits,
            )) from error
        except pictures.PictureDamaged as error:
            raise UserError(self.env._(
                "This photo is damaged and cannot be read to its end. Send it again.",
            )) from error
        except (pictures.PictureUnknown, binascii.Error, TypeError, ValueError) as error:
            raise UserError(self.env._(
                "This file is no photo that can be read: send a JPEG, a PNG or a WebP.",
            )) from error
