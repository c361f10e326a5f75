from odoo import fields, models


class ProductCategory(models.Model):
    """What a member may wish for: a bead, a stone, a finding… (clause 000-32)."""

    _inherit = 'product.category'

    perles_is_wishable = fields.Boolean(
        string="May be wished", help="Members choose it in their wishes.",
    )
