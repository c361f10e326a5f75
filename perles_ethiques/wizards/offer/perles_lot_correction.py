from odoo import api, fields, models
from odoo.exceptions import UserError


class PerlesLotCorrection(models.TransientModel):
    """The team says how much of a lot is there, or cancels it: who is concerned is said first."""

    _name = 'perles.lot.correction'
    _description = "Correct a lot"
    _inherit = ['perles.typed.mixin']

    lot_id = fields.Many2one('stock.lot', required=True, readonly=True)
    kind = fields.Selection(
        selection=[('quantity', "Correct the quantity"), ('cancel', "Cancel this lot")],
        required=True, readonly=True, default='quantity',
    )
    unit = fields.Selection(related='lot_id.perles_unit')
    held_qty = fields.Float(related='lot_id.perles_held_qty', string="Promised")
    there_qty = fields.Float(
        string="Known until now", digits='Product Unit', compute='_compute_there_qty',
        help="In Thalasso and Reserved.",
    )
    quantity = fields.Float(
        string="Really there", digits='Product Unit', compute='_compute_quantity', store=True,
        readonly=False, precompute=True, help="In Thalasso and Reserved together, counted now.",
    )
    reason = fields.Char(required=True, help="Kept on the lot.")
    concerned = fields.Text(string="Who is concerned", compute='_compute_concerned')
    is_told = fields.Boolean(
        compute='_compute_concerned', help="Somebody loses something, and gets a mail about it.",
    )

    @api.depends('lot_id')
    def _compute_there_qty(self):
        for wizard in self:
            lot = wizard.lot_id
            wizard.there_qty = lot._perles_quantity_in(lot._perles_places()) if lot else 0.0

    @api.depends('lot_id', 'kind')
    def _compute_quantity(self):
        for wizard in self:
            wizard.quantity = wizard.there_qty if wizard.kind == 'quantity' else 0.0

    @api.depends('lot_id', 'kind', 'quantity')
    def _compute_concerned(self):
        for wizard in self:
            words, is_told = wizard._concerned_words() if wizard.lot_id else (False, False)
            wizard.concerned, wizard.is_told = words, is_told

    def _concerned_words(self):
        """Who would lose something by this correction, or why it cannot be; nothing is written.

        :return: (words, whether a mail tells somebody)
        """
        lot = self.lot_id.sudo()
        quantity = self.quantity if self.kind == 'quantity' else 0.0
        try:
            words = lot._perles_loss_words(lot._perles_promisable_with(quantity))
        except UserError as refusal:
            return str(refusal), False
        return '\n'.join(words) or self.env._("No member is concerned."), bool(words)

    def action_confirm(self):
        """Correct or cancel; who is concerned is told by mail.

        :raise UserError: without a reason, or if it cannot be.
        """
        self.ensure_one()
        self.lot_id.check_access('write')
        reason = (self.reason or '').strip()
        if not reason:
            raise UserError(self.env._("Say why: the reason stays on the lot."))
        if self.kind == 'cancel':
            self.lot_id.sudo()._perles_cancel(reason)
        else:
            self.lot_id.sudo()._perles_correct(self.quantity, reason)
        return {'type': 'ir.actions.act_window_close'}
