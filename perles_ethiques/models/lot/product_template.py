from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ...const import TEAM
from ...tools.texts import clean_values
from ...tools.units import GRAMS, PIECES, STRANDS
from ...tools.uoms import house_uom, unit_of


class ProductTemplate(models.Model):
    """The page of a lot, and who sees it before everybody."""

    _name = 'product.template'
    _inherit = ['product.template', 'perles.locked.mixin']

    perles_lot_id = fields.Many2one(
        'stock.lot', string="Lot of this page", copy=False, readonly=True,
        index='btree_not_null', ondelete='set null',
    )
    perles_is_model = fields.Boolean(
        string="Model for arrivals", copy=False,
        help="Receiving a lot copies it: name, category, taxes, criteria.",
    )
    perles_is_reordered = fields.Boolean(
        string="Ordered again", copy=False,
        help="A standard good: its lots arrive on this very page instead of a page each.",
    )
    perles_value_ids = fields.Many2many(
        'product.attribute.value', 'perles_template_value_rel', 'template_id', 'value_id',
        string="Criteria of its lots", domain=[('attribute_id.perles_criterion', '!=', False)],
    )
    perles_public_at = fields.Datetime(string="Public from", copy=False, index=True)
    perles_preview_plan_ids = fields.Many2many(
        'perles.membership.plan', 'perles_template_plan_rel', 'template_id', 'plan_id',
        string="Seen in preview by the members of", copy=False,
    )

    _perles_model_check = models.Constraint(
        'CHECK(NOT (perles_is_model AND perles_is_reordered))',
        "A model makes a page for each lot; a good that is ordered again keeps its own.",
    )

    # === CRUD METHODS: the page of a lot says what its lot says === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `product`.

        :raise AccessError: if a user makes the page of a lot.
        """
        if not self.env.su:
            self._refuse_given(vals_list)
        return super().create([clean_values(self._fields, vals) for vals in vals_list])

    def write(self, vals):
        """Override of `product`: the lot dates its page, and the team says who sees it before.

        :raise AccessError: if a user changes it on the page.
        """
        if not self.env.su:
            self._refuse_by_hand(vals)
        return super().write(clean_values(self._fields, vals))

    def _refuse_by_hand(self, vals):
        """Extends `base`: the lot dates its page, and the team says who sees it before.

        :raise AccessError: if a user changes it on the page.
        """
        super()._refuse_by_hand(vals)
        names = {'perles_public_at', 'perles_preview_plan_ids'} & vals.keys()
        is_lot = bool(names and self.sudo().perles_lot_id)
        if is_lot and ('perles_public_at' in names or not self.env.user.has_group(TEAM)):
            raise AccessError(self.env._("The page of a lot is dated on its lot, by the team."))

    @api.depends('perles_is_model', 'uom_id.name')
    def _compute_display_name(self):
        """Override of `product`: a model is told with the unit of its lots."""
        super()._compute_display_name()
        for model in self.filtered(lambda page: page.perles_is_model and page.uom_id):
            model.display_name = model._perles_by_unit(model.display_name)

    def _perles_by_unit(self, name):
        """A name of this product with its unit: “Glass bead – by the gram”."""
        self.ensure_one()
        return {
            PIECES: self.env._("%s – by the piece", name),
            GRAMS: self.env._("%s – by the gram", name),
            STRANDS: self.env._("%s – by the strand", name),
        }.get(unit_of(self.uom_id)) or f'{name} – {self.uom_id.name}'

    def _perles_each(self):
        """What a price is the price of: “a piece”, “a gram”; nothing for a service."""
        self.ensure_one()
        if not self.is_storable:
            return ''
        return {
            PIECES: self.env._("a piece"), GRAMS: self.env._("a gram"),
            STRANDS: self.env._("a strand"),
        }.get(unit_of(self.sudo().uom_id)) or f'/ {self.sudo().uom_id.name}'

    @api.constrains('perles_is_model', 'perles_is_reordered')
    def _check_perles_unit(self):
        """What arrives is counted in pieces, grams or strands, or is told in them by its unit.

        A model may be in dozens or kilograms: its lots are converted. A good that is ordered
        again has lots on its very page, which are counted as the page is.

        :raise ValidationError: naming the unit that is not counted.
        """
        for page in self:
            page._perles_refuse_unit(page.uom_id)

    def _perles_refuse_unit(self, uom):
        """Refuse a unit in which this page could not arrive.

        :param uom: the `uom.uom` that it has, or would have.
        :raise ValidationError: naming it.
        """
        self.ensure_one()
        if self.perles_is_model and not house_uom(uom):
            raise ValidationError(self.env._(
                "“%(model)s” is counted in %(unit)s: what arrives is counted in pieces, grams or "
                "strands, or in a unit that natively contains some of them.",
                model=self.name, unit=uom.name,
            ))
        if self.perles_is_reordered and not unit_of(uom):
            raise ValidationError(self.env._(
                "“%(good)s” is counted in %(unit)s: a good that is ordered again is counted in "
                "pieces, grams or strands, as its lots are.", good=self.name, unit=uom.name,
            ))

    def _perles_is_held(self):
        """Whether this is the page of a lot that is not on the shop yet: looked at, not sold."""
        self.ensure_one()
        return self.sudo().perles_lot_id.perles_stage in ('expected', 'ready')
