from odoo import fields, models


class SaleOrder(models.Model):
    """Whether an order travels in packaging that comes back (clause 000-46)."""

    _inherit = 'sale.order'

    perles_reusable = fields.Boolean(
        string="Reusable packaging", default=True, copy=False,
        help="Chosen beforehand, and free to refuse: the member sends the box back.",
    )
