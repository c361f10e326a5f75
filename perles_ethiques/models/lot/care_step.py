from odoo import fields, models

STEPS = [('sort', "Sorting"), ('care', "Care"), ('revalue', "Revaluation")]


class PerlesCareStep(models.Model):
    """A step of care that was done: who, when, what was lost."""

    _name = 'perles.care.step'
    _description = "Step of care"
    _order = 'done_at, id'

    care_id = fields.Many2one('perles.care', required=True, index=True, ondelete='cascade')
    kind = fields.Selection(selection=STEPS, required=True, readonly=True)
    done_at = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    user_id = fields.Many2one(
        'res.users', string="Signed by", required=True, readonly=True, ondelete='restrict',
        default=lambda self: self.env.user,
    )
    lost_qty = fields.Float(string="Lost", digits='Product Unit')
    note = fields.Char()

    _once = models.UniqueIndex("(care_id, kind)", "This step is already done.")
