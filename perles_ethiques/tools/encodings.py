"""Bytes of a table that somebody saved, as the text that was seen: for sure, or not at all."""

import codecs
import contextlib
import re

MARKS = ((codecs.BOM_UTF8, 'utf-8-sig'), (codecs.BOM_UTF16_LE, 'utf-16'),
         (codecs.BOM_UTF16_BE, 'utf-16'))
# What a French Excel saves by default comes before what it calls “Macintosh” and “MS-DOS”.
USUAL, OTHERS = 'cp1252', ('mac_roman', 'cp850')
# What French writes beyond ASCII; anything else tells of another encoding.
LETTERS = frozenset('àâäæçèéêëîïñôöœùûüÿÀÂÄÆÇÈÉÊËÎÏÔÖŒÙÛÜ')
SIGNS = frozenset('’‘“”«»–—…€°²³\u00a0')
# Signs that follow a word, or stand apart from it.
BEHIND_WORDS, APART = frozenset('…²³'), frozenset('“«–—€')

SEPARATORS = (';', '\t', '|', ',')
SAID = re.compile(r'sep=(.)', re.I)


class UnknownEncoding(ValueError):
    """Bytes that are no text of a known encoding, or of several."""


def decode(data):
    """The text of a file.

    :param bytes data: as it was saved.
    :return: (text, name of the encoding)
    :raise UnknownEncoding: if nobody can say for sure.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding), encoding
    with contextlib.suppress(UnicodeDecodeError):
        return data.decode('utf-8'), 'utf-8'
    if (text := _reading(data, USUAL)) is not None:
        return text, USUAL
    readings = [(text, encoding) for encoding in OTHERS
                if (text := _reading(data, encoding)) is not None]
    if len({text for text, _encoding in readings}) != 1:
        raise UnknownEncoding
    return readings[0]


def _decoded(data, encoding):
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnknownEncoding from error


def _reading(data, encoding):
    """A text in which nothing tells of another encoding, or ``None``."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text if all(
        _is_expected(one, text[place - 1:place], text[place + 1:place + 2])
        for place, one in enumerate(text) if not one.isascii() or one < ' '
    ) else None


def _is_expected(one, before, behind):
    """Whether French writes a character between its neighbours."""
    if one in LETTERS:
        alone = not before.isalpha() and not behind.isalpha()
        return not one.isupper() or (not before.islower() and (not alone or one == 'À'))
    if one in SIGNS:
        glued = before.isalpha() and behind.isalpha()
        return (one == '’' or not glued) and not (
            one in BEHIND_WORDS and not before.strip()
        ) and not (one in APART and before.isalpha())
    return one in '\t\r\n'


def separator_of(text, quote='"'):
    """What ends the cells of a table, as its first line tells: a semicolon before a comma.

    Excel may say it in a line of its own, such as ``sep=;``.

    :param str text: the table.
    :param str quote: what stands around a cell that holds a separator.
    """
    titles = text.lstrip('\ufeff').partition('\n')[0]
    if said := SAID.fullmatch(titles.strip('"\r ')):
        return said[1]
    bare = ''.join(titles.split(quote)[::2])
    return next((one for one in SEPARATORS if one in bare), ',')
