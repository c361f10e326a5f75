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
                self._perles_note_failure(login, address)
                raise
            failures._forget(login, address)

    def _perles_note_failure(self, login, address):
        """Count a wrong password, though the request is taken back; once locked, say it by mail."""
        with own_transaction(self.env.registry) as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            if env['perles.sign.in.failure']._note(login, address):
                env['res.users'].search([('login', '=', login)])._perles_tell_locked()

    def _perles_tell_locked(self):
        for user in self:
            words = user.with_context(lang=user.lang)
            words._notify_security_setting_update(
                words.env._("Your account is locked for a quarter of an hour"),
                words.env._("A wrong password was typed ten times in a row."),
            )

    def reset_password(self, login):
        """Override of `auth_signup`: the page answers the same, whoever is known."""
        try:
            with self.env.cr.savepoint():
                return super().reset_password(login)
        except UserError:
            _logger.exception("No password was reset for %s", login)
        except Exception as error:  # what is natively raised for a login that nobody has
            if type(error) is not Exception:
                raise
            _logger.info("No password was reset: %s", error)
        return None

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
