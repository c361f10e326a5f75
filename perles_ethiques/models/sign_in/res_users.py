import logging
from contextlib import contextmanager

from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import AccessDenied, UserError
from odoo.fields import Domain
from odoo.http import request

from ...tools.texts import NotMailable, clean_email
from ...tools.transaction import own_transaction

_logger = logging.getLogger(__name__)


class ResUsers(models.Model):
    """The door of the house: a brake on wrong passwords, and the same answer to everybody."""

    _inherit = 'res.users'

    @contextmanager
    def _assert_can_auth(self, user=None):
        """Override of `base`: ten wrong passwords in five minutes lock a login (000-93).

        What is natively counted is forgotten after a minute, and known to one process alone.

        :param user: login, or id of a user.
        :raise AccessDenied: while it is locked, whether there is such a login or not.
        """
        with super()._assert_can_auth(user=user):
            login = user if isinstance(user, str) else self.sudo().browse(user).login
            login = self._perles_mailed(login)
            if not request or not login:
                yield
                return
            failures, address = self.env['perles.sign.in.failure'], request.httprequest.remote_addr
            if failures._is_locked(login, address):
                raise AccessDenied(self.env._(
                    "Too many wrong passwords: try again in a quarter of an hour.",
                ))
            try:
                yield
            except AccessDenied:
                if isinstance(user, str):
                    self._perles_take_as_long(user)
                self._perles_note_failure(login, address)
                raise
            failures._forget(login, address)

    def _perles_take_as_long(self, login):
        """Spend on a login that has no password what a wrong one costs: nobody tells them apart.

        :param str login: as it was typed.
        """
        user = self.sudo().search(
            self._get_login_domain(login), order=self._get_login_order(), limit=1,
        )
        self.env.cr.execute(
            "SELECT FROM res_users WHERE id = %s AND password <> ''", [user.id or None],
        )
        if not self.env.cr.rowcount:
            self._crypt_context().hash(login)

    def _perles_note_failure(self, login, address):
        """Count a wrong password, though the request is taken back; once locked, it is told."""
        with own_transaction(self.env.registry) as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            if env['perles.sign.in.failure']._note(login, address):
                env['perles.account.request']._note('locked', login, ip_address=address)

    def reset_password(self, login):
        """Override of `auth_signup`: a clock sees to it, and the page answers everybody alike."""
        self.env['perles.account.request']._note('reset', login)

    # === THE CLOCK OF WHAT WAS ASKED: whoever has the login gets a mail === #

    @api.model
    def _perles_answer_reset(self, asked):
        """Mail the link by which a new password is chosen.

        :param asked: one `perles.account.request`.
        """
        try:
            with self.env.cr.savepoint():
                super().reset_password(asked.login)  # pylint: disable=super-method-mismatch
        except UserError as error:
            _logger.warning("No password was reset for %s: %s", asked.login, error)
        except Exception as error:  # what is natively raised for a login that nobody has
            if type(error) is not Exception:
                raise
            _logger.info("No password was reset: %s", error)

    @api.model
    def _perles_answer_sign_up(self, asked):
        """Mail the link by which the password of a new account is chosen, or of the one there is.

        Who typed the address proves by the link that they read its mails.

        :param asked: one `perles.account.request`.
        """
        known = self.with_context(active_test=False).search(self._get_login_domain(asked.login))
        if known:
            self._perles_answer_reset(asked)
            return
        self.signup({
            'login': asked.login, 'name': asked.person_name or asked.login, 'lang': asked.lang,
        })
        user = self.search(self._get_login_domain(asked.login))
        user.with_context(create_user=True).action_reset_password()

    @api.model
    def _perles_answer_locked(self, asked):
        """Say that wrong passwords have locked an account.

        :param asked: one `perles.account.request`.
        """
        for user in self.search([('login', '=', asked.login)]):
            words = user.with_context(lang=user.lang)
            words._notify_security_setting_update(
                words.env._("Your account is locked for a quarter of an hour"),
                words.env._(
                    "A wrong password was typed ten times in a row, from the address %s.",
                    asked.ip_address,
                ),
            )

    @api.model
    def _get_login_domain(self, login):
        """Override of `base`: who types a domain with accents signs in with its ASCII form.

        What was typed is looked for as well: a login is no address, and the team may write one.
        """
        mailed, typed = self._perles_mailed(login), super()._get_login_domain(login)
        if mailed == login:
            return typed
        return Domain.OR([typed, super()._get_login_domain(mailed)])

    @api.model
    def _get_email_domain(self, email):
        """Override of `base`: who types a domain with accents is found by its ASCII form."""
        return super()._get_email_domain(self._perles_mailed(email))

    @api.model
    def _perles_mailed(self, typed):
        if not isinstance(typed, str) or typed.isascii():
            return typed
        try:
            return clean_email(typed)
        except NotMailable:
            return typed
