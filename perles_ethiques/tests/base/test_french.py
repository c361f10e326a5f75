from pathlib import Path

import polib

from odoo.modules.module import get_module_path
from odoo.tests import BaseCase, tagged


@tagged('post_install', '-at_install')
class TestFrench(BaseCase):
    """The screens are complete in French: nothing is missing from the file of texts."""

    def setUp(self):
        super().setUp()
        folder = Path(get_module_path('perles_ethiques')) / 'i18n'
        self.french = polib.pofile(str(folder / 'fr.po'))
        self.template = polib.pofile(str(folder / 'perles_ethiques.pot'))

    def test_complete(self):
        self.assertEqual([entry.msgid for entry in self.french.untranslated_entries()], [])
        self.assertEqual([entry.msgid for entry in self.french.fuzzy_entries()], [])
        self.assertEqual([entry.msgid for entry in self.french.obsolete_entries()], [])

    def test_every_text_is_there(self):
        known = {entry.msgid for entry in self.french}
        missing = [entry.msgid for entry in self.template if entry.msgid not in known]
        self.assertEqual(missing, [])

    def test_typography(self):
        """A no-break space before the signs that want one; no straight apostrophe in words."""
        for entry in self.french:
            if '<' in entry.msgstr or '%' in entry.msgstr or '{' in entry.msgstr:
                continue
            with self.subTest(text=entry.msgstr):
                self.assertNotRegex(entry.msgstr, r' [;:!?»€]')
                self.assertNotRegex(entry.msgstr, r'« ')
                self.assertNotRegex(entry.msgstr, r"\w'\w")
