from odoo import fields, models
from odoo.exceptions import UserError


class PerlesTerminationRecord(models.TransientModel):
    """A termination that came by letter, by mail or by telephone, written down by the team."""

    _name = 'perles.termination.record'
    _description = "Record a termination"
    _inherit = ['perles.typed.mixin']

    membership_id = fields.Many2one('perles.membership', required=True)
    partner_id = fields.Many2one(related='membership_id.partner_id')
    end_date = fields.Date(related='membership_id.end_date')
    kind = fields.Selection(
        selection=[('no_renewal', "Not to renew"), ('termination', "To terminate the contract")],
        required=True, default='no_renewal',
    )
    received_at = fields.Datetime(
        required=True, default=fields.Datetime.now,
        help="When the letter or the call came: this instant is the one that counts.",
    )
    wished_day = fields.Date(help="Empty: as early as possible.")

    def action_confirm(self):
        """Record the request and apply it.

        :raise UserError: if the instant is still to come, or there is nothing to end.
        """
        self.ensure_one()
        self.membership_id.check_access('write')
        if self.received_at > fields.Datetime.now():
            raise UserError(self.env._("It cannot have been received in the future."))
        self.env['perles.termination']._record_team(
            self.membership_id, self.kind, self.received_at, self.wished_day or None,
        )
        return {'type': 'ir.actions.act_window_close'}
