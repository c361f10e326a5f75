from odoo import api, fields, models
from odoo.fields import Command


class SaleOrderLine(models.Model):
    """A line that delivers one precise lot."""

    _inherit = 'sale.order.line'

    perles_claim_id = fields.Many2one(
        'perles.claim', string="Pre-reservation", copy=False, readonly=True,
        index='btree_not_null', ondelete='restrict',
    )
    perles_lot_id = fields.Many2one(
        'stock.lot', string="Promised lot", copy=False, readonly=True,
        index='btree_not_null', ondelete='restrict',
    )

    @api.depends('perles_lot_id')
    def _compute_qty_to_deliver(self):
        """Override of `sale_stock`: what is promised lies in Reserved, and lacks nothing.

        Natively only the shelves of the shop are looked at, and a red sign says that it is short.
        """
        super()._compute_qty_to_deliver()
        self.filtered('perles_lot_id').display_qty_widget = False

    def copy_data(self, default=None):
        """Override of `base`: a copy promises no lot, so it does not leave from Reserved either."""
        vals_list = super().copy_data(default)
        for line, vals in zip(self, vals_list, strict=True):
            reserved = line.company_id.sudo().perles_reserved_route_id
            if reserved & line.route_ids:
                vals['route_ids'] = [Command.set((line.route_ids - reserved).ids)]
        return vals_list

    def unlink(self):
        """Override of `sale`: what is taken off a quotation goes back to its lot, which is told.

        What is left of a quotation that was sent is sent again; of nothing there is none.
        """
        claims = self.sudo().perles_claim_id.filtered(lambda claim: claim._can_move('cancel'))
        quotations = claims.order_line_ids.order_id.filtered(lambda order: order.state == 'sent')
        result = super().unlink()
        claims._move_if_possible('cancel')
        for order in quotations:
            if left := order.order_line.perles_claim_id:
                order._perles_redraw()
                left._owe_quotation(order, f'{max(claims.ids)}-0')
            else:
                order._action_cancel()
        return result

    def _perles_quantity(self):
        """The quantity as its customer writes it, without useless decimals."""
        self.ensure_one()
        languages = self.env['res.lang']
        lang = languages._lang_get(self.order_id.partner_id.lang or self.env.lang or 'fr_FR')
        return lang.format('%.10g', self.product_uom_qty, grouping=True)

    def _perles_order_claim(self):
        """Tell the claim of this line that it is ordered; the team, if it is gone meanwhile.

        A payment is never stopped: it may come after the claim has lapsed.
        """
        self.ensure_one()
        claim = self.perles_claim_id
        if not claim._can_move('order'):
            order = self.order_id
            team = order._for_team()
            order.activity_schedule(
                'mail.mail_activity_data_todo', user_id=order._responsible_user().id,
                summary=team.env._("Paid after its pieces were given back"),
                note=team.env._("%s is no longer held: find other pieces, or refund.", claim.name),
            )
            return
        claim._keep_only(self._perles_qty())
        claim._move('order')
