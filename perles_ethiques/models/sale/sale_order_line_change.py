from odoo import models
from odoo.exceptions import AccessError, UserError

from ...const import MANAGER


class SaleOrderLine(models.Model):
    """The promise of an order line changes: a manager promises another lot, with a reason."""

    _inherit = 'sale.order.line'

    def action_change_promise(self):
        """Open the wizard by which a manager promises another lot of the same product.

        :raise AccessError: for anybody but a manager.
        """
        self.ensure_one()
        self._ensure_perles_manager()
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Change the promised lot"),
            'res_model': 'perles.promise.change',
            'view_mode': 'form',
            'target': 'new',
            'context': {'default_line_id': self.id},
        }

    def _ensure_perles_manager(self):
        if not (self.env.su or self.env.user.has_group(MANAGER)):
            raise AccessError(self.env._("Only a manager changes what was promised."))

    def _perles_change_promise(self, lot, reason):
        """Promise another lot on this line: order, pre-reservation and transfers follow.

        :param lot: a lot of the same product, with enough of it in Reserved.
        :param str reason: kept on the order.
        :raise AccessError: for anybody but a manager.
        :raise UserError: if the line promises nothing, has been delivered, or the lot cannot do.
        """
        self.ensure_one()
        self._ensure_perles_manager()
        line, former = self.sudo(), self.sudo().perles_lot_id
        line._check_perles_new_promise(lot)
        if line.perles_claim_id:
            former._perles_pass_promise(lot, line.perles_claim_id.quantity)
            line.perles_claim_id.lot_id = lot
        moves = line.move_ids.filtered(lambda move: move.state not in ('done', 'cancel'))
        moves._do_unreserve()
        line.perles_lot_id = lot
        moves.restrict_lot_id = lot
        moves._action_assign()
        self.order_id.message_post(body=self.env._(
            "Promised lot changed from %(former)s to %(lot)s. Reason: %(reason)s",
            former=former.display_name, lot=lot.display_name, reason=reason,
        ))

    def _check_perles_new_promise(self, lot):
        former, unit = self.perles_lot_id, self.product_id.uom_id
        if not former:
            raise UserError(self.env._("This line promises no lot."))
        if lot.product_id != self.product_id or lot == former:
            raise UserError(self.env._("Choose another lot of the same product."))
        if not unit.is_zero(self._perles_delivered_qty()):
            raise UserError(self.env._(
                "Some of lot %s was already delivered: take it back first.", former.display_name,
            ))
        reserved = self.company_id.sudo().perles_reserved_id
        if unit.compare(lot._perles_quantity_in(reserved), self._perles_qty()) < 0:
            raise UserError(self.env._(
                "There is not enough of lot %s in Reserved.", lot.display_name,
            ))
