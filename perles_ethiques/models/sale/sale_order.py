from odoo import fields, models


class SaleOrder(models.Model):
    """Quotations of what a member has pre-reserved."""

    _inherit = 'sale.order'

    perles_is_of_claims = fields.Boolean(
        string="Quotation of pre-reservations", copy=False, readonly=True,
    )
