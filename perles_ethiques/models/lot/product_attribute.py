from odoo import fields, models

CRITERIA = [
    ('material', "Material"), ('texture', "Texture"), ('finish', "Finish"),
    ('colour', "Colour"), ('shape', "Shape"), ('style', "Style"),
]


class ProductAttribute(models.Model):
    """The criteria of a wish and of a lot (clause 000-31)."""

    _inherit = 'product.attribute'

    perles_criterion = fields.Selection(
        selection=CRITERIA, string="Criterion of wishes", copy=False,
    )

    _perles_one_per_criterion = models.UniqueIndex(
        "(perles_criterion) WHERE perles_criterion IS NOT NULL",
        "Another attribute is already this criterion.",
    )
