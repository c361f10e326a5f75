from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.photos import redraw_photo
from ...tools.units import GRAMS, PIECES, STRANDS, is_whole
from ...tools.uoms import house_uom, in_house, price_in_house, unit_of

MAX_QUANTITY = 1e9


class PerlesArrivalEntryLine(models.TransientModel):
    """One lot that arrives, as somebody at the table sees it: a photo, a count, a size."""

    _name = 'perles.arrival.entry.line'
    _description = "Lot of a new arrival"
    _inherit = ['perles.photo.mixin', 'perles.typed.mixin']
    _order = 'id'
    # it goes with its entry, and never alone: what was entered first is not forgotten first
    _transient_max_hours = 0.0
    _transient_max_count = 0

    entry_id = fields.Many2one(
        'perles.arrival.entry', required=True, index=True, ondelete='cascade',
    )
    model_id = fields.Many2one(
        'product.template', ondelete='cascade',
        domain=['|', ('perles_is_model', '=', True), ('perles_is_reordered', '=', True)],
        default=lambda self: self.env.context.get('perles_model_id'),
    )
    name = fields.Char(
        compute='_compute_from_model', store=True, readonly=False,
        precompute=True,
    )
    quantity = fields.Float(digits='Product Unit')
    uom_id = fields.Many2one(related='model_id.uom_id', string="Unit")
    mm = fields.Float(string="Size (mm)", digits=(6, 2))
    mm_tolerance = fields.Float(string="± mm", digits=(6, 2))
    hole_mm = fields.Float(string="Hole (mm)", digits=(6, 2))
    weight = fields.Float(string="Weight (g)", digits=(12, 2))
    pieces = fields.Integer(help="Counted or estimated, for a lot in grams or strands.")
    flawless_share = fields.Float(string="Flawless (%)", digits=(5, 2))
    origin = fields.Char()
    currency_id = fields.Many2one(related='entry_id.company_id.currency_id')
    price = fields.Monetary(
        string="Price (HT)", compute='_compute_from_model', store=True, readonly=False,
        precompute=True, help="Of one unit, tax excluded.",
    )
    value_ids = fields.Many2many(
        'product.attribute.value', 'perles_entry_line_value_rel', 'line_id', 'value_id',
        string="Criteria", compute='_compute_from_model', store=True, readonly=False,
        precompute=True, domain=[('attribute_id.perles_criterion', '!=', False)],
    )

    @api.depends('model_id')
    def _compute_from_model(self):
        for line in self:
            model = line.model_id
            line.name = model.name
            line.price = model.list_price
            line.value_ids = model.perles_value_ids

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base` to draw every photo again.

        :raise UserError: if a file is no picture, or too large a one.
        """
        return super().create([redraw_photo(self.env, vals) for vals in vals_list])

    def write(self, vals):
        """Override of `base` to draw every photo again.

        :raise UserError: if the file is no picture, or too large a one.
        """
        return super().write(redraw_photo(self.env, vals))

    def _check_quantities(self):
        """Refuse what cannot be received.

        :raise UserError: if a quantity is no number above 0, beyond counting, or a part of a
            piece; if the model is counted in what the house does not count.
        """
        for line in self:
            # a line may be left half entered, and taken up again
            if not line.model_id:
                raise UserError(self.env._(
                    "%s: choose the model of this lot.", line.name or self.env._("A line"),
                ))
            if not (line.model_id.perles_is_model or line.model_id.perles_is_reordered):
                raise UserError(self.env._(
                    "“%s” is no model for arrivals: choose one of the list.", line.model_id.name,
                ))
            if not line._house_unit():
                line.model_id._perles_refuse_unit(line.model_id.uom_id)
            # written so that what is no number at all is refused as well
            if not 0 < line._house_quantity() < MAX_QUANTITY:
                raise UserError(self.env._(
                    "%s: the quantity is a number above 0.", line.name or line.model_id.name,
                ))
            if not is_whole(line._house_quantity(), line._house_unit()):
                raise UserError(self.env._(
                    "%s: pieces and strands are whole.", line.name or line.model_id.name,
                ))
            if line.price < 0:
                raise UserError(self.env._(
                    "%s: the price is a number from 0 up.", line.name or line.model_id.name,
                ))

    # === IN THE UNIT OF THE HOUSE: of a model in dozens or kilograms, pieces or grams === #

    def _house_quantity(self):
        """What has arrived, in the unit in which its lot is counted."""
        self.ensure_one()
        return in_house(self.quantity, self.model_id.uom_id)

    def _house_unit(self):
        """The unit in which its lot is counted: one of `tools.units.UNITS`, or ``False``.

        A good that is ordered again is not converted: its lots are counted as its page is.
        """
        self.ensure_one()
        uom = self.model_id.uom_id
        return unit_of(uom if self.model_id.perles_is_reordered else house_uom(uom))

    def _prepare_lot(self):
        """Values of the `stock.lot` of this line; its page is made on the way."""
        self.ensure_one()
        number = self.env['ir.sequence'].with_company(self.entry_id.company_id)
        product = self.model_id.product_variant_id
        if not self.model_id.perles_is_reordered:
            product = self.model_id._perles_make_page(
                name=self.name or self.model_id.name,
                list_price=price_in_house(self.price, self.model_id.uom_id),
                company_id=self.entry_id.company_id.id,
            )
        return {
            'name': number.next_by_code('perles.lot'), 'product_id': product.id,
            'company_id': self.entry_id.company_id.id, 'photo': self.photo,
            'perles_value_ids': [fields.Command.set(self.value_ids.ids)],
            'perles_mm': self.mm, 'perles_mm_tolerance': self.mm_tolerance,
            'perles_hole_mm': self.hole_mm, 'perles_weight': self._grams(),
            'perles_flawless_share': self.flawless_share, 'perles_origin': self.origin,
            **self._prepare_ratios(),
        }

    def _grams(self):
        return self._house_quantity() if self._house_unit() == GRAMS else self.weight

    def _prepare_ratios(self):
        """Pieces per gram and per strand, from what was counted and weighed; 0 if not."""
        unit, quantity, grams = self._house_unit(), self._house_quantity(), self._grams()
        pieces = quantity if unit == PIECES else self.pieces
        return {
            'perles_pieces_per_gram': pieces / grams if grams else 0.0,
            'perles_pieces_per_strand': self.pieces / quantity if unit == STRANDS else 0.0,
        }
