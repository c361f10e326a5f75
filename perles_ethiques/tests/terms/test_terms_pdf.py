import io
from datetime import date

from freezegun import freeze_time
from pypdf import PdfReader

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...report.terms_pdf import draw_terms
from ..clause import clause
from .frozen_terms import TermsCommon


@tagged('post_install', '-at_install')
class TestDocumentOfTerms(TermsCommon):
    """The PDF is a function of the content alone, and a French one."""

    def _arguments(self, **values):
        return {
            'title': "Contrat d’adhésion", 'version': 1, 'effective_date': date(2026, 12, 1),
            'identity': ["LE JAS DES SOURCES"], 'digest': 'abc',
            'clauses': self.terms._draft_clauses(), **values,
        }

    def test_same_content_same_bytes(self):
        other = self._arguments(title="Autre", clauses=self.terms._draft_clauses()[::-1])
        first = draw_terms(**self._arguments())
        with freeze_time('2031-05-05'):
            drawn = [draw_terms(**values) for values in (other, self._arguments(), other)]
        self.assertEqual(drawn[1], first)
        self.assertEqual(drawn[0], drawn[2])
        self.assertNotEqual(drawn[0], first)

    def test_hash_of_the_text_ignores_the_layout(self):
        clauses = self.terms._draft_clauses()
        digest = self.v1._digest(self.terms, 1, clauses)
        self.assertEqual(self.v1.sha256, digest)
        self.company.street = "2 rue Neuve"
        self.terms.clause_ids[0].body += "\n "
        self.assertEqual(self.v1._digest(self.terms, 1, self.terms._draft_clauses()), digest)
        clauses[0]['body'] += "."
        self.assertNotEqual(self.v1._digest(self.terms, 1, clauses), digest)
        self.assertNotEqual(
            draw_terms(**self._arguments(identity=["2 rue Neuve"])),
            draw_terms(**self._arguments()),
        )

    @clause('000-92')
    def test_french_accents(self):
        words = "Où l’œuvre coûte 180 € HT – « déjà » : à Noël, ça ne change pas…"
        self.terms.clause_ids[0].body = words
        self.terms.clause_ids[1].title = "Apre\u0300s l\u2019e\u0301te\u0301"
        version = self._publish(date(2027, 3, 1))
        text = ''.join(
            page.extract_text() for page in PdfReader(io.BytesIO(version._pdf_bytes())).pages
        )
        flat = ' '.join(text.replace('\u00a0', ' ').split())
        self.assertIn(' '.join(words.replace('\u00a0', ' ').split()), flat)
        self.assertIn("Après l’été", flat)
        self.assertIn("LE JAS DES SOURCES", flat)
        self.assertNotIn('■', flat)

    def test_what_cannot_be_printed_is_not_published(self):
        for character in "漢■Ж":
            self._change_draft(f"Voici : {character}")
            with self.assertRaisesRegex(UserError, character):
                self._publish(date(2027, 3, 1))
