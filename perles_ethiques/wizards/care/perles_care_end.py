from odoo import api, fields, models
from odoo.exceptions import UserError

from ...models.care.perles_care_step import STEPS


class PerlesCareEnd(models.TransientModel):
    """The end of a step of care: what was lost, and at the last one what is usable."""

    _name = 'perles.care.end'
    _description = "End of a step of care"
    _inherit = ['perles.typed.mixin']

    care_id = fields.Many2one('perles.care', required=True)
    kind = fields.Selection(selection=STEPS, string="Step", required=True, readonly=True)
    lot_id = fields.Many2one(related='care_id.lot_id')
    unit = fields.Selection(related='care_id.unit')
    expected_qty = fields.Float(related='care_id.expected_qty')
    held_qty = fields.Float(related='care_id.held_qty')
    lost_so_far_qty = fields.Float(related='care_id.lost_qty', string="Lost so far")
    lost_qty = fields.Float(string="Lost in this step", digits='Product Unit')
    usable_qty = fields.Float(
        string="Usable in the end", digits='Product Unit', compute='_compute_usable_qty',
        store=True, readonly=False, precompute=True,
        help="Counted now. 0 if nothing can be used.",
    )
    missing_qty = fields.Float(
        string="Not served", digits='Product Unit', compute='_compute_missing_qty',
        help="Promised to members, and no longer there.",
    )
    note = fields.Char()

    @api.depends('care_id')
    def _compute_usable_qty(self):
        for wizard in self:
            wizard.usable_qty = wizard.expected_qty - wizard.lost_so_far_qty

    @api.depends('usable_qty', 'held_qty')
    def _compute_missing_qty(self):
        for wizard in self:
            wizard.missing_qty = max(wizard.held_qty - wizard.usable_qty, 0)

    def action_confirm(self):
        """End the step; its move makes the checks.

        :raise UserError: if somebody else has ended the step meanwhile, or a quantity cannot be.
        """
        self.ensure_one()
        care = self.care_id
        care.check_access('write')
        if self.kind not in [name for name in care._transitions if care._can_move(name)]:
            raise UserError(self.env._(
                "%s: this step is already done. Load the page again.", care.display_name,
            ))
        if self.kind == 'revalue':
            care._move('revalue', usable=self.usable_qty, note=self.note)
        else:
            care._move(self.kind, lost=self.lost_qty, note=self.note)
        return {'type': 'ir.actions.act_window_close'}
