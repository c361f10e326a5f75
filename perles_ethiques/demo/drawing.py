"""Pictures of the demonstration, drawn: beads of a shape, a colour and a finish, with a ruler."""
import io
import random
from math import cos, pi, sin

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

SIDE = 720
# the width of the picture shows so many millimetres
SPAN_MM = 48
RULER_MM = 20
BACKGROUND, INK, SHADOW = (247, 242, 233), (70, 62, 54), (60, 45, 30)
STRONG, SOFT, NONE = 235, 110, 0
# how much light a finish sends back, and how large its spot is
FINISHES = {
    'shiny': (STRONG, 0.30), 'matt': (NONE, 0.5), 'satin': (SOFT, 0.55), 'faceted': (STRONG, 0.2),
    'iridescent': (STRONG, 0.40), 'transparent': (STRONG, 0.25), 'aged': (SOFT, 0.4),
}


def draw(shape, colour, finish='shiny', mm=8.0, count=18, seed=0):
    """Draw beads on a tray.

    :param str shape: round, oval, drop, cube, cylinder, bicone, disc, heart, star or nugget.
    :param str colour: `#RRGGBB`.
    :param str finish: a key of `FINISHES`.
    :param float mm: their largest size.
    :param int count: how many are laid out.
    :param int seed: the same one lays them out the same way.
    :return: bytes of a WebP of `SIDE` × `SIDE` pixels
    """
    chance = random.Random(seed)
    picture = Image.new('RGB', (SIDE, SIDE), BACKGROUND)
    size = max(14, round(mm * SIDE / SPAN_MM))
    for x, y in _places(chance, size, count):
        tint = _shade(colour, chance.uniform(0.92, 1.06))
        bead = _bead(shape, tint, finish, size, chance.uniform(0, 360))
        _lay(picture, bead, (round(x), round(y)))
    _ruler(picture)
    kept = io.BytesIO()
    picture.save(kept, 'WEBP', quality=72, method=4)
    return kept.getvalue()


def _places(chance, size, count):
    """Places of beads that do not overlap, as far as the tray has room."""
    found = []
    for _attempt in range(count * 40):
        # turned, a square takes more room
        x = chance.uniform(20, SIDE - size * 1.4 - 20)
        y = chance.uniform(20, SIDE - size * 1.4 - 60)
        if all((x - a) ** 2 + (y - b) ** 2 > (size * 1.35) ** 2 for a, b in found):
            found.append((x, y))
        if len(found) == count:
            break
    return found


def _outline(shape, size):
    """The points of a shape in a square, and whether it is smooth."""
    half = size / 2
    turns = {
        'star': [(0.42 + 0.58 * (n % 2 == 0), n * pi / 5) for n in range(10)],
        'bicone': [(1 if n % 2 == 0 else 0.78, n * pi / 4) for n in range(8)],
        'nugget': [(0.8 + 0.2 * sin(3 * n) * cos(n), n * 2 * pi / 9) for n in range(9)],
    }
    if shape in turns:
        return [(half + half * r * cos(a), half + half * r * sin(a)) for r, a in turns[shape]]
    if shape == 'heart':
        steps = [n * 2 * pi / 60 for n in range(60)]
        return [(half + half * sin(t) ** 3, half - half * (
            13 * cos(t) - 5 * cos(2 * t) - 2 * cos(3 * t) - cos(4 * t)) / 17) for t in steps]
    if shape == 'drop':
        steps = [n * 2 * pi / 60 for n in range(60)]
        return [(half + half * 0.72 * sin(t) * sin(t / 2), half - half * cos(t)) for t in steps]
    return []


def _mask(shape, size):
    mask = Image.new('L', (size, size))
    pen = ImageDraw.Draw(mask)
    points = _outline(shape, size)
    if points:
        pen.polygon(points, fill=255)
    elif shape == 'cube':
        pen.rounded_rectangle((1, 1, size - 2, size - 2), size / 8, fill=255)
    elif shape in ('cylinder', 'tube'):
        pen.rounded_rectangle((1, size * 0.22, size - 2, size * 0.78), size / 6, fill=255)
    elif shape == 'oval':
        pen.ellipse((0, size * 0.17, size - 1, size * 0.83), fill=255)
    else:
        pen.ellipse((0, 0, size - 1, size - 1), fill=255)
    return mask


def _bead(shape, tint, finish, size, angle):
    """One bead as a picture with transparency, drawn large and made small: its edge is smooth."""
    large = size * 3
    mask = _mask(shape, large)
    dark = Image.new('RGB', (large, large), _shade(tint, 0.42))
    light = Image.new('RGB', (large, large), tint)
    body = Image.composite(dark, light, _glow(large, (0.40, 0.38), 0.95))
    body = _finished(body, finish, large)
    hole = ImageDraw.Draw(body)
    centre, radius = large / 2, large * (0.16 if shape in ('disc', 'flat') else 0.05)
    hole.ellipse((centre - radius, centre - radius, centre + radius, centre + radius),
                 fill=_shade(tint, 0.25))
    body = body.convert('RGBA')
    body.putalpha(mask.point(lambda v: v * 0.82) if finish == 'transparent' else mask)
    if shape not in ('round', 'disc'):
        body = body.rotate(angle, Image.Resampling.BICUBIC, expand=True)
    return body.resize([side * size // large for side in body.size], Image.Resampling.LANCZOS)


def _finished(body, finish, large):
    strength, width = FINISHES[finish]
    if finish == 'iridescent':
        veil = Image.merge('RGB', [
            _glow(large, place, 0.8).point(lambda v: 255 - v)
            for place in ((0.2, 0.7), (0.7, 0.3), (0.6, 0.8))
        ])
        body = Image.blend(body, ImageChops.screen(body, veil), 0.55)
    elif finish == 'faceted':
        pen = ImageDraw.Draw(body)
        for step in range(8):
            edge = (large / 2 * (1 + cos(step * pi / 4)), large / 2 * (1 + sin(step * pi / 4)))
            pen.line(((large / 2, large / 2), edge), fill=body.getpixel((3, 3)), width=large // 60)
    elif finish == 'aged':
        body = ImageChops.multiply(body, Image.merge('RGB', [
            Image.effect_noise((large, large), 60).filter(ImageFilter.GaussianBlur(large / 60))
            .point(lambda v: min(255, v + 90))
        ] * 3))
    if strength:
        spot = _glow(large, (0.34, 0.28), width).point(lambda v: (255 - v) * strength // 255)
        body = Image.composite(Image.new('RGB', body.size, (255, 255, 255)), body, spot)
    return body


def _glow(size, centre, width):
    """A disc that is black in its centre and white from `width` on, in shares of the size."""
    radius = max(1, round(size * width))
    # the gradient reaches white in its corners only
    disc = Image.radial_gradient('L').resize((2 * radius, 2 * radius))
    disc = disc.point(lambda v: min(255, v * 255 // 181))
    glow = Image.new('L', (size, size), 255)
    glow.paste(disc, (round(size * centre[0]) - radius, round(size * centre[1]) - radius))
    return glow


def _lay(picture, bead, place):
    """Lay a bead and its shadow on the tray."""
    veil = bead.getchannel('A').point(lambda v: v * 90 // 255)
    soft = Image.new('L', picture.size)
    soft.paste(veil, (place[0] + 5, place[1] + 8))
    picture.paste(SHADOW, (0, 0), soft.filter(ImageFilter.GaussianBlur(6)))
    picture.paste(bead, place, bead)


def _ruler(picture):
    """Two centimetres, so that a size is understood at once."""
    pen = ImageDraw.Draw(picture)
    each = SIDE / SPAN_MM
    left, base = 30, SIDE - 34
    pen.line((left, base, left + RULER_MM * each, base), fill=INK, width=3)
    for mm in range(RULER_MM + 1):
        height = 18 if mm % 10 == 0 else 12 if mm % 5 == 0 else 7
        pen.line((left + mm * each, base, left + mm * each, base - height), fill=INK, width=2)
    pen.text((left + RULER_MM * each + 14, base - 18), f"{RULER_MM} mm", fill=INK,
             font=ImageFont.load_default(24))


def _shade(colour, factor):
    if isinstance(colour, str):
        colour = tuple(int(colour[n:n + 2], 16) for n in (1, 3, 5))
    return tuple(min(255, max(0, round(part * factor))) for part in colour)
