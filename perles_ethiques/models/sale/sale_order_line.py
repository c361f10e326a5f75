from odoo import fields, models


class SaleOrderLine(models.Model):
    """A line that delivers one precise lot."""

    _inherit = 'sale.order.line'

    perles_claim_id = fields.Many2one(
        'perles.claim', string="Pre-reservation", copy=False, readonly=True,
        index='btree_not_null', ondelete='restrict',
    )
    perles_lot_id = fields.Many2one(
        'stock.lot', string="Promised lot", copy=False, readonly=True,
        index='btree_not_null', ondelete='restrict',
    )
