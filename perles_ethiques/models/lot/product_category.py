from odoo import fields, models

from ...tools.units import GRAMS, PIECES, STRANDS


class ProductCategory(models.Model):
    """What a member may wish for: a bead, a stone, a finding… (clause 000-32)."""

    _inherit = 'product.category'

    perles_is_wishable = fields.Boolean(
        string="May be wished", help="Members choose it in their wishes.",
    )
    perles_usual_unit = fields.Selection(
        selection=[(PIECES, "pieces"), (GRAMS, "grams"), (STRANDS, "strands")],
        string="Usually wished in", required=True, default=PIECES,
        help="What the form of a wish proposes when this type is chosen.",
    )
