import io
from pathlib import Path

import polib

from odoo.modules.module import get_module_path
from odoo.tests import BaseCase, TransactionCase, tagged
from odoo.tools.translate import trans_export


def texts(name):
    """A file of texts of the addon."""
    return polib.pofile(str(Path(get_module_path('perles_ethiques')) / 'i18n' / name))


@tagged('post_install', '-at_install')
class TestFrench(BaseCase):
    """The screens are complete in French, and read as French does."""

    def setUp(self):
        super().setUp()
        self.french = texts('fr.po')
        self.template = texts('perles_ethiques.pot')

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


@tagged('post_install', '-at_install')
class TestTextsOfTheCode(TransactionCase):
    """The files of texts say what the code says now: nothing is missing, nothing is left over."""

    def test_as_exported_from_the_code(self):
        exported = io.BytesIO()
        trans_export(False, ['perles_ethiques'], exported, 'po', self.env)
        code = {entry.msgid for entry in polib.pofile(exported.getvalue().decode())}
        self.assertGreater(len(code), 1000)
        for name in ('fr.po', 'perles_ethiques.pot'):
            known = {entry.msgid for entry in texts(name)}
            with self.subTest(file=name):
                self.assertEqual(sorted(code - known), [], "to be translated")
                self.assertEqual(sorted(known - code), [], "no longer in the code")
