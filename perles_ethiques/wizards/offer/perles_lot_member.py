from odoo import api, fields, models
from odoo.exceptions import UserError

from ...models.offer.perles_claim_take import EXHAUSTED, NOT_MEMBER


class PerlesLotMember(models.TransientModel):
    """A lot and a member: why it was not offered to them, and some of it promised all the same."""

    _name = 'perles.lot.member'
    _description = "A lot and a member"
    _inherit = ['perles.typed.mixin']

    lot_id = fields.Many2one('stock.lot', required=True, readonly=True)
    kind = fields.Selection(
        selection=[('why', "Why not this member?"), ('promise', "Promise to…")],
        required=True, readonly=True, default='why',
    )
    unit = fields.Selection(related='lot_id.perles_unit')
    partner_id = fields.Many2one(
        'res.partner', string="Member", domain=[('perles_membership_ids', '!=', False)],
    )
    answer = fields.Text(compute='_compute_answer', help="What the member would read.")
    free_qty = fields.Float(
        string="Still free", digits='Product Unit', compute='_compute_free_qty',
        help="Neither offered nor pre-reserved.",
    )
    quantity = fields.Float(string="To promise", digits='Product Unit')
    reason = fields.Char(help="Kept on the lot and on the pre-reservation.")

    @api.depends('lot_id')
    def _compute_free_qty(self):
        for wizard in self:
            wizard.free_qty = wizard.lot_id._perles_free_qty() if wizard.lot_id else 0.0

    @api.depends('lot_id', 'partner_id')
    def _compute_answer(self):
        for wizard in self:
            is_known = wizard.lot_id and wizard.partner_id
            wizard.answer = '\n'.join(wizard._answer_words()) if is_known else False

    def _answer_words(self):
        """For each wish of the member, why the lot is not offered to it: a list of sentences."""
        lot, member = self.lot_id.sudo(), self.partner_id.commercial_partner_id.sudo()
        wishes = member.perles_wish_ids.filtered(lambda wish: wish.state != 'closed')
        return [
            f'{wish.display_name} ({wish.summary}) – '
            f'{lot._perles_why_not(wish) or self.env._("It is offered to this wish, or taken.")}'
            for wish in wishes
        ] or [self.env._("This member wishes for nothing.")]

    def action_promise_instead(self):
        """From why not to promising some all the same."""
        self.ensure_one()
        self.kind = 'promise'
        return {
            'type': 'ir.actions.act_window', 'name': self.env._("Promise to…"),
            'res_model': self._name, 'res_id': self.id, 'view_mode': 'form', 'target': 'new',
        }

    def action_confirm(self):
        """Pre-reserve some of the lot for the member, out of turn, with a reason that is kept.

        :raise UserError: without a member, a quantity or a reason, or if it cannot be.
        """
        self.ensure_one()
        self.lot_id.check_access('write')
        reason = (self.reason or '').strip()
        if not (self.partner_id and reason):
            raise UserError(self.env._("Choose the member, and say why: the reason is kept."))
        # one window is one gesture, however often it is sent
        answer = self.lot_id.sudo()._perles_promise_to(
            self.partner_id.commercial_partner_id, self.quantity, reason, f'team-{self.id}',
        )
        if answer:
            raise UserError(self._refusal_words(answer))
        return {'type': 'ir.actions.act_window_close'}

    def _refusal_words(self, answer):
        return {
            NOT_MEMBER: self.env._(
                "%s has no membership in force with us.", self.partner_id.display_name,
            ),
            EXHAUSTED: self.env._(
                "%(lot)s: %(free)s are still free, the rest is offered or pre-reserved.",
                lot=self.lot_id.display_name,
                free=self.lot_id._perles_quantity_words(self.lot_id._perles_free_qty()),
            ),
        }.get(answer) or self.env._("This quantity cannot be promised.")
