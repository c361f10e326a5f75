from odoo import fields, models

STEPS = [('sort', "Sorting"), ('care', "Care"), ('revalue', "Revaluation")]


class PerlesCareStep(models.Model):
    """A step of care that was done: who, when, what was lost. It is only ever added (000-42)."""

    _name = 'perles.care.step'
    _description = "Step of care"
    _inherit = ['perles.evidence.mixin']
    _order = 'done_at, id'

    _personal_columns = ('user_id', 'note')

    care_id = fields.Many2one('perles.care', required=True, index=True, ondelete='restrict')
    kind = fields.Selection(selection=STEPS, string="Step", required=True, readonly=True)
    done_at = fields.Datetime(
        string="Done", required=True, readonly=True, default=fields.Datetime.now,
    )
    user_id = fields.Many2one(
        'res.users', string="Signed by", readonly=True, ondelete='restrict',
        default=lambda self: self.env.user,
    )
    lost_qty = fields.Float(
        string="Lost", digits='Product Unit', readonly=True,
        help="Below 0 at the last step: what was noted as lost was found again.",
    )
    note = fields.Char(readonly=True)

    _once = models.UniqueIndex("(care_id, kind)", "This step is already done.")
