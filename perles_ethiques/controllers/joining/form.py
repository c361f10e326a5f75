"""What a joining form may contain: cleaned values, or one sentence per wrong field."""
import re

from ...exceptions import FormError
from ...tools.identity import (
    IDENTITIES,
    NO_NUMBER,
    SIRET,
    WITH_SIRET,
    identify,
    normalise_postcode,
    normalise_vat,
    vat_matches_siren,
)
from ...tools.texts import is_phone, plain_code
from ..base.form import PublicForm

# What the form asks first → (organisation or person, whether the membership serves their work).
KINDS = {
    'company': ('company', True), 'nonprofit': ('company', False),
    'trader': ('person', True), 'person': ('person', False),
}
TEXT_FIELDS = (
    'person_name', 'company_name', 'siret', 'vat', 'email', 'phone', 'street', 'zip', 'city',
)


class JoiningForm(PublicForm):
    """The form by which one joins.

    :param contact: `res.partner` of a signed-in person, whose e-mail is not asked.
    """

    def __init__(self, env, post, contact=None):
        super().__init__(env, post)
        self.contact = contact

    def clean(self, plan):
        """Check everything and return the values of a `perles.joining`.

        :param plan: the `perles.membership.plan` shown on the page.
        :return: dict of field values
        :raise FormError: with one sentence for each wrong field.
        """
        self._check_offer(plan)
        values = self._texts(TEXT_FIELDS)
        self._check_kind(values)
        self._check_contact(values)
        self._check_address(values)
        if self.post.get('accept_terms') != '1':
            self.errors['accept_terms'] = self.env._(
                "This box is mandatory: tick it to accept the membership contract."
            )
        if self.errors:
            raise FormError(self.errors)
        return {
            **values,
            'plan_id': plan.id,
            'version_id': plan.terms_id.current_version_id.id,
            'immediate_start': self.post.get('immediate_start') == '1',
        }

    def _check_offer(self, plan):
        """What is bought must be what was shown: plan, version and amount."""
        shown = (
            self.post.get('plan_id'), self.post.get('version_id'), self.post.get('amount_total'),
        )
        due = (
            str(plan.id), str(plan.terms_id.current_version_id.id),
            f'{plan._price_details()["year_ttc"]:.2f}',
        )
        if shown != due:
            self.errors['offer'] = self.env._(
                "The price or the contract changed since this page was opened. Read them again"
                " below, then send the form."
            )

    def _check_kind(self, values):
        """Who joins, and whether for work: answered, and never guessed from a number."""
        values['kind'], values['professional'] = KINDS.get(self._kind(), (False, False))
        if not values['kind']:
            self.errors['kind'] = self.env._("Say for whom you are joining.")
        if values['kind'] == 'company' and not values['company_name']:
            self._missing('company_name', self.env._("Enter the name of the organisation."))
        if values['kind'] != 'company':
            values['company_name'] = False
        if values['kind'] == 'company' or values['professional']:
            self._check_identity(values)
            self._check_vat(values)
        else:
            values.update(identity=NO_NUMBER, siret=False, vat=False)

    def _kind(self):
        """The chosen key of `KINDS`; who is signed in is an organisation or not already."""
        chosen = self.post.get('kind')
        if not self.contact:
            return chosen
        holder = self.contact.commercial_partner_id
        known = 'company' if holder.is_company else 'person'
        return chosen if KINDS.get(chosen, [None])[0] == known else known

    def _check_identity(self, values):
        identity, country = self.post.get('identity', ''), self._country_code()
        if identity and identity not in IDENTITIES:
            self._missing('identity', self.env._("Choose by which number you are known."))
            identity = NO_NUMBER
        try:
            values['identity'], values['siret'] = identify(identity, values['siret'], country)
        except ValueError:
            values['identity'] = identity or SIRET
            self._missing('siret', self._number_sentence(values['identity'], country))
            return
        without = values['identity'] == NO_NUMBER
        if without and values['professional'] and country in WITH_SIRET:
            self._missing('siret', self.env._(
                "In France, who joins for work has a SIRET: enter it, or the RNA of the"
                " association."
            ))

    def _number_sentence(self, identity, country):
        if identity == SIRET:
            return self.env._(
                "This SIRET is not valid: it has 14 digits, for instance 983 939 224 00017."
            )
        if identity == 'rna':
            return self.env._(
                "This RNA is not valid: a W and nine digits, for instance W842001234."
            )
        if country in WITH_SIRET:
            return self.env._("In France this is a SIRET or an RNA: else choose the country.")
        return self.env._("This number is not valid: enter it as your register gives it.")

    def _check_vat(self, values):
        if not values['vat']:
            return
        country = self._country()
        try:
            values['vat'] = normalise_vat(values['vat'])
        except ValueError:
            values['vat'] = values['vat'].upper()
        # natively each country has its own numbers, and the contact would be refused later
        if not self.env['res.partner'].sudo()._run_vat_checks(
            country, values['vat'], validation='setnull',
        )[0]:
            self._missing('vat', self.env._(
                "This VAT number is not valid: for instance FR14 983939224. Leave it empty if"
                " you have none."
            ))
            return
        both = values['vat'].startswith('FR') and values.get('identity') == SIRET
        if both and not vat_matches_siren(values['vat'], values['siret']):
            self._missing('vat', self.env._("This VAT number is not the one of this SIRET."))

    def _check_contact(self, values):
        if self.contact:
            values['email'] = self.contact.email
            values['person_name'] = self.contact.name
        if not values['person_name']:
            self._missing('person_name', self.env._("Enter your first name and name."))
        values['email'] = self._check_email(values)
        values['phone'] = plain_code(values['phone'] or '') or False
        if values['phone'] and not is_phone(values['phone']):
            self._missing('phone', self.env._("This phone number is not valid."))

    def _check_address(self, values):
        for name, sentence in (
            ('street', self.env._("Enter the street: it is printed on your invoices.")),
            ('zip', self.env._("Enter the postcode.")),
            ('city', self.env._("Enter the town.")),
        ):
            if not values[name]:
                self._missing(name, sentence)
        country = self._country()
        values['zip'] = normalise_postcode(values['zip'] or '', country.code) or False
        if country.code == 'FR' and values['zip'] and not re.match(r'^\d{5}$', values['zip']):
            self._missing('zip', self.env._("A French postcode has five digits."))
        if not country:
            self._missing('country', self.env._("Choose a country in the list."))
        values['country_id'] = country.id

    def _country_code(self):
        return self.post.get('country', 'FR').upper()

    def _country(self):
        """The posted country, or an empty record."""
        return self.env['res.country'].sudo().search([('code', '=', self._country_code())], limit=1)
