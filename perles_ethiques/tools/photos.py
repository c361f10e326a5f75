"""A photo as the house keeps it: drawn again, in two sizes, whatever was sent."""

import base64
import binascii

from odoo.exceptions import UserError

from . import pictures

# what nobody sends as it is to be kept
PHOTO_FIELDS = frozenset({'photo', 'photo_small'})


def redraw_photo(env, vals):
    """These values with both sizes of their photo; the small one is never taken as sent.

    :param env: `Environment` of who sends it, for the language.
    :param dict vals: of `create` or `write`.
    :raise UserError: if the file is no picture, or too large a one.
    """
    if not PHOTO_FIELDS & vals.keys():
        return vals
    others = {name: value for name, value in vals.items() if name != 'photo_small'}
    if 'photo' not in vals:
        return others
    if not vals['photo']:
        return {**others, 'photo': False, 'photo_small': False}
    photo, small = _draw(env, vals['photo'])
    return {**others, 'photo': photo, 'photo_small': small}


def _draw(env, content):
    """Both sizes of a picture, as the base64 that a binary field holds.

    :param content: base64 of the file that was sent.
    :raise UserError: in words for whoever sent it.
    """
    limits = {
        'megabytes': pictures.MAX_BYTES // pictures.MEGABYTE,
        'megapixels': pictures.MAX_PIXELS // 1_000_000,
        'whole': pictures.MAX_WHOLE_PIXELS // 1_000_000,
    }
    try:
        # one base64 character more than the limit is enough to know
        if len(content) > pictures.MAX_BYTES * 4 // 3 + 4:
            raise pictures.PictureTooHeavy
        return [base64.b64encode(size) for size in pictures.redraw(base64.b64decode(content))]
    except pictures.PictureTooHeavy as error:
        raise UserError(env._(
            "This photo is too heavy: %(megabytes)s MB at most.", **limits,
        )) from error
    except pictures.PictureTooLarge as error:
        raise UserError(env._(
            "This photo has too many pixels: %(megapixels)s million at most, %(whole)s million "
            "for a PNG or a WebP.", **limits,
        )) from error
    except pictures.PictureDamaged as error:
        raise UserError(env._(
            "This photo is damaged and cannot be read to its end. Send it again.",
        )) from error
    except (pictures.PictureUnknown, binascii.Error, TypeError, ValueError) as error:
        raise UserError(env._(
            "This file is no photo that can be read: send a JPEG, a PNG or a WebP.",
        )) from error
