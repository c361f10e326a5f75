from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools.identity import (
    buys_for_work,
    is_rna,
    is_siret,
    normalise_postcode,
    normalise_rna,
    normalise_siret,
    said_digits,
    vat_matches_siren,
)
from ...tools.texts import NotMailable, clean_emails, clean_values
from ...tools.words import holds, words_of
from .perles_document_mixin_said import has_digits
from .res_company import APART

# What others build on: under whom a contact is, whether it is there, where it is written to.
BUILT_ON = frozenset({'active', 'parent_id', 'is_company', 'email'})


class ResPartner(models.Model):
    _inherit = 'res.partner'

    perles_professional = fields.Selection(
        selection=[('yes', "For work"), ('no', "Not for work")], string="Buys", tracking=True,
        prefetch=APART,
        help="Said by who joined. Empty: an organisation, or a person with a SIRET or a VAT "
             "number, is taken to buy for work.",
    )
    perles_identity_warning = fields.Char(compute='_compute_perles_identity_warning')

    @api.depends('company_registry', 'vat', 'country_id')
    def _compute_perles_identity_warning(self):
        """Say what is wrong with a French SIRET or VAT number (clause 000-91)."""
        for partner in self:
            partner.perles_identity_warning = partner._identity_warning()

    def _identity_warning(self):
        registry = self.company_registry
        if not registry or (self.country_id and self.country_id.code != 'FR'):
            return False
        if is_rna(registry):
            return False
        if not is_siret(registry):
            return self.env._(
                "This is no SIRET (check its 14 digits), nor the RNA of an association."
            )
        vat = self.vat or ''
        if vat.upper().startswith('FR') and not vat_matches_siren(vat, registry):
            return self.env._("The VAT number does not bear the SIREN of this SIRET.")
        return False

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base` to keep what is typed as it is looked for, mailed to and printed.

        :raise ValidationError: for an address that no mail reaches, typed by the team.
        """
        return super().create([self._perles_as_kept(vals) for vals in vals_list])

    def write(self, vals):
        """Override of `base` to keep what is typed as it is looked for, mailed to and printed.

        A postcode is kept as the country of each contact writes it.

        :raise ValidationError: for an address that no mail reaches, typed by the team.
        """
        if vals.get('zip') and not vals.get('country_id') and len(self) > 1:
            countries = self.grouped('country_id').values()
            if len(countries) > 1:
                return all([partners.write(vals) for partners in countries])
        vals = self._perles_as_kept(vals)
        if BUILT_ON.isdisjoint(vals):
            return super().write(vals)
        before = self._perles_before_change(vals)
        result = super().write(vals)
        self._perles_after_change(before)
        return result

    @api.model
    def _search_display_name(self, operator, value):
        """Override of `base`: who calls is found by what is said on the telephone.

        A telephone or a SIRET in any writing, a VAT number with spaces, the words of a name in
        any order, with accents or without.
        """
        domain = super()._search_display_name(operator, value)
        if operator != 'ilike' or not isinstance(value, str) or not value.strip():
            return domain
        found = [Domain(domain)]
        if words := words_of(value):
            found.append(Domain.AND(holds('complete_name', word) for word in words))
        if any(character.isdigit() for character in value):
            found.append(Domain('vat', 'ilike', ''.join(value.split())))
        if digits := said_digits(value):
            found += [has_digits('phone', digits), has_digits('company_registry', digits)]
        return Domain.OR(found)

    def _perles_before_change(self, vals):
        """Hook: what others build on is about to be written to these contacts.

        :param dict vals: clean, with one of `BUILT_ON` at least.
        :return: dict of what `_perles_after_change` has to know
        """
        return {}

    def _perles_after_change(self, before):
        """Hook: it was written.

        :param dict before: what `_perles_before_change` returned.
        """

    def _perles_as_kept(self, vals):
        """Values of a contact: clean texts, digits alone in a SIRET and a postcode, domains in
        ASCII, a language.

        :param dict vals: of `create` or `write`, or of a form of the portal.
        :return: dict
        :raise ValidationError: for an address that no mail reaches. What the house itself finds
            somewhere, such as the sender of a mail that came in, is kept as it is.
        """
        vals = clean_values(self._fields, vals)
        if registry := vals.get('company_registry'):
            vals = {**vals, 'company_registry': normalise_rna(normalise_siret(registry))}
        if postcode := vals.get('zip'):
            vals = {**vals, 'zip': normalise_postcode(postcode, self._perles_country_code(vals))}
        if email := vals.get('email'):
            vals = {**vals, 'email': self._perles_mailable(email)}
        if 'lang' in vals and not vals['lang']:
            vals = {**vals, 'lang': self._perles_house_lang()}
        return vals

    def _perles_country_code(self, vals):
        """Code of the country that values of a contact say, else of the contact; may be unknown."""
        country = self.env['res.country'].browse(int(vals.get('country_id') or 0))
        return (country or self[:1].country_id).code

    @api.model
    def _perles_mailable(self, email):
        try:
            return clean_emails(email)
        except NotMailable as error:
            if self.env.su:
                return email
            raise ValidationError(self.env._(
                "No mail can be sent to %s: one without accents before the @ is expected.", error,
            )) from error

    def _compute_lang(self):
        """Override of `base`: whose language nobody knows is spoken to in the company's."""
        super()._compute_lang()
        for partner in self.filtered(lambda partner: not partner.lang):
            partner.lang = partner._perles_house_lang()

    def _perles_house_lang(self):
        """The language of the company, for its mails and for the lines of its invoices alike."""
        company = self.company_id[:1] or self.env.company
        return company.partner_id.lang

    def _perles_is_professional(self):
        """Whether this organisation or person buys for work: see `buys_for_work`."""
        return buys_for_work(self)

    def _perles_is_consumer(self):
        """Whether this is a person who does not buy for work: the only one who may withdraw."""
        return not (self.commercial_partner_id.is_company or self._perles_is_professional())

    def address_get(self, adr_pref=None):
        """Override of `base`: nobody's goods and bills go to whom they do not answer for.

        Natively who has no address of a kind gets the one of the organisation above, also when
        they buy in their own name.
        """
        found = super().address_get(adr_pref)
        if len(self) == 1:
            for kind, address in found.items():
                other = self.browse(address).commercial_partner_id
                if other and other != self.commercial_partner_id:
                    found[kind] = self.id
        return found

    def _perles_invoice_address(self):
        """Where the bills of this organisation go: its address of type *Invoice*, else itself."""
        self.ensure_one()
        address = self.browse(self.address_get(['invoice'])['invoice'])
        return address if address.type == 'invoice' else self
