from odoo import api, fields, models
from odoo.exceptions import UserError


class PerlesTerminationDecision(models.TransientModel):
    """Whose termination is it: the team attaches a membership, or refuses with a reason."""

    _name = 'perles.termination.decision'
    _description = "Decide on a termination"
    _inherit = ['perles.typed.mixin']

    termination_id = fields.Many2one('perles.termination', required=True)
    person_name = fields.Char(related='termination_id.person_name')
    email = fields.Char(related='termination_id.email')
    contract_ref = fields.Char(related='termination_id.contract_ref')
    requested_at = fields.Datetime(related='termination_id.requested_at')
    company_id = fields.Many2one(related='termination_id.company_id')
    decision = fields.Selection(
        selection=[('attach', "It ends this membership"), ('refuse', "It ends nothing")],
        required=True, default='attach',
    )
    membership_id = fields.Many2one(
        'perles.membership', compute='_compute_membership_id', store=True, readonly=False,
        precompute=True,
        help="The request counts from the instant it was made, whenever you attach it.",
    )
    reason = fields.Char(help="Written on the request; tell the person yourself.")

    @api.depends('termination_id')
    def _compute_membership_id(self):
        """Propose the membership when the typed number or e-mail leads to one that lives."""
        for wizard in self:
            wizard.membership_id = wizard.termination_id.sudo()._likely_membership()

    def action_confirm(self):
        """Apply or refuse the request.

        :raise UserError: if the membership or the reason is missing.
        """
        self.ensure_one()
        termination = self.termination_id
        termination.check_access('write')
        if self.decision == 'refuse':
            if not (self.reason or '').strip():
                raise UserError(self.env._("Say why: the reason stays on the request."))
            termination.sudo()._move('refuse', reason=self.reason.strip())
        else:
            if not self.membership_id:
                raise UserError(self.env._("Choose the membership that ends."))
            self.membership_id.check_access('write')
            termination.sudo()._apply_to(self.membership_id.sudo())
        return {'type': 'ir.actions.act_window_close'}
