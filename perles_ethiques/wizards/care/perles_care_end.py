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
    is_asked = fields.Boolean(help="The question about the last step is on the screen.")
    asked_qty = fields.Float(digits='Product Unit', help="The number that the question repeats.")
    question = fields.Text(compute='_compute_question')

    @api.depends('care_id')
    def _compute_usable_qty(self):
        for wizard in self:
            wizard.usable_qty = wizard.expected_qty - wizard.lost_so_far_qty

    @api.depends('usable_qty', 'held_qty')
    def _compute_missing_qty(self):
        for wizard in self:
            wizard.missing_qty = max(wizard.held_qty - wizard.usable_qty, 0)

    @api.depends('usable_qty', 'is_asked')
    def _compute_question(self):
        for wizard in self:
            wizard.question = wizard.is_asked and '\n'.join(wizard._question_words())

    def _question_words(self):
        """The number that is about to be signed, and who loses by it: a list of sentences."""
        lot, number = self.lot_id.sudo(), self.lot_id._perles_quantity_words
        lost = max(self.expected_qty - self.usable_qty, 0.0)
        words = [self.env._(
            "%(usable)s usable, of %(expected)s expected: %(lost)s will be written off.",
            usable=number(self.usable_qty), expected=number(self.expected_qty), lost=number(lost),
        )]
        losers = lot._perles_loss_words(self.usable_qty - lot.perles_released_qty)
        words += [self.env._("Who loses:"), *losers] if losers else [
            self.env._("Nobody loses what they were promised."),
        ]
        return [*words, self.env._("Letters and quotations leave at once: it is not taken back.")]

    def action_ask(self):
        """Ask about the last step before it is signed: it cannot be taken back.

        :raise UserError: for a quantity that cannot be.
        """
        self.ensure_one()
        self.care_id.check_access('write')
        self.care_id._check_usable(self.usable_qty)
        self.write({'is_asked': True, 'asked_qty': self.usable_qty})
        return self._show()

    def action_back(self):
        """Back to the number."""
        self.ensure_one()
        self.is_asked = False
        return self._show()

    def _show(self):
        return {
            'type': 'ir.actions.act_window', 'name': self.env._("End of the step"),
            'res_model': self._name, 'res_id': self.id, 'view_mode': 'form', 'target': 'new',
        }

    def action_confirm(self):
        """End the step; its move makes the checks. Who loses is named before, whatever asks.

        :raise UserError: if somebody else has ended the step meanwhile, or a quantity cannot be.
        """
        self.ensure_one()
        care = self.care_id
        care.check_access('write')
        is_known = self.is_asked and self.asked_qty == self.usable_qty
        if self.kind == 'revalue' and self.missing_qty > 0 and not is_known:
            return self.action_ask()
        if self.kind not in [name for name in care._transitions if care._can_move(name)]:
            raise UserError(self.env._(
                "%s: this step is already done. Load the page again.", care.display_name,
            ))
        if self.kind == 'revalue':
            care._move('revalue', usable=self.usable_qty, note=self.note)
        else:
            care._move(self.kind, lost=self.lost_qty, note=self.note)
        return {'type': 'ir.actions.act_window_close'}
