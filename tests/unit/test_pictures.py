"""What is taken of a file that claims to be a picture."""
import importlib
import io
import struct
import zlib

import pytest
from PIL import Image, ImageFile
from tools import pictures

RED, BLUE = (200, 30, 30), (30, 60, 200)
# where Odoo is loaded, Pillow writes no kind that Odoo does not: these are asked for by name
for _kind in ('Ico', 'Tiff'):
    importlib.import_module(f'PIL.{_kind}ImagePlugin')


def _bytes(image, kind, **options):
    output = io.BytesIO()
    image.save(output, kind, **options)
    return output.getvalue()


def _two_halves(size=(80, 40)):
    """Red on the left, blue on the right."""
    image = Image.new('RGB', size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    return image


def _read(data):
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def _is_close(pixel, colour):
    return all(abs(one - other) < 40 for one, other in zip(pixel[:3], colour, strict=True))


def _bomb(width, height):
    """A valid PNG header that announces more pixels than anybody can draw."""
    def chunk(name, content):
        check = zlib.crc32(name + content)
        return struct.pack('>I', len(content)) + name + content + struct.pack('>I', check)
    header = struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', header) + chunk(b'IDAT', zlib.compress(b'\0' * 99))


@pytest.mark.parametrize('kind', ['JPEG', 'PNG', 'WEBP'])
def test_three_formats_become_webp(kind):
    large, small = pictures.redraw(_bytes(_two_halves((800, 400)), kind))
    assert [_read(large).format, _read(small).format] == ['WEBP', 'WEBP']
    assert _read(large).size == (800, 400)
    assert _read(small).size == (320, 160)
    assert _is_close(_read(large).getpixel((10, 200)), RED)
    assert _is_close(_read(small).getpixel((300, 80)), BLUE)


def test_large_photo_is_made_smaller():
    large, small = pictures.redraw(_bytes(Image.new('RGB', (3000, 4000), RED), 'JPEG'))
    assert _read(large).size == (1440, 1920)
    assert _read(small).size == (240, 320)


def test_small_photo_is_not_blown_up():
    large, small = pictures.redraw(_bytes(Image.new('RGB', (20, 10), RED), 'PNG'))
    assert _read(large).size == _read(small).size == (20, 10)


def test_webp_that_is_sent_is_drawn_again():
    sent = _bytes(Image.new('RGB', (2500, 100), RED), 'WEBP', exif=b'Exif\0\0SECRET')
    large, _small = pictures.redraw(sent)
    assert b'SECRET' in sent
    assert b'SECRET' not in large
    assert _read(large).size[0] == 1920


@pytest.mark.parametrize(('orientation', 'left'), [(1, RED), (3, BLUE), (2, BLUE)])
def test_orientation_of_the_camera(orientation, left):
    exif = Image.Exif()
    exif[0x0112] = orientation
    large, _small = pictures.redraw(_bytes(_two_halves(), 'JPEG', exif=exif, quality=95))
    assert _is_close(_read(large).getpixel((5, 20)), left)


def test_quarter_turn():
    exif = Image.Exif()
    exif[0x0112] = 6
    large, _small = pictures.redraw(_bytes(_two_halves(), 'JPEG', exif=exif, quality=95))
    assert _read(large).size == (40, 80)
    assert _is_close(_read(large).getpixel((20, 5)), RED)


def test_no_metadata_is_left():
    exif = Image.Exif()
    exif[0x010F] = 'Maker of the camera'
    exif[0x8825] = {2: (43.0, 57.0, 0.0)}
    sent = _bytes(_two_halves(), 'JPEG', exif=exif, comment=b'whose house')
    for drawn in (*pictures.redraw(sent), pictures.as_jpeg(sent)):
        assert b'Maker' not in drawn
        assert b'whose house' not in drawn
        assert not _read(drawn).getexif()


def test_transparent_is_put_on_white():
    for mode in ('RGBA', 'LA', 'P'):
        image = Image.new('RGBA', (10, 10), (0, 0, 0, 0)).convert(mode)
        options = {'transparency': image.getpixel((0, 0))} if mode == 'P' else {}
        large, _small = pictures.redraw(_bytes(image, 'PNG', **options))
        assert _read(large).mode == 'RGB'
        assert _is_close(_read(large).getpixel((5, 5)), (255, 255, 255)), mode


def test_first_frame_of_what_moves():
    frames = [Image.new('RGB', (30, 30), colour) for colour in (RED, BLUE)]
    for kind in ('WEBP', 'PNG'):
        sent = _bytes(frames[0], kind, save_all=True, append_images=frames[1:], duration=50)
        large, _small = pictures.redraw(sent)
        assert getattr(_read(large), 'n_frames', 1) == 1
        assert _is_close(_read(large).getpixel((5, 5)), RED)


@pytest.mark.parametrize('mode', ['CMYK', 'L', '1', 'I;16', 'YCbCr'])
def test_other_ways_to_write_colours(mode):
    kind = 'JPEG' if mode in ('CMYK', 'YCbCr') else 'PNG'
    white = Image.new('RGB', (10, 10), 'white')
    image = Image.new(mode, (10, 10), 65535) if mode == 'I;16' else white.convert(mode)
    large, _small = pictures.redraw(_bytes(image, kind))
    assert _is_close(_read(large).getpixel((5, 5)), (255, 255, 255))


# === WHAT IS REFUSED === #

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize('data', [
    b'', b'text', SVG, b'<?xml version="1.0"?>' + SVG, b'%PDF-1.7\n', b'RIFF\0\0\0\0WAVE',
    b'\0\0\0\x18ftypheic\0\0\0\0', b'\0\0\0\x18ftypavif\0\0\0\0', b'MZ\x90\0',
    _bytes(Image.new('P', (2, 2)), 'GIF'), _bytes(Image.new('RGB', (2, 2)), 'BMP'),
    _bytes(Image.new('RGB', (2, 2)), 'TIFF'), _bytes(Image.new('RGB', (16, 16)), 'ICO'),
])
def test_other_files_are_refused(data):
    with pytest.raises(pictures.PictureUnknown):
        pictures.redraw(data)


def test_thirty_megabytes_are_not_even_looked_at(monkeypatch):
    monkeypatch.setattr(Image, 'open', None)
    with pytest.raises(pictures.PictureTooHeavy):
        pictures.redraw(b'\xff\xd8\xff' + b'\0' * 30_000_000)


@pytest.mark.parametrize('size', [(9000, 9000), (30000, 30000), (100000, 100000)])
def test_bomb_is_not_decoded(size, monkeypatch):
    monkeypatch.setattr(ImageFile.ImageFile, 'load', None)
    with pytest.raises(pictures.PictureTooLarge):
        pictures.redraw(_bomb(*size))


def test_a_flat_picture_is_not_decoded(monkeypatch):
    """A PNG of one colour takes some kilobytes, and seconds to be drawn again."""
    monkeypatch.setattr(ImageFile.ImageFile, 'load', None)
    with pytest.raises(pictures.PictureError) as refusal:
        pictures.redraw(_bomb(6000, 5000))
    assert refusal.type is pictures.PictureTooLarge


@pytest.mark.parametrize('kind', ['JPEG', 'PNG', 'WEBP'])
def test_cut_short(kind, monkeypatch):
    # as Odoo sets it
    monkeypatch.setattr(ImageFile, 'LOAD_TRUNCATED_IMAGES', True)
    data = _bytes(Image.effect_noise((200, 200), 90).convert('RGB'), kind)
    for length in (len(data) // 2, 20):
        with pytest.raises(pictures.PictureDamaged):
            pictures.redraw(data[:length])
    assert ImageFile.LOAD_TRUNCATED_IMAGES is True


@pytest.mark.parametrize('start', [b'\xff\xd8\xff\xe0', b'\x89PNG\r\n\x1a\n', b'RIFF\0\0\0\0WEBP'])
def test_right_beginning_wrong_rest(start):
    with pytest.raises(pictures.PictureDamaged):
        pictures.redraw(start + SVG * 20)
