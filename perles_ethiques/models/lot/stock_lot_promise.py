from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL


class StockLot(models.Model):
    """What is promised of a lot, held by one statement so that two transactions never overdraw."""

    _inherit = 'stock.lot'

    def _perles_pass_promise(self, other, quantity):
        """Hand a promised quantity over to another lot: held there first, then let go here.

        :param other: the lot that is promised from now on.
        :param float quantity: in the unit of both lots.
        :raise UserError: if not that much of the other lot may be promised.
        """
        self.ensure_one()
        (self | other).flush_recordset()
        held = self.env.execute_query(SQL(
            'UPDATE stock_lot SET perles_held_qty = perles_held_qty + %(quantity)s'
            ' WHERE id = %(lot)s AND perles_held_qty + %(quantity)s <= perles_promisable_qty'
            ' RETURNING id',
            quantity=quantity, lot=other.id,
        ))
        if not held:
            raise UserError(self.env._(
                "Not that much of lot %s may still be promised.", other.display_name,
            ))
        self.env.execute_query(SQL(
            'UPDATE stock_lot SET perles_held_qty = GREATEST(perles_held_qty - %(quantity)s, 0)'
            ' WHERE id = %(lot)s RETURNING id',
            quantity=quantity, lot=self.id,
        ))
        (self | other).invalidate_recordset(['perles_held_qty'])
