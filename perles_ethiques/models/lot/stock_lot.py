from odoo import api, fields, models

from ...tools.units import GRAMS, PIECES, STRANDS


class StockLot(models.Model):
    """What arrived: one lot, one product page, one quantity that may be promised."""

    _inherit = 'stock.lot'

    perles_stage = fields.Selection(
        selection=[('expected', "In care"), ('ready', "Reserved"), ('public', "On the shop")],
        string="Stage", copy=False, readonly=True, index=True,
        help="Empty for a lot that is no arrival of the house.",
    )
    perles_unit = fields.Selection(
        selection=[(PIECES, "pieces"), (GRAMS, "grams"), (STRANDS, "strands")],
        string="Counted in", compute='_compute_perles_unit', store=True,
    )
    perles_expected_qty = fields.Float(
        string="Expected quantity", digits='Product Unit', copy=False,
        help="Counted at the receipt, before sorting.",
    )
    perles_usable_qty = fields.Float(
        string="Usable quantity", digits='Product Unit', copy=False, readonly=True,
        help="Counted at the end of care.",
    )
    perles_promisable_qty = fields.Float(
        string="May be promised", digits='Product Unit', store=True,
        compute='_compute_perles_promisable_qty',
    )
    perles_held_qty = fields.Float(
        string="Promised", digits='Product Unit', copy=False, readonly=True,
        help="Live offers and pre-reservations.",
    )
    perles_value_ids = fields.Many2many(
        'product.attribute.value', 'perles_lot_value_rel', 'lot_id', 'value_id',
        string="Criteria",
    )
    perles_mm = fields.Float(string="Size (mm)", digits=(6, 2))
    perles_mm_tolerance = fields.Float(string="Tolerance (± mm)", digits=(6, 2))
    perles_hole_mm = fields.Float(string="Hole (mm)", digits=(6, 2))
    perles_pieces_per_gram = fields.Float(string="Pieces per gram", digits=(12, 4))
    perles_pieces_per_strand = fields.Float(string="Pieces per strand", digits=(12, 4))
    perles_flawless_share = fields.Float(string="Flawless pieces (%)", digits=(5, 2))
    perles_arrived_at = fields.Datetime(string="Arrived", copy=False, readonly=True)
    perles_public_at = fields.Datetime(
        string="Public from", copy=False, help="First instant on the public shop.",
    )
    perles_receipt_id = fields.Many2one(
        'stock.picking', string="Receipt", copy=False, readonly=True, index='btree_not_null',
    )

    _perles_held_check = models.Constraint(
        'CHECK(perles_held_qty >= 0 AND (perles_stage IS NULL '
        'OR perles_held_qty <= perles_promisable_qty))',
        "More of this lot is promised than there is.",
    )

    @api.depends('product_id.uom_id')
    def _compute_perles_unit(self):
        names = {
            self.env.ref('uom.product_uom_gram', raise_if_not_found=False): GRAMS,
            self.env.ref('perles_ethiques.uom_strand', raise_if_not_found=False): STRANDS,
        }
        for lot in self:
            lot.perles_unit = names.get(lot.product_id.uom_id, PIECES)

    @api.depends('perles_stage', 'perles_expected_qty', 'perles_usable_qty')
    def _compute_perles_promisable_qty(self):
        for lot in self:
            is_known = lot.perles_stage in ('ready', 'public')
            lot.perles_promisable_qty = (
                lot.perles_usable_qty if is_known else lot.perles_expected_qty
            )

    def _perles_arrive(self, receipt):
        """Signal of a validated receipt: these lots are in Thalasso, expected.

        :param receipt: the native receipt, one `stock.picking` record.
        """

    def _perles_settle(self):
        """Signal of the end of care: the usable quantity is known."""
