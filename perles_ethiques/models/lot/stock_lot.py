from odoo import api, fields, models

from ...exceptions import NotANumber
from ...tools.photos import redraw_photo
from ...tools.quantities import number_words, quantity_words
from ...tools.texts import clean_values
from ...tools.units import GRAMS, PIECES, STRANDS
from ...tools.uoms import unit_of
from ..base.perles_batch_mixin import CLOCK_STOPPED


class StockLot(models.Model):
    """What arrived: one lot, one product page, one quantity that may be promised."""

    _name = 'stock.lot'
    _inherit = ['stock.lot', 'perles.photo.mixin', 'perles.locked.mixin', 'perles.batch.mixin']
    _failure_activity = CLOCK_STOPPED

    _locked_fields = frozenset({
        'perles_stage', 'perles_usable_qty', 'perles_released_qty', 'perles_promisable_qty',
        'perles_held_qty', 'perles_arrived_at', 'perles_receipt_id', 'perles_expected_qty',
    })

    perles_stage = fields.Selection(
        selection=[
            ('expected', "In Thalasso"), ('ready', "Reserved"), ('public', "On the shop"),
            ('cancelled', "Cancelled"),
        ],
        string="Stage", copy=False, readonly=True, index=True,
        help="Empty for a lot that is no arrival of the house.",
    )
    perles_unit = fields.Selection(
        selection=[(PIECES, "pieces"), (GRAMS, "grams"), (STRANDS, "strands")],
        string="Counted in", compute='_compute_perles_unit', store=True,
        help="Empty for what the house does not count: hours, metres, litres.",
    )
    perles_expected_qty = fields.Float(
        string="Expected quantity", digits='Product Unit', copy=False, readonly=True,
        help="Counted at the receipt, before sorting.",
    )
    perles_usable_qty = fields.Float(
        string="Usable quantity", digits='Product Unit', copy=False, readonly=True,
        help="Counted at the end of care.",
    )
    perles_released_qty = fields.Float(
        string="Moved to the shop", digits='Product Unit', copy=False, readonly=True,
        help="Promised to nobody on the public date: no longer to be promised.",
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
    perles_categ_id = fields.Many2one(
        related='product_id.categ_id', string="Category", store=True, index=True,
    )
    perles_photo_waived = fields.Boolean(
        string="May be offered without a photo", copy=False, tracking=True,
        help="Ticked by whoever decides that members hear of it before a photo is there.",
    )
    perles_photo_missing = fields.Boolean(
        string="Photo missing", compute='_compute_perles_photo_missing', store=True,
    )
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
        for lot in self:
            lot.perles_unit = unit_of(lot.product_id.uom_id)

    @api.depends(
        'perles_stage', 'perles_expected_qty', 'perles_usable_qty', 'perles_released_qty',
    )
    def _compute_perles_promisable_qty(self):
        for lot in self:
            is_known = lot.perles_stage in ('ready', 'public')
            lot.perles_promisable_qty = (
                lot.perles_usable_qty - lot.perles_released_qty if is_known
                else lot.perles_expected_qty
            )

    @api.depends('perles_stage', 'photo', 'product_id.product_tmpl_id.image_1920')
    def _compute_perles_photo_missing(self):
        # asked of the attachments: nobody reads megabytes to know that they are there
        pages = self.product_id.product_tmpl_id
        attachments = self.env['ir.attachment'].sudo()
        shown, pages_shown = (
            {*attachments.search([
                ('res_model', '=', records._name), ('res_field', '=', field),
                ('res_id', 'in', records.ids),
            ]).mapped('res_id')}
            for records, field in ((self, 'photo'), (pages, 'image_1920'))
        )
        for lot in self:
            page = lot.product_id.product_tmpl_id
            lot.perles_photo_missing = lot.perles_stage not in (False, 'cancelled') and not (
                lot.id in shown or page.id in pages_shown
            )

    # === CRUD METHODS: the page follows its lot === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `stock` to let in what the house can keep.

        :raise AccessError: if a user writes what only arrivals, care and promises fill in.
        :raise NotANumber: for a number that is none, or has no end.
        """
        if not self.env.su:
            self._refuse_by_hand({
                name for vals in vals_list for name, value in vals.items() if value
            })
            self._refuse_given(vals_list)
        for vals in vals_list:
            NotANumber.refuse(self, vals)
        return super().create([self._prepare_kept(vals) for vals in vals_list])

    @api.model
    def _prepare_kept(self, vals):
        return redraw_photo(self.env, clean_values(self._fields, vals))

    def write(self, vals):
        """Override of `stock` to let the page follow the photo and the public date.

        :raise AccessError: if a user writes what only arrivals, care and promises fill in.
        :raise NotANumber: for a number that is none, or has no end.
        """
        if not self.env.su:
            self._refuse_by_hand(vals)
        NotANumber.refuse(self, vals)
        vals = self._prepare_kept(vals)
        done = super().write(vals)
        if not {'photo', 'perles_public_at'}.isdisjoint(vals):
            opened = self.filtered(lambda lot: lot.perles_stage == 'public')
            self._perles_pages()._perles_follow(vals)
            if opened and 'perles_public_at' in vals:
                opened._perles_redated()
        return done

    # === BUSINESS METHODS === #

    def _perles_pages(self):
        """Pages of these lots and of no other lot (sudo), for a `product.template` record.

        A good that is ordered again keeps its own page, photo and dates.
        """
        pages = self.sudo().product_id.product_tmpl_id
        return pages.filtered(lambda page: page.perles_lot_id in self)

    def _perles_has_photo(self):
        """Whether this lot may be shown to who wished for it (000-27).

        :return: ``True`` with a photo, or when somebody decided to do without.
        """
        self.ensure_one()
        return not self.perles_photo_missing or self.perles_photo_waived

    # === QUANTITIES IN WORDS === #

    def _perles_number(self, value):
        """A number as one reads it: no zero behind the last digit that counts."""
        return number_words(self.env, value)

    def _perles_quantity_words(self, quantity):
        """A quantity of this lot with its unit, such as “300 pieces” or “1 strand”.

        :param float quantity: in the unit of the lot.
        """
        self.ensure_one()
        if self.perles_unit:
            return quantity_words(self.env, quantity, self.perles_unit)
        return f'{self._perles_number(quantity)} {self.product_id.uom_id.name or ""}'.rstrip()
