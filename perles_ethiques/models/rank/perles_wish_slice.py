from odoo import fields, models


class PerlesWishSlice(models.Model):
    """A part of a wish with a rank of its own: (instant, id) (clauses 000-34, 000-35)."""

    _name = 'perles.wish.slice'
    _description = "Ranked part of a wish"
    _order = 'rank_at, id'

    wish_id = fields.Many2one('perles.wish', required=True, index=True, ondelete='cascade')
    rank_at = fields.Datetime(
        string="Rank", required=True, readonly=True, default=fields.Datetime.now,
    )
    quantity = fields.Float(
        required=True, digits='Product Unit', help="Asked, in the unit of the wish.",
    )
    held_qty = fields.Float(
        string="Held", digits='Product Unit', readonly=True, required=True, default=0.0,
        help="Live offers and pre-reservations, in the unit of the wish.",
    )

    _quantity_check = models.Constraint(
        'CHECK(quantity >= 0 AND held_qty >= 0)', "A quantity is not below 0.",
    )

    _rank_idx = models.Index("(rank_at)")

    def _forget(self):
        """Delete slices of which nothing is asked any more, less those that history names."""
        (self - self._named()).unlink()

    def _named(self):
        """Those of these parts that some history names; hook: `offer` knows its documents."""
        return self.browse()
