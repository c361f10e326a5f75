from odoo import models
from odoo.exceptions import UserError

CLOCK_STOPPED = 'perles_ethiques.mail_activity_type_clock_stopped'


class PerlesClockFailureMixin(models.AbstractModel):
    """Records of which the team is told when a clock can do nothing for them (clause 000-13).

    One activity a record, however often the clock comes back; it is done as soon as a step passes.
    """

    _name = 'perles.clock.failure.mixin'
    _description = "Work of a clock, of which failures are told"
    _inherit = ['perles.batch.mixin']

    # the type of the activity by which the team is told
    _failure_activity = CLOCK_STOPPED

    def _run_step(self, step):
        result = super()._run_step(step)
        self._step_passed(step)
        return result

    def _step_passed(self, step):
        """What a step that passes has mended; who notes failures within a step extends it."""
        self._forget_failure()

    def _note_failure(self, step, error):
        """Extends `base` to tell the team why, once."""
        result = super()._note_failure(step, error)
        for record in self.sudo() if self._reports_failure(step) else ():
            record._report_failure(step, error)
        return result

    def _reports_failure(self, step):
        """Whether the team hears of a failure of this step here, and not in another way."""
        return True

    def _report_failure(self, step, error):
        """Leave one activity for who answers for this record, with the reason."""
        self.ensure_one()
        user = self._failure_user()
        team = self.with_context(lang=user.lang)
        reason = team._failure_words(error)
        if known := self._failure_activities():
            known.note = reason
            return
        self.activity_schedule(
            self._failure_activity, user_id=user.id, note=reason,
            summary=team.env._("A clock could do nothing for %s", team.display_name),
        )

    def _failure_words(self, error):
        """Why a step failed, for the team.

        :param Exception error: what the step raised.
        """
        if isinstance(error, UserError):
            return str(error)
        return self.env._(
            "Unexpected error, to be shown to who maintains the software: %s", error,
        )

    def _forget_failure(self):
        """What stopped the clock is mended: the activity is done."""
        self._failure_activities().action_feedback()

    def _failure_activities(self):
        """The open activities (sudo) about what a clock could not do for these records."""
        activities = self.env['mail.activity'].sudo()
        stopped = self.env.ref(self._failure_activity, raise_if_not_found=False)
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
