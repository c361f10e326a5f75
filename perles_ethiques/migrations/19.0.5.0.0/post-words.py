"""Words that were said better in a language are read so after an upgrade too.

Natively, an upgrade adds what is new and keeps every translation that is there, also those that
nobody wrote but the release before. What the team may have written in, such as mails, stays.
"""
from pathlib import Path

from odoo import SUPERUSER_ID, api
from odoo.tools.translate import TranslationImporter, get_po_paths

ADDON = Path(__file__).parents[2].name


def migrate(cr, version):
    """Load the words of the house again, over those of its earlier releases."""
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    importer = TranslationImporter(cr, verbose=False)
    for lang, _name in env['res.lang'].get_installed():
        for path in get_po_paths(ADDON, lang):
            importer.load_file(path, lang)
    importer.save(overwrite=True)
