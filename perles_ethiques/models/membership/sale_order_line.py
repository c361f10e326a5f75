from odoo import api, models
from odoo.exceptions import UserError, ValidationError


class SaleOrderLine(models.Model):
    _name = 'sale.order.line'
    _inherit = ['sale.order.line', 'perles.locked.mixin']

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `sale`: what only the house writes is asked of hands.

        :raise UserError: if a user writes a line of a membership order, or what it promises.
        """
        if not self.env.su:
            self._refuse_given(vals_list)
            for vals in vals_list:
                # a form sends what is empty too
                self._refuse_by_hand({name: value for name, value in vals.items() if value})
        lines = super().create(vals_list)
        if not self.env.su:
            lines._refuse_by_hand({})
        return lines

    def write(self, vals):
        """Override of `sale`: what only the house writes is asked of hands.

        :raise UserError: if a user writes a line of a membership order, or what it promises.
        """
        if not self.env.su:
            self._refuse_by_hand(vals)
        result = super().write(vals)
        if {'product_uom_qty', 'product_uom_id'} & vals.keys():
            self._perles_quantity_changed()
        return result

    def _perles_quantity_changed(self):
        """Hook: these lines sell more or less than before."""

    def _perles_before_quoted(self):
        """Hook: these lines are about to be quoted; `sale` refuses what is still in care."""

    @api.ondelete(at_uninstall=False)
    def _unlink_except_perles_membership(self):
        if not self.env.su:
            self._refuse_by_hand({})

    def _refuse_by_hand(self, vals):
        """Extends `base`: only the house writes the line of a membership order.

        :raise UserError: if a user writes it.
        """
        super()._refuse_by_hand(vals)
        if self.sudo().order_id.perles_membership_id:
            raise UserError(self.env._(
                "The order of a membership cannot be changed. Cancel the membership instead."
            ))

    @api.constrains('product_id', 'product_uom_qty', 'price_unit', 'discount', 'order_id')
    def _check_perles_membership(self):
        """A membership is sold alone, once, at the price of its plan.

        :raise ValidationError: for any other quantity, price, discount or neighbour.
        """
        plans = self.env['perles.membership.plan'].sudo().with_context(active_test=False)
        sold = plans.search([('product_id', 'in', self.product_id.ids)]).product_id
        for line in self:
            membership = line.order_id.sudo().perles_membership_id
            if membership:
                line._check_membership_line(membership)
            elif line.product_id in sold:
                raise ValidationError(self.env._(
                    "A membership is sold on the joining page only, never on another order."
                ))

    def _check_membership_line(self, membership):
        self.ensure_one()
        plan = membership.plan_id
        if len(self.order_id.order_line) > 1 or self.product_id != plan.product_id:
            raise ValidationError(self.env._("A membership order has one line and no other."))
        price = self.order_id.currency_id.compare_amounts(self.price_unit, plan.price)
        unpaid = self.order_id.state in ('draft', 'sent')
        if self.product_uom_qty != 1 or self.discount or (unpaid and price):
            raise ValidationError(self.env._(
                "A membership takes no quantity, no discount and no other price."
            ))
