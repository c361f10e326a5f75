import re
from unicodedata import normalize

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.calendars import paris_date

# Where the texts of the house are read, by their key: the footer and native documents link there.
PAGES = {
    'cgv': '/cgv',
    'mentions-legales': '/mentions-legales',
    'confidentialite': '/confidentialite',
    'contrat-adhesion': '/adhesion/contrat',
}
PLACE = re.compile(r'\{([a-z_]+)\}')


class PerlesTerms(models.Model):
    """A text of the house: a working draft, and the versions published from it."""

    _name = 'perles.terms'
    _description = "Terms"
    _inherit = ['mail.thread', 'perles.typed.mixin']

    name = fields.Char(required=True, help="Title printed on the document, in French.")
    code = fields.Char(required=True, copy=False, help="Stable key of the document.")
    company_id = fields.Many2one('res.company', required=True, default=lambda s: s.env.company)
    clause_ids = fields.One2many('perles.terms.clause', 'terms_id', string="Draft clauses")
    version_ids = fields.One2many('perles.terms.version', 'terms_id', string="Published versions")
    current_version_id = fields.Many2one(
        'perles.terms.version', compute='_compute_current_version_id', string="In force",
    )
    has_changes = fields.Boolean(
        compute='_compute_has_changes', help="The draft differs from the last version.",
    )

    _code_unique = models.UniqueIndex("(code, company_id)", "This key is already used.")

    @api.depends('version_ids')
    def _compute_current_version_id(self):
        for terms in self:
            terms.current_version_id = terms._version_at(fields.Datetime.now())

    @api.depends(
        'name', 'version_ids', 'clause_ids.sequence', 'clause_ids.key', 'clause_ids.title',
        'clause_ids.body',
    )
    def _compute_has_changes(self):
        for terms in self:
            last = terms.version_ids[:1]
            digest = last._digest(terms, last.number, terms._draft_clauses())
            terms.has_changes = digest != last.sha256

    def _draft_clauses(self):
        """The working draft as a list of {key, title, body} dicts, in reading order.

        A fact of the company stands in the place that bears its name, such as ``{phone}``; the
        place of a fact that is not known stays.
        """
        self.ensure_one()
        facts = self.company_id._perles_facts()

        def filled(place):
            return facts.get(place[1], (None, None))[1] or place[0]

        return [
            {
                'key': clause.key,
                'title': normalize('NFC', clause.title or ''),
                'body': normalize('NFC', PLACE.sub(filled, (clause.body or '').strip())),
            }
            for clause in self.clause_ids.sorted('sequence')
        ]

    def _missing_facts(self):
        """What these drafts say of the company and nobody has told yet.

        :return: list of labels, in reading order
        """
        missing = {}
        for terms in self:
            facts = terms.company_id._perles_facts()
            for clause in terms._draft_clauses():
                for name in PLACE.findall(clause['body']):
                    missing[facts[name][0] if name in facts else name] = True
        return list(missing)

    @api.model
    def _in_force(self, company):
        """The texts of a company that have a page and a version in force, as the footer lists them.

        :param company: `res.company`
        :return: list of (address, version) tuples, sudo
        """
        texts = self.sudo().search([('company_id', '=', company.id), ('code', 'in', list(PAGES))])
        by_code = {text.code: text.current_version_id for text in texts}
        return [(page, by_code[code]) for code, page in PAGES.items() if by_code.get(code)]

    def _version_at(self, instant):
        """The version in force at an instant, or an empty record.

        :param datetime instant: naive UTC.
        """
        self.ensure_one()
        day = paris_date(instant)
        published = self.version_ids.filtered(
            lambda v: v.effective_date <= day and v.published_at <= instant
        )
        return published.sorted('number')[-1:]

    def _publish(self, effective_date, reason):
        """Freeze the draft as a new version that nobody can change (clause 000-19).

        :param date effective_date: first day, in Paris, on which new members accept it.
        :param str reason: legitimate reason of the change, told to the members.
        :return: the `perles.terms.version`
        :raise AccessError: for whoever may not write the draft.
        :raise UserError: without a reason, without clauses, or without any change.
        """
        self.ensure_one()
        self.check_access('write')
        if not (reason or '').strip():
            raise UserError(self.env._("Give the reason of this version: members will read it."))
        if not self.clause_ids:
            raise UserError(self.env._("The draft has no clause yet."))
        if not self.has_changes:
            raise UserError(self.env._("The draft is the same as the last version."))
        self._check_facts()
        self._check_printable()
        version = self.env['perles.terms.version']._freeze(self, effective_date, reason.strip())
        self.invalidate_recordset(['version_ids', 'current_version_id', 'has_changes'])
        self._after_publish(version)
        return version

    def _check_facts(self):
        """Refuse a text with empty places: it is frozen for ever.

        :raise UserError: naming what is to be filled in.
        """
        if missing := self._missing_facts():
            raise UserError(self.env._(
                "Fill in the settings of the house first: %s", ', '.join(missing),
            ))

    def _check_printable(self):
        """Refuse what the standard fonts of the PDF cannot draw: the text is frozen for ever.

        :raise UserError: naming the characters.
        """
        clauses = self._draft_clauses()
        text = self.name + ''.join(clause['title'] + clause['body'] for clause in clauses)
        drawn = text.encode('cp1252', 'ignore').decode('cp1252')
        # drawn as a no-break space
        missing = sorted(set(text) - set(drawn) - {'\u202f'})
        if missing:
            raise UserError(self.env._(
                "These characters cannot be printed: %s",
                ', '.join(f'{character} (U+{ord(character):04X})' for character in missing),
            ))

    def _after_publish(self, version):
        """Hook: tell who is bound by these terms that a version was published."""

    def _creation_message(self):
        """Override of `mail`: during the installation no name of a model is in French yet."""
        return self.env._("Text written")

    def action_publish(self):
        """Open the wizard that asks for the date and the reason."""
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Publish a version"),
            'res_model': 'perles.terms.publish',
            'view_mode': 'form',
            'target': 'new',
            'context': {'default_terms_ids': self.ids},
        }
