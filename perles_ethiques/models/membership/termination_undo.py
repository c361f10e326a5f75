from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import consteq, hmac


class PerlesTermination(models.Model):
    """How one changes one's mind: by the mailed link, or from the member's page."""

    _inherit = 'perles.termination'

    # === BUSINESS METHODS: the mailed link === #

    def _undo_secret(self):
        """The secret of the mailed link: signed by the database, so it is stored nowhere.

        It is bound to this request, to its membership and to its last day.
        """
        self.ensure_one()
        return hmac(
            self.env(su=True), 'perles-termination-undo',
            (self.id, self.membership_id.id, fields.Date.to_string(self.last_day)),
        )

    def _undo_url(self):
        """Address of the link that takes this termination back."""
        return f'{self.get_base_url()}/resilier/annuler/{self.id}/{self._undo_secret()}'

    def _check_undo_secret(self, secret):
        """Whether ``secret`` is the one of this request, which had something to end."""
        self.ensure_one()
        return bool(
            self.state in ('applied', 'undone') and not self.was_over
            and consteq(self._undo_secret(), secret)
        )

    def _can_undo(self):
        """Whether this termination may still be taken back."""
        self.ensure_one()
        return bool(
            self.state == 'applied' and not self.was_over and not self._is_over()
            and self.membership_id._may_leave()
        )

    # === BUSINESS METHODS: staying === #

    def _undo(self):
        """Let the membership go on, whatever else asked for its end, and owe the mail.

        :raise UserError: if it has ended, or the leaving is already taken back.
        """
        self.ensure_one()
        if self.state == 'undone':
            raise UserError(self.env._("This termination is already taken back."))
        if not self._can_undo():
            raise UserError(self.env._("The membership has ended: join again to come back."))
        self.membership_id._stay()
        self.env['perles.notice']._owe(
            self, 'leaving_undone', partner=self.membership_id.contact_id,
        )

    def _before_undo(self):
        self.write({'undone_at': fields.Datetime.now()})
