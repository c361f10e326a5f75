from odoo import models


class PerlesJoining(models.Model):
    """What a form says of its person and organisation, as the address book writes it."""

    _inherit = 'perles.joining'
    _said_texts = frozenset({'email', 'vat'})
    _said_names = frozenset({'person_name', 'company_name'})
    _said_numbers = frozenset({'phone', 'siret'})

    def _create_contact(self):
        """The person of the form, below the organisation if there is one.

        :return: the `res.partner` of the person
        """
        values = self._contact_values()
        if self.kind == 'person':
            return self.env['res.partner'].create({
                **values, **self._identity_values(), **self._address_values(),
            })
        organisation = self.env['res.partner'].create({
            'name': self.company_name,
            'is_company': True,
            'email': self.email,
            'phone': self.phone,
            'lang': values['lang'],
            **self._identity_values(),
            **self._address_values(),
        })
        return self.env['res.partner'].create({**values, 'parent_id': organisation.id})

    def _contact_values(self):
        return {
            'name': self.person_name,
            'email': self.email,
            'phone': self.phone,
            'lang': self.env['res.lang']._get_code(self.env.lang) or self.env.lang,
        }

    def _identity_values(self):
        """What one is known by; with a SIRET, invoices are electronic ones (Factur-X)."""
        values = {
            'company_registry': self.siret,
            'vat': self.vat,
            'perles_professional': self._professional_value(),
        }
        if self._has_siret():
            values['invoice_edi_format'] = 'facturx'
        elif self.siret:
            # Factur-X would say of any number that it is a French SIREN
            values['invoice_edi_format'] = False
        return values

    def _professional_value(self):
        """What was answered; nothing for a form that did not ask yet."""
        if not self.identity:
            return False
        return 'yes' if self.professional else 'no'

    def _has_siret(self):
        """Whether who joins is known by a SIRET, or the form is of the time when all were."""
        return self.identity == 'siret' or not self.identity and self.kind == 'company'

    def _address_values(self):
        return {
            'street': self.street,
            'zip': self.zip,
            'city': self.city,
            'country_id': self.country_id.id,
        }

    def _complete_contact(self, contact):
        """Fill what the address book lacks with what was typed; nothing known is replaced."""
        partner = contact.commercial_partner_id.sudo()
        typed = {**self._address_values(), 'phone': self.phone}
        typed.update(self._identity_values())
        missing = {key: value for key, value in typed.items() if value and not partner[key]}
        if missing:
            partner.write(missing)

    def _known_partners(self):
        """Partners with this e-mail or this SIRET, archived ones included; may be empty."""
        partners = self.env['res.partner'].sudo().with_context(active_test=False)
        domain = [('email_normalized', '=', self.email)]
        if self.siret:
            domain = ['|', *domain, ('company_registry', '=', self.siret)]
        return partners.search(domain)
