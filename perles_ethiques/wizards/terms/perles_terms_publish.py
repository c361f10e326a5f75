from odoo import fields, models


class PerlesTermsPublish(models.TransientModel):
    """Asks for the date and the reason of a new version before it is frozen."""

    _name = 'perles.terms.publish'
    _description = "Publish terms"
    _inherit = ['perles.typed.mixin']

    terms_id = fields.Many2one('perles.terms', required=True)
    effective_date = fields.Date(required=True, default=fields.Date.context_today)
    reason = fields.Char(
        required=True, help="Legitimate reason of the change: every member reads this sentence.",
    )

    def action_publish(self):
        """Publish and show the new version."""
        self.ensure_one()
        version = self.terms_id._publish(self.effective_date, self.reason)
        return version._get_records_action()
