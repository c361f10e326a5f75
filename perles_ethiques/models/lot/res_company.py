from odoo import fields, models

from ...tools.bounds import bounds
from ..base.res_company import APART, NATIVE_NAME


class ResCompany(models.Model):
    """The three places outside every warehouse: ours, valued, never for sale on the shop."""

    _inherit = 'res.company'
    _perles_kept_fields = (
        'perles_thalasso_id', 'perles_reserved_id', 'perles_arrival_type_id', 'perles_move_type_id',
        'perles_delivery_type_id', 'perles_return_type_id', 'perles_reserved_route_id',
    )

    perles_thalasso_id = fields.Many2one(
        'stock.location', string="Thalasso", readonly=True, prefetch=APART,
    )
    perles_reserved_id = fields.Many2one(
        'stock.location', string="Reserved", readonly=True, prefetch=APART,
    )
    perles_arrival_type_id = fields.Many2one(
        'stock.picking.type', string="Arrivals", readonly=True, prefetch=APART,
    )
    perles_preview_days = fields.Integer(string="Preview (days)", default=14, prefetch=APART)
    perles_opening_hour = fields.Float(
        string="Opening on the shop", default=9.0, help="Hour in Paris of the public date.",
        prefetch=APART,
    )
    perles_offer_days = fields.Integer(
        string="Offers stand (working days)", default=5, prefetch=APART,
    )

    _perles_preview_days_bounds = models.Constraint(*bounds('perles_preview_days'))
    _perles_opening_hour_bounds = models.Constraint(*bounds('perles_opening_hour'))
    _perles_offer_days_bounds = models.Constraint(*bounds('perles_offer_days'))

    def write(self, vals):
        """Override of `base`: a warehouse that bears the name of its company goes on doing so."""
        renamed = {company: company.name for company in self} if vals.get('name') else {}
        result = super().write(vals)
        for company, before in renamed.items():
            company._perles_name_warehouses(before)
        return result

    def _perles_name_warehouses(self, before):
        """Give the name of this company to its warehouse that bears the one of before.

        Another one may bear the new name, archived too: no two of a company have the same.
        """
        self.ensure_one()
        warehouses = self.env['stock.warehouse'].sudo().with_context(active_test=False).search([
            ('company_id', '=', self.id), ('name', 'in', [before, self.name]),
        ])
        if self.name not in warehouses.mapped('name'):
            warehouses.name = self.name

    def _perles_first_steps(self):
        """Extends `base` by a model of arrivals, and the first arrival."""
        models = self.env['product.template'].sudo().search_count([
            '|', ('perles_is_model', '=', True), ('perles_is_reordered', '=', True),
            ('company_id', 'in', [False, self.id]),
        ], limit=1)
        lots = self.env['stock.lot'].sudo().search_count([
            ('company_id', '=', self.id), ('perles_stage', '!=', False),
        ], limit=1)
        return [
            *super()._perles_first_steps(),
            (
                bool(models), self.env._("Model of arrivals"),
                self.env._("One for each kind of goods and unit: lots are made from it."),
                '/odoo/action-perles_ethiques.product_model_action/new',
            ),
            (
                bool(lots), self.env._("First arrival"),
                self.env._("Enter what came in: one line for each lot."), '/odoo/nouvel-arrivage',
            ),
        ]

    def _perles_apply_house_defaults(self):
        """Extends `base` to give each company its places and operations."""
        dressed = super()._perles_apply_house_defaults()
        self._perles_apply_places()
        self._perles_apply_ways()
        for company in self:
            company._perles_name_warehouses(NATIVE_NAME)
        return dressed

    def _perles_apply_places(self):
        """Make the places and the operations that a company does not have yet."""
        for company in self.sudo().with_context(lang=self.env.user.lang):
            company._perles_make_place('perles_thalasso_id', company.env._("Thalasso"))
            company._perles_make_place('perles_reserved_id', company.env._("Reserved"))
            company._perles_make_arrivals()

    def _perles_make_place(self, field, name):
        if not self[field]:
            self[field] = self.env['stock.location'].create({
                'name': name, 'usage': 'internal', 'company_id': self.id,
            })

    def _perles_make_arrivals(self):
        if not self.perles_arrival_type_id:
            self.perles_arrival_type_id = self.env['stock.picking.type'].create({
                'name': self.env._("Arrivals"), 'code': 'incoming', 'sequence_code': 'ARR/',
                'use_create_lots': False, 'use_existing_lots': True, 'company_id': self.id,
                'default_location_src_id': self.env.ref('stock.stock_location_suppliers').id,
                'default_location_dest_id': self.perles_thalasso_id.id,
            })
