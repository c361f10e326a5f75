import base64
import hashlib
import json
import re
from datetime import date

from odoo import fields, models

from ...report.terms_pdf import draw_terms
from ...tools.text_diff import compare_clauses

# Contract texts hold no personal data: they are kept for ever (clause 000-92).
FOREVER = date(9999, 12, 31)
# Lines of a clause that stand together: items of a list, or lines of a paragraph.
RUNS = re.compile(r'(?:^- .+\n?)+|(?:^(?!- ).*\S.*\n?)+', re.MULTILINE)


class PerlesTermsVersion(models.Model):
    """A published version of a contract text, with its PDF: the same bytes for ever."""

    _name = 'perles.terms.version'
    _description = "Terms version"
    _inherit = ['perles.evidence.mixin']
    _order = 'terms_id, number desc'
    _rec_name = 'label'

    terms_id = fields.Many2one('perles.terms', required=True, index=True, ondelete='restrict')
    company_id = fields.Many2one('res.company', required=True, index=True)
    number = fields.Integer(required=True, readonly=True)
    label = fields.Char(required=True, readonly=True)
    effective_date = fields.Date(required=True, readonly=True)
    reason = fields.Char(required=True, readonly=True)
    published_at = fields.Datetime(required=True, readonly=True)
    published_by = fields.Char(readonly=True)
    # the whole text: read only where it is shown
    clauses = fields.Json(
        required=True, readonly=True, prefetch=False, help="List of {key, title, body}.",
    )
    sha256 = fields.Char(string="SHA-256 of the text", required=True, readonly=True)
    pdf = fields.Binary(attachment=False, required=True, readonly=True)
    pdf_sha256 = fields.Char(string="SHA-256 of the PDF", required=True, readonly=True)

    _number_unique = models.UniqueIndex("(terms_id, number)", "This version already exists.")

    # === BUSINESS METHODS === #

    def _freeze(self, terms, effective_date, reason):
        """Create the next version of ``terms`` from its draft.

        :return: the new version
        """
        number = max(terms.sudo().version_ids.mapped('number'), default=0) + 1
        clauses = terms._draft_clauses()
        digest = self._digest(terms, number, clauses)
        pdf = draw_terms(
            title=terms.name,
            version=number,
            effective_date=effective_date,
            identity=terms.company_id._perles_identity_lines(),
            clauses=clauses,
            digest=digest,
        )
        return self.sudo().create({
            'terms_id': terms.id,
            'company_id': terms.company_id.id,
            'number': number,
            'label': f'{terms.name} – v{number}',
            'effective_date': effective_date,
            'reason': reason,
            'published_at': fields.Datetime.now(),
            'published_by': self.env.user.name,
            'clauses': clauses,
            'sha256': digest,
            'pdf': base64.b64encode(pdf),
            'pdf_sha256': hashlib.sha256(pdf).hexdigest(),
            'retention_date': FOREVER,
        })

    def _digest(self, terms, number, clauses):
        """SHA-256 of the canonical text: title, number and clauses, independent of any layout."""
        canonical = json.dumps(
            {'title': terms.name, 'version': number, 'clauses': clauses},
            ensure_ascii=False, sort_keys=True, separators=(',', ':'),
        )
        return hashlib.sha256(canonical.encode()).hexdigest()

    def _clause_keys(self):
        """Keys of all the clauses of these versions."""
        return {clause['key'] for version in self for clause in version.clauses}

    def _previous(self):
        """The version published before this one, or an empty record."""
        self.ensure_one()
        return self.terms_id.version_ids.filtered(
            lambda v: v.number < self.number
        ).sorted('number')[-1:]

    def _changes(self, since=None):
        """What this version changes, as a list of `ClauseChange`.

        :param since: an earlier version; the previous one by default.
        """
        since = since or self._previous()
        return compare_clauses(since.clauses or [], self.clauses)

    def _body_blocks(self, body):
        """The words of a clause, cut as the pages show them.

        :param str body: plain text; an empty line starts a paragraph, “- ” an item of a list.
        :return: list of ``('p', text)`` and ``('ul', [text, …])``
        """
        blocks = []
        for run in RUNS.findall(body):
            lines = run.splitlines()
            if run.startswith('- '):
                blocks.append(('ul', [line.removeprefix('- ') for line in lines]))
            else:
                blocks.append(('p', ' '.join(lines)))
        return blocks

    def _pdf_bytes(self):
        """The PDF as published."""
        self.ensure_one()
        return base64.b64decode(self.with_context(bin_size=False).pdf)

    def _filename(self):
        self.ensure_one()
        return f'{self.terms_id.code}-v{self.number}.pdf'

    # === ACTION METHODS === #

    def action_download(self):
        """Download the PDF of this version."""
        self.ensure_one()
        return {'type': 'ir.actions.act_url', 'url': f'/terms/{self.id}/pdf', 'target': 'new'}
