from odoo import api, fields, models
from odoo.exceptions import AccessError

STEPS = [('sort', "Sorting"), ('care', "Care"), ('revalue', "Revaluation")]


class PerlesCareStep(models.Model):
    """A step of care that was done: who, when, what was lost. It is only ever added."""

    _name = 'perles.care.step'
    _description = "Step of care"
    _order = 'done_at, id'

    care_id = fields.Many2one('perles.care', required=True, index=True, ondelete='restrict')
    kind = fields.Selection(selection=STEPS, string="Step", required=True, readonly=True)
    done_at = fields.Datetime(
        string="Done", required=True, readonly=True, default=fields.Datetime.now,
    )
    user_id = fields.Many2one(
        'res.users', string="Signed by", required=True, readonly=True, ondelete='restrict',
        default=lambda self: self.env.user,
    )
    lost_qty = fields.Float(
        string="Lost", digits='Product Unit', readonly=True,
        help="Below 0 at the last step: what was noted as lost was found again.",
    )
    note = fields.Char(readonly=True)

    _once = models.UniqueIndex("(care_id, kind)", "This step is already done.")

    def write(self, vals):  # pylint: disable=method-required-super
        """Override of `base` to refuse every change of a signed step, `sudo` included.

        :raise AccessError: always.
        """
        raise AccessError(self.env._("A step of care is signed: it cannot be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        raise AccessError(self.env._("A step of care is signed: it cannot be deleted."))
