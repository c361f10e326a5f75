from odoo import fields, models


class ProductTemplate(models.Model):
    """The page of a lot, and who sees it before everybody."""

    _inherit = 'product.template'

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

    def _perles_is_held(self):
        """Whether this is the page of a lot that is not on the shop yet: looked at, not sold."""
        self.ensure_one()
        return self.sudo().perles_lot_id.perles_stage in ('expected', 'ready')
