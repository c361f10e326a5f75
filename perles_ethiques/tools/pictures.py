"""A picture that somebody sends is drawn again: nothing of the file itself is ever served.

Only JPEG, PNG and WebP are read. Weight and number of pixels are looked at before anything is
decoded; then the first frame is taken, turned as the camera held it, freed of what the camera
wrote in it, put on white, and written as WebP.
"""
import io
import struct
import threading
from contextlib import contextmanager

# Odoo keeps Pillow from finding its formats by itself: WebP is registered by this import
from PIL import Image, ImageCms, ImageFile, ImageOps, WebPImagePlugin  # noqa: F401

MEGABYTE = 1_000_000
MAX_BYTES = 12 * MEGABYTE
MAX_PIXELS = 60_000_000
# A JPEG is decoded at the scale at which it is needed; these are decoded whole, however few bytes
# a flat picture takes.
MAX_WHOLE_PIXELS = 25_000_000
LARGE_SIDE = 1920
SMALL_SIDE = 320
# for the `accept` attribute of a file field: a phone then converts its own HEIC
ACCEPT = 'image/jpeg,image/png,image/webp'

_LARGE_QUALITY, _SMALL_QUALITY = 82, 78
_lock = threading.Lock()


class PictureError(ValueError):
    """A file that is not taken."""


class PictureTooHeavy(PictureError):
    """More than `MAX_BYTES`."""


class PictureUnknown(PictureError):
    """Neither JPEG nor PNG nor WebP, whatever its name says."""


class PictureTooLarge(PictureError):
    """More than `MAX_PIXELS` once decoded, or `MAX_WHOLE_PIXELS` for a PNG or a WebP."""


class PictureDamaged(PictureError):
    """It begins like a picture and cannot be read to its end."""


def redraw(data):
    """Draw a picture again, in two sizes.

    :param bytes data: the file as it was sent.
    :return: (WebP of at most `LARGE_SIDE` pixels, WebP of at most `SMALL_SIDE` pixels)
    :raise PictureError: one of its kinds, if the file is not taken.
    """
    large = _decode(data)
    small = large.copy()
    small.thumbnail((SMALL_SIDE, SMALL_SIDE))
    return (
        _encode(large, 'WEBP', quality=_LARGE_QUALITY),
        _encode(small, 'WEBP', quality=_SMALL_QUALITY),
    )


def as_jpeg(data):
    """The same picture as JPEG, for whoever resizes nothing else.

    :param bytes data: a picture.
    :raise PictureError: as `redraw`.
    """
    return _encode(_decode(data), 'JPEG', quality=85, optimize=True)


def _decode(data):
    """The first frame, upright, in sRGB on white, within `LARGE_SIDE`."""
    if len(data) > MAX_BYTES:
        raise PictureTooHeavy(f"{len(data)} bytes")
    kind = _kind(data)
    try:
        with _strict(), Image.open(io.BytesIO(data), formats=[kind]) as image:
            if image.width * image.height > (MAX_PIXELS if kind == 'JPEG' else MAX_WHOLE_PIXELS):
                raise PictureTooLarge(f"{image.width} × {image.height}")
            # a JPEG is decoded at the scale it is needed at
            image.draft(None, (LARGE_SIDE, LARGE_SIDE))
            image.load()
            return _flat(image)
    except PictureError:
        raise
    except Image.DecompressionBombError as error:
        raise PictureTooLarge(str(error)) from error
    except Exception as error:
        raise PictureDamaged(str(error)) from error


def _kind(data):
    """Name of the format by the first bytes.

    :raise PictureUnknown: for any other file.
    """
    if data.startswith(b'\xff\xd8\xff'):
        return 'JPEG'
    if data.startswith(b'\x89PNG\r\n\x1a\n'):
        return 'PNG'
    if data[:4] == b'RIFF' and data[8:12] == b'WEBP':
        return 'WEBP'
    raise PictureUnknown


@contextmanager
def _strict():
    """Refuse what is cut short: Odoo tells Pillow to take it, grey where nothing came."""
    with _lock:
        before = ImageFile.LOAD_TRUNCATED_IMAGES
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


def _upright(image):
    try:
        return ImageOps.exif_transpose(image)
    except (SyntaxError, ValueError, KeyError, TypeError, OSError, struct.error):
        # what the camera wrote is wrong, not what it saw
        return image


def _flat(image):
    image = _upright(image)
    profile = image.info.get('icc_profile')
    if image.mode.startswith('I'):
        # 16 bits of grey, whose upper eight are what a screen shows
        image = image.convert('I').point(lambda value: value / 256).convert('L')
    if image.mode in ('P', 'PA', 'LA', 'La', 'RGBa') or 'transparency' in image.info:
        image = image.convert('RGBA')
    image.thumbnail((LARGE_SIDE, LARGE_SIDE))
    image = _in_srgb(image, profile)
    flat = Image.new('RGB', image.size, 'white')
    if image.mode == 'RGBA':
        flat.paste(image, mask=image.getchannel('A'))
    else:
        flat.paste(image.convert('RGB'))
    return flat


def _in_srgb(image, profile):
    """The colours as they were seen: phones photograph in wider spaces than screens show."""
    if not profile or image.mode not in ('RGB', 'RGBA', 'CMYK'):
        return image
    try:
        return ImageCms.profileToProfile(
            image, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile('sRGB'),
            outputMode='RGBA' if image.mode == 'RGBA' else 'RGB',
        )
    except (ImageCms.PyCMSError, OSError):
        return image


def _encode(image, kind, **options):
    # a picture of its own: what the file said about itself stays behind
    output = io.BytesIO()
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    bare.save(output, kind, **options)
    return output.getvalue()
