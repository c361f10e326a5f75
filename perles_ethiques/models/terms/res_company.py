from psycopg2.extras import Json

from odoo import fields, models
from odoo.tools import SQL, is_html_empty

from ..base.res_company import APART
from .perles_terms import PAGES

# Words of the native sample of terms, in every language: it speaks of another house.
SAMPLE = 'Odoo S.A.'
# Facts that nothing else of a company says, by the place they take in a text.
LEGAL_FACTS = {
    'legal_form': 'perles_legal_form',
    'capital': 'perles_capital',
    'registration': 'perles_registration',
    'director': 'perles_director',
    'host': 'perles_host',
    'mediator': 'perles_mediator',
}
# Facts that a company has natively.
NATIVE_FACTS = {
    'name': 'name', 'siret': 'company_registry', 'ape': 'ape', 'vat': 'vat', 'phone': 'phone',
    'email': 'email',
}


class ResCompany(models.Model):
    """What the legal texts say of the house: told once, printed as it was when they appeared."""

    _inherit = 'res.company'

    perles_legal_form = fields.Char(
        string="Legal form", help="As it is printed, such as “SCOP SAS”.", prefetch=APART,
    )
    perles_capital = fields.Char(
        string="Share capital", help="As it is printed, “variable” included.", prefetch=APART,
    )
    perles_registration = fields.Char(
        string="Trade register", help="Town and number of the registration.", prefetch=APART,
    )
    perles_director = fields.Char(
        string="Publication director", help="Who answers for what the site publishes.",
        prefetch=APART,
    )
    perles_host = fields.Char(
        string="Host of the site", help="Name, address and phone of who hosts it.", prefetch=APART,
    )
    perles_mediator = fields.Char(
        string="Consumer mediator", help="Name, address and site of the mediator chosen.",
        prefetch=APART,
    )

    # === What texts say of the company === #

    def _perles_facts(self):
        """Facts that a text of the house may name; features extend it.

        :return: dict of {name of the place: (label, words or False)}, as they are printed
        """
        self.ensure_one()
        company = self.sudo()
        names = {**NATIVE_FACTS, **LEGAL_FACTS}
        facts = {
            place: (self._fields[name]._description_string(self.env), company[name])
            for place, name in names.items()
        }
        facts['address'] = (self.env._("Postal address"), company._perles_postal_address())
        facts['evidence_years'] = (
            self._fields['perles_evidence_years']._description_string(self.env),
            str(company.perles_evidence_years),
        )
        return facts

    def _perles_postal_address(self):
        if not (self.street and self.zip and self.city):
            return False
        return ', '.join(filter(None, (self.street, self.street2, f'{self.zip} {self.city}')))

    def _perles_sales_checklist(self):
        """Extends `base` to ask for the legal texts, and for what they say of the house."""
        texts = self.env['perles.terms'].sudo().search(
            [('company_id', '=', self.id), ('code', 'in', list(PAGES))],
        )
        missing = texts._missing_facts()
        waiting = texts.filtered(lambda text: not text.current_version_id).mapped('name')
        # a company may have no draft at all
        absent = set(PAGES) - set(texts.mapped('code'))
        waiting += [PAGES[code] for code in PAGES if code in absent]
        return [
            *super()._perles_sales_checklist(),
            (
                not missing, self.env._("Legal identity"),
                self.env._("Legal texts name: %s", ', '.join(missing)),
                '/odoo/settings#perles_ethiques',
            ),
            (
                not waiting, self.env._("Legal texts"),
                self.env._("Publish: %s", ', '.join(waiting)),
                '/odoo/textes',
            ),
        ]

    # === Native terms: they speak as long as no sales terms of the house are in force === #

    def _perles_has_sales_terms(self):
        """Whether sales terms of the house are in force, in the place of native ones."""
        self.ensure_one()
        return PAGES['cgv'] in dict(self.env['perles.terms']._in_force(self))

    def _perles_has_native_terms(self):
        """Whether terms that this company typed natively, for a page, speak for it."""
        self.ensure_one()
        company = self.sudo()
        used = self.env['ir.config_parameter'].sudo().get_param('account.use_invoice_terms')
        return bool(used) and company.terms_type == 'html' and not (
            is_html_empty(company.invoice_terms_html) or self._perles_has_sales_terms()
        )

    def _perles_terms_url(self, document):
        """Where the texts of the house are read, drawn on a document; False if there are none.

        :param document: a native record with `get_base_url`.
        """
        if self._perles_has_native_terms() or not self.env['perles.terms']._in_force(self):
            return False
        return f'{document.get_base_url()}/terms'

    def _compute_invoice_terms_html(self):
        """Override of `account`, which writes a sample: the house has texts of its own."""
        for company in self:
            company.invoice_terms_html = company.invoice_terms_html

    def _perles_apply_house_defaults(self):
        """Extends `base` to take the native sample of terms away."""
        result = super()._perles_apply_house_defaults()
        self._perles_forget_sample_terms()
        return result

    def _perles_forget_sample_terms(self):
        """Empty the native sample of terms, in each language in which it still is one.

        There, what the company has typed in another language is read.
        """
        field = self._fields['invoice_terms_html']
        for company in self:
            told = field._get_stored_translations(company) or {}
            own = {lang: text for lang, text in told.items() if text and SAMPLE not in text}
            if told and own != told:
                company.invoice_terms_html = False
                company._perles_write_terms(own)
            if not own and is_html_empty(company.invoice_terms):
                # nothing typed is to be linked to; a note of before would be printed again
                company.terms_type = 'plain'

    def _perles_write_terms(self, own):
        """Write terms as they were typed: the ORM would make one text of their languages.

        :param dict own: language → HTML.
        """
        if own:
            texts = Json({'en_US': next(iter(own.values())), **own})
            self.flush_recordset(['invoice_terms_html'])
            self.env.cr.execute(SQL(
                'UPDATE res_company SET invoice_terms_html = %s WHERE id = %s', texts, self.id,
            ))
            self.invalidate_recordset(['invoice_terms_html'])
