from odoo import api, fields, models
from odoo.fields import Command

from ...tools.bounds import bounds
from ..base.res_company import APART


class ResCompany(models.Model):
    """The ways in and out of the two places: native operations, and the route out of Reserved."""

    _inherit = 'res.company'

    perles_move_type_id = fields.Many2one(
        'stock.picking.type', string="Transfers of arrivals", readonly=True, prefetch=APART,
    )
    perles_delivery_type_id = fields.Many2one(
        'stock.picking.type', string="Deliveries of what was promised", readonly=True,
        prefetch=APART,
    )
    perles_return_type_id = fields.Many2one(
        'stock.picking.type', string="Returns of what was promised", readonly=True, prefetch=APART,
    )
    perles_reserved_route_id = fields.Many2one(
        'stock.route', string="Route out of Reserved", readonly=True, prefetch=APART,
    )
    perles_care_days = fields.Integer(
        string="A step of care is late after (days)", default=7, prefetch=APART,
    )

    _perles_care_days_bounds = models.Constraint(*bounds('perles_care_days'))

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `stock`: a company that is founded later has its places and ways too."""
        companies = super().create(vals_list)
        companies._perles_apply_places()
        companies._perles_apply_ways()
        return companies

    def _perles_apply_ways(self):
        """Make the operations and the route that a company with places does not have yet."""
        companies = self.sudo().with_context(lang=self.env.user.lang)
        for company in companies.filtered('perles_reserved_id'):
            company.with_company(company)._perles_make_ways()

    def _perles_make_ways(self):
        """Create what is missing of the operations and the route; what is there stays."""
        self.ensure_one()
        customers = self.env.ref('stock.stock_location_customers')
        thalasso, reserved = self.perles_thalasso_id, self.perles_reserved_id
        self._perles_make_type('perles_move_type_id', {
            'name': self.env._("Transfers of arrivals"), 'code': 'internal',
            'sequence_code': 'THA-T/', 'default_location_src_id': thalasso.id,
            'default_location_dest_id': reserved.id,
        })
        self._perles_make_type('perles_return_type_id', {
            'name': self.env._("Returns of pre-reservations"), 'code': 'incoming',
            'sequence_code': 'RES-R/', 'default_location_src_id': customers.id,
            'default_location_dest_id': reserved.id, 'use_create_lots': False,
            'use_existing_lots': True,
        })
        self._perles_make_type('perles_delivery_type_id', {
            'name': self.env._("Deliveries of pre-reservations"), 'code': 'outgoing',
            'sequence_code': 'RES-D/', 'default_location_src_id': reserved.id,
            'default_location_dest_id': customers.id,
            'return_picking_type_id': self.perles_return_type_id.id,
        })
        self._perles_make_route(reserved, customers)

    def _perles_make_type(self, field, values):
        if not self[field]:
            self[field] = self.env['stock.picking.type'].create({
                **values, 'company_id': self.id, 'reservation_method': 'at_confirm',
            })

    def _perles_make_route(self, reserved, customers):
        if self.perles_reserved_route_id:
            return
        self.perles_reserved_route_id = self.env['stock.route'].create({
            'name': self.env._("From Reserved to the member"),
            'company_id': self.id,
            'sale_selectable': True,
            'product_selectable': False,
            'warehouse_selectable': False,
            'rule_ids': [Command.create({
                'name': self.env._("From Reserved to the member"),
                'action': 'pull',
                'procure_method': 'make_to_stock',
                'location_src_id': reserved.id,
                'location_dest_id': customers.id,
                'picking_type_id': self.perles_delivery_type_id.id,
                'company_id': self.id,
            })],
        })
