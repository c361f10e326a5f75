from odoo import models
from odoo.exceptions import UserError

CLOCK_STOPPED = 'perles_ethiques.mail_activity_type_clock_stopped'


class PerlesToldMixin(models.AbstractModel):
    """Records of which the team is told when a clock can do nothing for them (clause 000-13).

    One activity a record, however often the clock comes back; it is done as soon as a step passes.
    """

    _name = 'perles.told.mixin'
    _description = "Work of a clock, of which failures are told"
    _inherit = ['perles.batch.mixin']

    def _run_step(self, step):
        result = super()._run_step(step)
        self._failure_activities().action_feedback()
        return result

    def _note_failure(self, step, error):
        """Override of `perles_ethiques` to tell the team why, once."""
        result = super()._note_failure(step, error)
        for record in self.sudo() if self._is_told(step) else ():
            record._tell_failure(error)
        return result

    def _is_told(self, step):
        """Whether the team hears of a failure of this step here, and not in another way."""
        return True

    def _tell_failure(self, error):
        self.ensure_one()
        user = self._failure_user()
        words = self.with_context(lang=user.lang).env
        reason = str(error) if isinstance(error, UserError) else words._(
            "Unexpected error, to be shown to who maintains the software: %s", error,
        )
        if known := self._failure_activities():
            known.note = reason
            return
        self.activity_schedule(
            CLOCK_STOPPED, user_id=user.id, note=reason,
            summary=words._("A clock could do nothing for %s", self.display_name),
        )

    def _failure_activities(self):
        """The open activities (sudo) about what a clock could not do for these records."""
        activities = self.env['mail.activity'].sudo()
        stopped = self.env.ref(CLOCK_STOPPED, raise_if_not_found=False)
        return activities.search([
            ('res_model', '=', self._name), ('res_id', 'in', self.ids),
            ('activity_type_id', '=', stopped.id),
        ]) if self and stopped else activities

    def _failure_user(self):
        """Who is told: who answers for the document, else for its company.

        :return: one `res.users` record, never empty
        """
        self.ensure_one()
        if hasattr(self, '_responsible_user'):
            return self._responsible_user()
        return self.company_id.perles_responsible_id or self.env.ref('base.user_admin')
