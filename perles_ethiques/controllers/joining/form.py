"""What a joining form may contain: cleaned values, or one sentence per wrong field."""
import re

from ...exceptions import FormError
from ...tools.identity import is_siret, normalise_siret, normalise_vat, vat_matches_siren
from ..base.form import PublicForm

PHONE = re.compile(r'^[+]?[0-9 .()/-]{6,30}$')
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
        values = self._text_values()
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

    def _text_values(self):
        values = self._texts(TEXT_FIELDS)
        values['siret'] = normalise_siret(values['siret'] or '') or False
        return values

    def _check_kind(self, values):
        values['kind'] = self.post.get('kind')
        if self.contact:
            organised = self.contact.commercial_partner_id.is_company
            values['kind'] = 'company' if organised else 'person'
        if values['kind'] not in ('company', 'person'):
            self.errors['kind'] = self.env._("Choose between an organisation and a person.")
        if values['kind'] == 'company':
            self._check_company(values)
        else:
            values.update(company_name=False, siret=False, vat=False)

    def _check_company(self, values):
        if not values['company_name']:
            self._missing('company_name', self.env._("Enter the name of the organisation."))
        french = self.post.get('country', 'FR').upper() == 'FR'
        if (french or values['siret']) and not is_siret(values['siret']):
            self._missing('siret', self.env._(
                "This SIRET is not valid: it has 14 digits, for instance 983 939 224 00017."
            ))
        if not values['vat']:
            return
        try:
            values['vat'] = normalise_vat(values['vat'])
        except ValueError:
            self._missing('vat', self.env._(
                "This VAT number is not valid: for instance FR14 983939224. Leave it empty if"
                " you have none."
            ))
            return
        both = values['vat'].startswith('FR') and is_siret(values['siret'])
        if both and not vat_matches_siren(values['vat'], values['siret']):
            self._missing('vat', self.env._("This VAT number is not the one of this SIRET."))

    def _check_contact(self, values):
        if self.contact:
            values['email'] = self.contact.email
            values['person_name'] = self.contact.name
        if not values['person_name']:
            self._missing('person_name', self.env._("Enter your first name and name."))
        self._check_email(values)
        if values['phone'] and not PHONE.match(values['phone']):
            self._missing('phone', self.env._("This phone number is not valid."))

    def _check_address(self, values):
        for name, sentence in (
            ('street', self.env._("Enter the street: it is printed on your invoices.")),
            ('zip', self.env._("Enter the postcode.")),
            ('city', self.env._("Enter the town.")),
        ):
            if not values[name]:
                self._missing(name, sentence)
        code = self.post.get('country', 'FR').upper()
        country = self.env['res.country'].sudo().search([('code', '=', code)], limit=1)
        if country.code == 'FR' and values['zip'] and not re.match(r'^\d{5}$', values['zip']):
            self._missing('zip', self.env._("A French postcode has five digits."))
        if not country:
            self._missing('country', self.env._("Choose a country in the list."))
        values['country_id'] = country.id
