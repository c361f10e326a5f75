from odoo import models

from ...tools.units import NEGLIGIBLE


class PerlesClaim(models.Model):
    """A quotation follows a lot that the team corrects, until its customer has accepted it."""

    _inherit = 'perles.claim'

    def _may_be_cut(self):
        """Extends `offer`: what is signed or being paid is never cut behind its customer's back."""
        orders = self.sudo().order_line_ids.order_id.filtered(lambda order: order.state != 'cancel')
        return super()._may_be_cut() and not any(
            order._perles_is_engaged() or order._perles_is_being_paid() for order in orders
        )

    def _cut(self, kept):
        """Extends `offer`: the quotation is drawn again, or cancelled if nothing is left of it."""
        super()._cut(kept)
        lines = self.order_line_ids.filtered(lambda line: line.order_id.state in ('draft', 'sent'))
        orders = lines.order_id
        if kept <= NEGLIGIBLE:
            lines.unlink()
        for line in lines.exists():
            unit = self.lot_id.product_id.uom_id
            line.product_uom_qty = unit._compute_quantity(kept, line.product_uom_id)
        for order in orders:
            if order.order_line.perles_claim_id:
                order._perles_redraw()
                self._owe_quotation(order, f'{self.id}-{kept:g}')
            else:
                order._action_cancel()
