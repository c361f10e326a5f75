from odoo import api, models


class PerlesRetention(models.AbstractModel):
    """The retention clock: the only hand that anonymises evidence."""

    _name = 'perles.retention'
    _description = "Retention clock"

    @api.model
    def _evidence_models(self):
        """Names of the concrete evidence models."""
        return [
            name for name in self.env.registry.descendants(['perles.evidence.mixin'], '_inherit')
            if not self.env[name]._abstract
        ]

    @api.model
    def _cron_anonymise(self):
        """Clock: anonymise what is past its retention date, model by model, in batches."""
        cron = self.env['ir.cron']
        for name in self._evidence_models():
            while done := self.env[name]._anonymise_expired():
                # something remains until everything was looked at: out of time, come back
                if not cron._commit_progress(done, remaining=1):
                    return
        cron._commit_progress(remaining=0)
