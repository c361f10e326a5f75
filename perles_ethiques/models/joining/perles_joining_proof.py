from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.tools import consteq, hmac

from odoo.addons.auth_signup.models.res_partner import SignupError


class PerlesJoining(models.Model):
    """What a proved form opens: the contact, the user, the membership and its order."""

    _inherit = 'perles.joining'

    # === THE MAILED LINK === #

    def _secret(self):
        """The secret of the mailed link: signed by the database, so it is stored nowhere.

        It is bound to this request, its address and its end: asking again gives the same one.
        """
        self.ensure_one()
        return hmac(
            self.env(su=True), 'perles-joining-proof',
            (self.id, self.email, fields.Datetime.to_string(self.expires_at)),
        )

    def _proof_url(self):
        """Address of the link that proves the e-mail."""
        return f'{self.get_base_url()}/adhesion/confirmer/{self.id}/{self._secret()}'

    def _check_secret(self, secret):
        """Whether ``secret`` is the one of this request, in time and still to be used."""
        self.ensure_one()
        return bool(
            self.state == 'requested'
            and self.expires_at and self.expires_at >= fields.Datetime.now()
            and consteq(self._secret(), secret)
        )

    # === WHAT IS OPENED === #

    def _prove_by_mail(self, secret, password):
        """Create the user of a visitor who followed the mailed link, and open the membership.

        :param str secret: the one of the mailed link.
        :param str password: chosen by the visitor, held to the native password policy.
        :return: the membership
        :raise UserError: if the link is no longer valid, or somebody became known meanwhile.
        """
        self.ensure_one()
        joining = self.sudo()
        if not joining._check_secret(secret):
            raise UserError(self.env._("This link is no longer valid. Send the form again."))
        if joining._known_user() or joining._known_partners():
            raise UserError(self.env._("This address already has an account: sign in to join."))
        contact = joining._create_contact()
        joining._create_user(contact, password)
        return joining._prove_for(contact)

    def _create_user(self, contact, password):
        """Sign the contact up natively, with the chosen password.

        :raise UserError: if the native password policy refuses it.
        :raise ConcurrencyError: if the same link was followed twice at once; the server then
            replays the request, which finds the link used.
        """
        contact.signup_prepare()
        try:
            self.env['res.users'].sudo().signup(
                {'login': self.email, 'password': password}, contact._generate_signup_token(),
            )
        except SignupError as error:
            if isinstance(error.__context__, UniqueViolation):
                raise ConcurrencyError("This link is being followed") from error
            raise UserError(str(error)) from error

    @api.model
    def _prove_by_session(self, values, contact):
        """Receive the form of a signed-in person, whose session is the proof.

        :param dict values: as for `_request`.
        :param contact: `res.partner` of the user.
        :return: the membership, which may be one that is there already, or comes back by paying
        """
        company = self.env['perles.membership.plan'].sudo().browse(values['plan_id']).company_id
        membership = self.env['perles.membership'].sudo().search([
            ('partner_id', '=', contact.commercial_partner_id.id), ('company_id', '=', company.id),
            ('state', 'in', ('active', 'suspended', 'closed')),
        ]).filtered(lambda m: m.state != 'closed' or m._comes_back_by_paying())[:1]
        if membership:
            return membership
        joining = self.sudo().create({**values, 'company_id': company.id})
        joining._complete_contact(contact)
        return joining._prove_for(contact)

    def _prove_for(self, contact):
        """Mark the form as proved and open the membership of its contact."""
        self.ensure_one()
        self.partner_id = contact
        self._move('prove')
        return self.env['perles.membership']._open_for(self, contact)

    # === CONTACT === #

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

    # === GARBAGE COLLECTION === #

    @api.autovacuum
    def _gc_unproved(self):
        """Forget forms whose address was never proved (RGPD, minimisation)."""
        companies = self.env['res.company'].sudo()
        [[days]] = companies._read_group([], [], ['perles_unproved_days:max'])
        stale = self.sudo().search([
            ('state', 'in', ('requested', 'review', 'closed')),
            ('create_date', '<', fields.Datetime.now() - timedelta(days=days)),
            ('membership_ids', '=', False),
        ], limit=1000)
        self.env['perles.notice'].sudo().search([
            ('res_model', '=', self._name), ('res_id', 'in', stale.ids),
        ]).unlink()
        stale.unlink()
