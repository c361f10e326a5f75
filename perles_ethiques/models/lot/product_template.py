import base64

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command

from ...const import TEAM
from ...tools.pictures import as_jpeg
from ...tools.texts import clean_values
from ...tools.uoms import house_uom


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

    # === THE PAGE OF A LOT === #

    def _perles_make_page(self, **values):
        """A page of its own for one lot, from this model, not published yet.

        It is counted in the unit of the house, whatever the model is counted in.

        :param values: fields of the new page, such as `name`; `list_price` is the one of a unit
            of the house.
        :return: one `product.product` record
        """
        self.ensure_one()
        page = self.copy({
            'type': 'consu', 'is_storable': True, 'tracking': 'lot', 'is_published': False,
            'allow_out_of_stock_order': False, 'uom_id': house_uom(self.uom_id).id, **values,
        })
        return page.product_variant_id

    def _perles_follow(self, names):
        """Show what the lots of these pages say now.

        :param names: fields of `stock.lot`; its photo and its public date are shown.
        """
        for page in self:
            lot = page.perles_lot_id.with_context(bin_size=False)
            values = {}
            if 'photo' in names:
                # the native sizes of a WebP are all the full one
                photo = lot.photo and as_jpeg(base64.b64decode(lot.photo))
                values['image_1920'] = photo and base64.b64encode(photo)
            if 'perles_public_at' in names:
                values['perles_public_at'] = lot.perles_public_at
            page.write(values)

    def _perles_preview(self, company):
        """Publish these pages, for now to the members of the house alone."""
        # a plan that is no longer sold still has its members
        plans = self.env['perles.membership.plan'].sudo().with_context(active_test=False).search([
            ('company_id', '=', company.id),
        ])
        self.filtered(lambda page: not page.perles_preview_plan_ids).write({
            'perles_preview_plan_ids': [Command.set(plans.ids)],
        })
        self.write({'is_published': True, 'sale_ok': True})

    def _perles_is_held(self):
        """Whether this is the page of a lot that is not on the shop yet: looked at, not sold."""
        self.ensure_one()
        return self.sudo().perles_lot_id.perles_stage in ('expected', 'ready')
