from odoo import fields, models


class PerlesPackagingTrip(models.Model):
    """One way out and back of a packaging (000-46)."""

    _name = 'perles.packaging.trip'
    _description = "Trip of a packaging"
    _order = 'out_at desc, id desc'
    _rec_name = 'packaging_id'

    packaging_id = fields.Many2one(
        'perles.packaging', required=True, readonly=True, index=True, ondelete='restrict',
    )
    picking_id = fields.Many2one(
        'stock.picking', string="Parcel", readonly=True, index='btree_not_null',
        ondelete='restrict',
    )
    partner_id = fields.Many2one(
        'res.partner', string="Customer", readonly=True, index=True, ondelete='restrict',
    )
    company_id = fields.Many2one(related='packaging_id.company_id', store=True)
    out_at = fields.Datetime(
        string="Out", required=True, readonly=True, default=fields.Datetime.now,
    )
    back_at = fields.Datetime(string="Back", readonly=True)
    back_user_id = fields.Many2one(
        'res.users', string="Counted in by", readonly=True, ondelete='restrict',
    )

    _once = models.UniqueIndex(
        "(packaging_id) WHERE back_at IS NULL", "This packaging is already out.",
    )
