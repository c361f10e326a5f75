from odoo import api, models


class PerlesWishSlice(models.Model):
    _inherit = 'perles.wish.slice'

    @api.model_create_multi
    def create(self, vals_list):
        """Extends `base` to enter the new parts in what matching reads."""
        slices = super().create(vals_list)
        self.env['perles.match']._index(slices.wish_id.ids)
        return slices

    def write(self, vals):
        """Extends `base` to keep what matching reads."""
        wishes = self.wish_id
        result = super().write(vals)
        self.env['perles.match']._index((wishes | self.wish_id).ids)
        return result

    def _hold(self, quantities):
        """Hold or give back quantities, in one statement for all.

        :param dict quantities: slice id → quantity in the unit of its wish, below 0 to give back.
        """
        self.env.flush_all()
        ids = [key for key, quantity in quantities.items() if quantity]
        if not ids:
            return
        self.env.cr.execute(
            """
            WITH held AS (
                UPDATE perles_wish_slice slice
                   SET held_qty = GREATEST(COALESCE(slice.held_qty, 0) + given.quantity, 0)
                  FROM unnest(%s, %s::numeric[]) AS given(id, quantity)
                 WHERE slice.id = given.id
             RETURNING slice.id, slice.quantity - slice.held_qty AS open_qty
            )
            UPDATE perles_match SET open_qty = GREATEST(held.open_qty, 0)
              FROM held WHERE held.id = perles_match.id
            """,
            [ids, [quantities[key] for key in ids]],
        )
        self.browse(ids).invalidate_recordset(['held_qty'])
