from odoo import api, models
from odoo.exceptions import UserError


class StockMoveLine(models.Model):
    _inherit = 'stock.move.line'

    def write(self, vals):
        """Override of `stock` to let what is expected of a lot follow a corrected receipt.

        What is corrected is undone and done again: it is judged at the end.

        :raise UserError: if less is received than was promised to members, or if that much of
            the lot is not there.
        """
        receipts = self.browse()
        if {'quantity', 'product_uom_id'} & vals.keys():
            receipts = self.sudo().filtered(lambda line: line._perles_is_expected())
        before = {line: line.quantity_product_uom for line in receipts}
        written = super().write(vals)
        for line, quantity in before.items():
            line._perles_expect(line.quantity_product_uom - quantity)
        if {'quantity', 'lot_id', 'location_id', 'location_dest_id'} & vals.keys():
            if done := self.filtered(lambda line: line.state == 'done'):
                done.move_id._check_perles_not_below(done.lot_id)
        return written

    def _perles_is_expected(self):
        """Whether this line has brought pieces of a lot that is still in care."""
        return (
            self.state == 'done' and self.lot_id.perles_stage == 'expected'
            and self.location_usage == 'supplier'
            and self.location_dest_id._child_of(self.company_id.perles_thalasso_id)
        )

    def _perles_expect(self, more):
        """Expect so much more of the lot of this line; what is added may be offered."""
        lot, unit = self.lot_id, self.product_id.uom_id
        if unit.is_zero(more):
            return
        expected, promised = lot.perles_expected_qty + more, lot._perles_due_qty()
        if unit.compare(expected, promised) < 0:
            raise UserError(self.env._(
                "Lot %(lot)s: %(promised)s are promised to members, %(expected)s would be too "
                "few. End its care with what is usable instead.",
                lot=lot.display_name, promised=lot._perles_quantity_words(promised),
                expected=lot._perles_quantity_words(expected),
            ))
        lot.perles_expected_qty = expected
        lot._perles_free(0)

    @api.constrains('lot_id', 'quantity', 'location_dest_id')
    def _check_perles_promise(self):
        """A transfer that is done and corrected keeps the promise too.

        :raise UserError: as the transfer itself.
        """
        if done := self.filtered(lambda line: line.state == 'done'):
            done.move_id._check_perles_promise()
