from datetime import timedelta

from odoo import api, fields, models

# so many wrong passwords within so long lock a login for a while (000-93): for the address that
# they came from, and for every address when they come from everywhere
WITHIN = timedelta(minutes=5)
LOCKED_FOR = timedelta(minutes=15)
OF_ONE_ADDRESS = 10
OF_ALL_ADDRESSES = 50


class PerlesSignInFailure(models.Model):
    """A wrong password: counted whether the login exists or not, in every process of the server."""

    _name = 'perles.sign.in.failure'
    _description = "Wrong password"
    _order = 'id desc'

    login = fields.Char(required=True, readonly=True, help="As it was typed, in small letters.")
    ip_address = fields.Char(readonly=True)
    failed_at = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    locked_until = fields.Datetime(readonly=True, help="Until when this one was one too many.")
    is_everywhere = fields.Boolean(string="Locked from everywhere", readonly=True)

    _recent_idx = models.Index("(login, failed_at)")

    @api.model
    def _is_locked(self, login, ip_address):
        """Whether nobody may try this login now, from this address.

        :param str login: as it was typed.
        :rtype: bool
        """
        return bool(self.sudo().search_count([
            ('login', '=', login.lower()), ('locked_until', '>', fields.Datetime.now()),
            '|', ('ip_address', '=', ip_address), ('is_everywhere', '=', True),
        ], limit=1))

    @api.model
    def _note(self, login, ip_address):
        """Count a wrong password.

        :param str login: as it was typed.
        :return: whether this login has just been locked
        """
        now, login = fields.Datetime.now(), login.lower()
        failure = self.sudo().create({'login': login, 'ip_address': ip_address, 'failed_at': now})
        recent = [('login', '=', login), ('failed_at', '>', now - WITHIN)]
        everywhere = self.sudo().search_count(recent) >= OF_ALL_ADDRESSES
        here = self.sudo().search_count([*recent, ('ip_address', '=', ip_address)])
        if everywhere or here >= OF_ONE_ADDRESS:
            failure.write({'locked_until': now + LOCKED_FOR, 'is_everywhere': everywhere})
        return bool(failure.locked_until)

    @api.model
    def _forget(self, login, ip_address):
        """The right password was given: what was mistyped before does not count any more."""
        self.sudo().search([
            ('login', '=', login.lower()), ('ip_address', '=', ip_address),
        ]).unlink()

    @api.autovacuum
    def _gc_old(self):
        """Forget who mistyped a password yesterday (RGPD, minimisation)."""
        self.sudo().search([('failed_at', '<', 'now -1d')], limit=10000).unlink()
