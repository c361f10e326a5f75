from odoo import models
from odoo.exceptions import UserError


class PerlesMembership(models.Model):
    """What the charge of a card on file keeps from being paid twice."""

    _inherit = 'perles.membership'

    def _ensure_not_charged(self, invoice):
        """Extends `membership` to wait for the card on file.

        :raise UserError: while it is being charged, or nobody knows whether it was.
        """
        super()._ensure_not_charged(invoice)
        if invoice._perles_period()._charge_is_running():
            raise UserError(self.env._(
                "The card on file is being charged: wait for the answer, or give it if you are "
                "asked what became of the charge."
            ))
