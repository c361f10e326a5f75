from odoo import api, models

# What of a wish matching reads.
MATCHED = {
    'categ_id', 'value_ids', 'mm_min', 'mm_max', 'unit', 'min_quantity', 'max_price',
    'colour_tolerance', 'partner_id', 'company_id',
}


class PerlesWish(models.Model):
    """Open wishes are in the table that matching reads, in the same transaction."""

    _inherit = 'perles.wish'

    def write(self, vals):
        """Override of `perles_ethiques` to keep what matching reads."""
        result = super().write(vals)
        if MATCHED & vals.keys():
            self.env['perles.match']._index(self.ids)
        return result

    def _write_state(self, state):
        """Override of `perles_ethiques`: only open wishes are matched."""
        result = super()._write_state(state)
        self.env['perles.match']._index(self.ids)
        return result

    def _live_offers(self):
        """The offers to these wishes that are still to be answered (sudo)."""
        return self.env['perles.offer'].sudo().search([
            ('wish_id', 'in', self.ids), ('state', '=', 'live'),
        ])


class PerlesWishSlice(models.Model):
    _inherit = 'perles.wish.slice'

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `perles_ethiques` to enter the new parts in what matching reads."""
        slices = super().create(vals_list)
        self.env['perles.match']._index(slices.wish_id.ids)
        return slices

    def write(self, vals):
        """Override of `perles_ethiques` to keep what matching reads."""
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


class ProductAttributeValue(models.Model):
    _inherit = 'product.attribute.value'

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `product`: the colours that a wish accepts may have changed."""
        values = super().create(vals_list)
        values._index_wishes()
        return values

    def write(self, vals):
        """Override of `product`: likewise when a shade is corrected."""
        result = super().write(vals)
        if {'html_color', 'attribute_id'} & vals.keys():
            self._index_wishes()
        return result

    def _index_wishes(self):
        criteria = self.attribute_id.filtered('perles_criterion')
        if not criteria:
            return
        self.env.registry.clear_cache()
        wishes = self.env['perles.wish'].sudo().search([
            ('state', '=', 'open'), ('value_ids.attribute_id', 'in', criteria.ids),
        ])
        self.env['perles.match']._index(wishes.ids)
