from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.tools import hmac
from odoo.tools.mail import email_normalize

from odoo.addons.auth_signup.models.res_partner import SignupError

from ...tools.texts import same_secret


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
            and same_secret(self._secret(), secret)
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
        user = joining._user_to_prove()
        if joining._known_user() - user or (not user and joining._known_partners()):
            raise UserError(self.env._("This address already has an account: sign in to join."))
        if not user:
            contact = joining._create_contact()
            joining._create_user(contact, password)
            return joining._prove_for(contact)
        # whoever signed up with this address, or typed it since, has no password of it any more
        user.write({'login': joining.email, 'password': password, 'perles_to_prove': False})
        joining._complete_contact(user.partner_id)
        return joining._prove_for(user.partner_id)

    def _user_to_prove(self):
        """The user of this form whose address nobody has proved yet; may be empty."""
        self.ensure_one()
        users = self.sudo().partner_id.user_ids
        return users[:1] or self._known_user().filtered('perles_to_prove')

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
        contact.user_ids.sudo().perles_to_prove = False

    @api.model
    def _request_signed_in(self, values, contact):
        """Receive the form of a signed-in person whose address is still to be proved by mail.

        :param dict values: as for `_request`.
        :param contact: `res.partner` of the user.
        :return: the joining, or an empty record when the e-mail was asked too often
        """
        company = self.env['perles.membership.plan'].sudo().browse(values['plan_id']).company_id
        email = email_normalize(values['email'])
        if self._too_many_for(email, company):
            return self.browse()
        joining = self.sudo().create({
            **values, 'email': email, 'company_id': company.id, 'partner_id': contact.id,
            'expires_at': fields.Datetime.now() + timedelta(hours=company.perles_proof_hours),
        })
        joining._owe_mail('joining_proof')
        return joining

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
