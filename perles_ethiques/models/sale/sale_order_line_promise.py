from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ...tools.units import is_whole

PROMISE_FIELDS = {'perles_lot_id', 'perles_claim_id'}


class SaleOrderLine(models.Model):
    """An order line and its promise: this lot, out of Reserved, and no more than was promised."""

    _inherit = 'sale.order.line'

    # === CRUD METHODS: the promise is made by the house === #

    def _refuse_by_hand(self, vals):
        """Extends `membership`: a line is tied to a lot and a pre-reservation by the house alone.

        :raise AccessError: if a user changes either by hand.
        """
        if not PROMISE_FIELDS.isdisjoint(vals):
            raise AccessError(self.env._(
                "A lot is promised by a pre-reservation. A manager may change the promise."
            ))
        super()._refuse_by_hand(vals)
        order = self.order_id or self.env['sale.order'].browse(
            vals.get('order_id') if isinstance(vals, dict) else None,
        )
        if 'product_id' in vals and set(order.mapped('state')) & {'sent', 'sale'}:
            product = self.env['product.product'].browse(vals['product_id'])
            self._perles_refuse_page(product.product_tmpl_id)

    def _perles_before_quoted(self):
        """Extends `membership`: nothing is quoted before the end of care, by any door (000-42).

        :raise UserError: with the steps that remain, or naming a lot that is kept for members.
        """
        lines = self.sudo()
        lots = lines.product_id.perles_lot_id | lines.perles_lot_id
        if in_care := lots.filtered(lambda lot: lot.perles_stage == 'expected'):
            in_care._perles_refuse_quotation()
        self._perles_refuse_kept()
        super()._perles_before_quoted()

    def _perles_refuse_kept(self):
        """Refuse to sell by hand what is kept for members: no delivery would ever find it.

        :raise UserError: naming the lot, and how it is promised to somebody.
        """
        for line in self.sudo().filtered(lambda line: not line.perles_lot_id):
            self._perles_refuse_page(line.product_id.product_tmpl_id)

    @api.model
    def _perles_refuse_page(self, page):
        if page and page._perles_is_held():
            raise UserError(self.env._(
                "Lot %s is kept for members, out of the stock that is sold. “Promise to…” on the "
                "lot holds some for a member, whose quotation then leaves by itself.",
                page.sudo().perles_lot_id.display_name,
            ))

    def _perles_quantity_changed(self):
        """Extends `membership`: what a confirmed order gives up goes back to its lot."""
        super()._perles_quantity_changed()
        self.sudo()._perles_give_up()

    def _perles_give_up(self):
        """Keep of what ordered pre-reservations hold what their lines still sell, or have sent."""
        for line in self.filtered(
            lambda line: line.state == 'sale' and line.perles_claim_id.state == 'ordered'
        ):
            former = line.perles_claim_id.quantity
            left = max(line._perles_qty(), line._perles_delivered_qty())
            line.perles_claim_id._keep_only(left)
            if left < former and line.order_id.perles_has_money:
                line._perles_tell_less(former, left)

    def _perles_tell_less(self, former, left):
        """Leave the team the question of what was billed, or paid, and does not leave any more."""
        self.ensure_one()
        order, team = self.order_id, self.order_id._for_team()
        lot = self.perles_lot_id.with_env(team.env)
        order.activity_schedule(
            'mail.mail_activity_data_todo', user_id=order._responsible_user().id,
            summary=team.env._("Less than what was billed or paid"),
            note=team.env._(
                "Lot %(lot)s: %(left)s instead of %(former)s. Write the credit note of the"
                " difference, or pay it back, and tell the customer.",
                lot=lot.display_name, left=lot._perles_quantity_words(left),
                former=lot._perles_quantity_words(former),
            ),
        )

    @api.constrains(
        'product_id', 'product_uom_qty', 'product_uom_id', 'perles_lot_id', 'perles_claim_id',
    )
    def _check_perles_promise(self):
        """A line sells the promised lot, whole pieces of it, and no more than was promised.

        :raise UserError: naming what was promised, or what cannot be delivered.
        """
        for line in self.sudo().filtered('perles_lot_id'):
            lot = line.perles_lot_id
            if line.product_id != lot.product_id:
                raise UserError(self.env._(
                    "This line promises lot %s: its product cannot be another one.",
                    lot.display_name,
                ))
            if not is_whole(round(line._perles_qty(), 6), lot.perles_unit):
                raise UserError(self.env._(
                    "Lot %(lot)s: %(ordered)s cannot be delivered, pieces and strands are whole.",
                    lot=lot.display_name,
                    ordered=lot._perles_quantity_words(line._perles_qty()),
                ))
            claim = line.perles_claim_id
            if claim and lot.product_id.uom_id.compare(line._perles_qty(), claim.quantity) > 0:
                raise UserError(self.env._(
                    "Lot %(lot)s: %(promised)s were promised, the order cannot hold %(ordered)s.",
                    lot=lot.display_name, promised=lot._perles_quantity_words(claim.quantity),
                    ordered=lot._perles_quantity_words(line._perles_qty()),
                ))

    # === QUANTITIES, in the unit of the lot === #

    def _perles_qty(self):
        """What this line sells."""
        self.ensure_one()
        return self.product_uom_id._compute_quantity(
            self.product_uom_qty, self.product_id.uom_id, round=False,
        )

    def _perles_promised_qty(self):
        """The most that may leave on this line: its pre-reservation, and what it sells."""
        self.ensure_one()
        ordered = self._perles_qty()
        return min(ordered, self.perles_claim_id.quantity) if self.perles_claim_id else ordered

    def _perles_delivered_qty(self, leaving=()):
        """What has left on this line, less what came back.

        :param leaving: `stock.move` records that are about to be done, counted too.
        """
        self.ensure_one()
        moves = self.sudo().move_ids.filtered(lambda m: m.state == 'done' or m in leaving)
        sent = moves.filtered(lambda move: move.location_dest_usage == 'customer')
        back = moves.filtered(lambda move: move.location_usage == 'customer')
        return sum(sent._perles_moving_lines().mapped('quantity_product_uom')) - sum(
            back._perles_moving_lines().mapped('quantity_product_uom')
        )

    # === DELIVERY === #

    def _prepare_procurement_values(self):
        """Override of `sale_stock` to take the promised lot, out of Reserved."""
        values = super()._prepare_procurement_values()
        lot = self.sudo().perles_lot_id
        if lot:
            values['restrict_lot_id'] = lot.id
            values['route_ids'] = self.company_id.sudo().perles_reserved_route_id
        return values
