from odoo import fields, models


class PerlesTermsPublish(models.TransientModel):
    """Asks for the date and the reason of new versions before they are frozen."""

    _name = 'perles.terms.publish'
    _description = "Publish terms"
    _inherit = ['perles.typed.mixin']

    terms_ids = fields.Many2many('perles.terms', string="Texts", required=True)
    effective_date = fields.Date(required=True, default=fields.Date.context_today)
    reason = fields.Char(
        required=True, help="Legitimate reason of the change: every member reads this sentence.",
    )

    def action_publish(self):
        """Publish the texts and show their new versions."""
        self.ensure_one()
        versions = self.env['perles.terms.version']
        for terms in self.terms_ids:
            versions |= terms._publish(self.effective_date, self.reason)
        return versions._get_records_action(name=self.env._("Published versions"))
