from odoo import api, models
from odoo.exceptions import UserError, ValidationError


class SaleOrderLine(models.Model):
    _inherit = 'sale.order.line'

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `sale`: only the house writes the line of a membership order."""
        lines = super().create(vals_list)
        lines._check_perles_manual()
        return lines

    def write(self, vals):
        """Override of `sale`: only the house writes the line of a membership order."""
        self._check_perles_manual()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_perles_membership(self):
        self._check_perles_manual()

    def _check_perles_manual(self):
        """Refuse what is not done by the house.

        :raise UserError: if a user writes the line of a membership order.
        """
        if not self.env.su and self.sudo().order_id.perles_membership_id:
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
