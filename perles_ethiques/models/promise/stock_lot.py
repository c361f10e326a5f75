from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL


class StockLot(models.Model):
    """What is promised of a lot, held by one statement so that two transactions never overdraw."""

    _inherit = 'stock.lot'

    def _perles_words(self, quantity):
        """A quantity of this lot with its unit, as people read it."""
        self.ensure_one()
        units = dict(self._fields['perles_unit']._description_selection(self.env))
        number = self.env['ir.qweb.field.float'].value_to_html(
            quantity, {'precision': 0 if float(quantity).is_integer() else 2},
        )
        return f'{number} {units.get(self.perles_unit, "")}'.strip()

    def _check_perles_not_below(self):
        """Nothing was moved that was not there: native stock would let a lot go below 0.

        :raise UserError: naming the lot of the house, and the place where it is missing.
        """
        lots = self.sudo().filtered('perles_stage')
        quants = lots and self.env['stock.quant'].sudo().search([
            ('lot_id', 'in', lots.ids), ('quantity', '<', 0),
            ('location_id.usage', 'in', ('internal', 'transit')),
        ])
        for quant in quants:
            if quant.product_uom_id.compare(quant.quantity, 0) < 0:
                raise UserError(self.env._(
                    "There is not that much of lot %(lot)s in %(place)s. Count it before you "
                    "move it.",
                    lot=quant.lot_id.display_name, place=quant.location_id.display_name,
                ))

    def _perles_due_qty(self):
        """What is promised and has not left yet; other rooms take off what was delivered."""
        self.ensure_one()
        # all of the lot at once: what is held is checked against what may be promised
        self.flush_recordset()
        self.invalidate_recordset(['perles_held_qty'])
        return self.perles_held_qty

    def _perles_free(self, quantity):
        """Give back what was held of this lot; other rooms extend it to offer it again.

        :param float quantity: in the unit of the lot.
        """
        self._perles_add_to_held(-quantity)

    def _perles_add_to_held(self, quantity):
        """Add to what is held, in one statement that two transactions cannot overdraw.

        :return: whether it could be held
        """
        self.ensure_one()
        self.flush_recordset()
        held = self.env.execute_query(SQL(
            'UPDATE stock_lot SET perles_held_qty'
            '   = GREATEST(COALESCE(perles_held_qty, 0) + %(quantity)s, 0)'
            ' WHERE id = %(lot)s AND (%(quantity)s <= 0'
            '   OR COALESCE(perles_held_qty, 0) + %(quantity)s <= perles_promisable_qty)'
            ' RETURNING id',
            quantity=quantity, lot=self.id,
        ))
        self.invalidate_recordset(['perles_held_qty'])
        return bool(held)

    def _perles_pass_promise(self, other, quantity):
        """Hand a promised quantity over to another lot: held there first, then let go here.

        :param other: the lot that is promised from now on.
        :param float quantity: in the unit of both lots.
        :raise UserError: if not that much of the other lot may be promised.
        """
        self.ensure_one()
        if not other._perles_add_to_held(quantity):
            raise UserError(self.env._(
                "Not that much of lot %s may still be promised.", other.display_name,
            ))
        self._perles_free(quantity)
