from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .perles_care import MOVE_OF_STATE, OPEN_STATES


class PerlesCareBoard(models.Model):
    """What the team sees of a care: the lot, how long it waits, and the gesture that is next."""

    _inherit = 'perles.care'

    product_id = fields.Many2one(related='lot_id.product_id')
    image_128 = fields.Image(related='lot_id.product_id.image_128', string="Photo of the lot")
    unit = fields.Selection(related='lot_id.perles_unit')
    expected_qty = fields.Float(related='lot_id.perles_expected_qty')
    usable_qty = fields.Float(related='lot_id.perles_usable_qty')
    held_qty = fields.Float(related='lot_id.perles_held_qty', string="Awaited by members")
    lost_qty = fields.Float(
        string="Lost so far", digits='Product Unit', compute='_compute_lost_qty',
    )
    days_in_step = fields.Integer(string="Days in this step", compute='_compute_days_in_step')
    is_late = fields.Boolean(
        string="Late", compute='_compute_days_in_step', search='_search_is_late',
    )

    @api.depends('step_ids.lost_qty')
    def _compute_lost_qty(self):
        for care in self:
            care.lost_qty = sum(care.step_ids.mapped('lost_qty'))

    @api.depends('entered_at', 'state')
    def _compute_days_in_step(self):
        now = fields.Datetime.now()
        for care in self:
            is_open = care.state in OPEN_STATES
            since = care.entered_at or now
            care.days_in_step = (now - since).days if is_open else 0
            care.is_late = is_open and now - since > timedelta(
                days=care.company_id.sudo().perles_care_days,
            )

    def _search_is_late(self, operator, value):
        if operator != 'in':
            return NotImplemented
        now = fields.Datetime.now()
        late = Domain('state', 'in', OPEN_STATES) & Domain.OR(
            Domain('company_id', '=', company.id)
            & Domain('entered_at', '<', now - timedelta(days=company.perles_care_days))
            for company in self.env['res.company'].sudo().search([])
        )
        if True in value and False in value:
            return Domain.TRUE
        return late if True in value else ~late

    def _drag_refusal(self, target):
        """Extends `base`: a lot leaves by its last step, which asks what is usable."""
        if self.state == 'revaluing' and target == 'done':
            return self.env._(
                "%s leaves the Thalasso by “End of step” on its card: how many are usable is asked"
                " there.", self.lot_id.display_name,
            )
        return super()._drag_refusal(target)

    # === ACTION METHODS === #

    def action_end_step(self):
        """Open the wizard that ends the current step: losses, and at the end what is usable."""
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("End of the step"),
            'res_model': 'perles.care.end',
            'view_mode': 'form',
            'target': 'new',
            'context': {
                'default_care_id': self.id, 'default_kind': MOVE_OF_STATE.get(self.state),
            },
        }

    def action_cancel_care(self):
        """Begin the care of a lot again; what was signed stays."""
        return self._move('cancel')

    def action_view_lot(self):
        """Open the sheet of the lot."""
        self.ensure_one()
        return self.lot_id.get_formview_action()
