"""Bring the French texts up to the exported template: what is translated stays."""

import polib

from . import places

FOLDER = places.ROOT / places.ADDON / 'i18n'


def merge():
    """Merge the template into fr.po; say what is still to be translated."""
    french = polib.pofile(str(FOLDER / 'fr.po'), wrapwidth=0)
    known = {entry.msgid: entry.msgstr for entry in french}
    merged = polib.pofile(str(FOLDER / f'{places.ADDON}.pot'), wrapwidth=0)
    merged.metadata = french.metadata
    for entry in merged:
        entry.msgstr = known.get(entry.msgid, '')
        if not entry.msgstr:
            print(f'  to translate: {entry.msgid}')
    merged.save(str(FOLDER / 'fr.po'))


if __name__ == '__main__':
    merge()
