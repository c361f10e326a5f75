import logging

import psycopg2

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import split_every

_logger = logging.getLogger(__name__)

CLOCK_STOPPED = 'perles_ethiques.mail_activity_type_clock_stopped'

# What another transaction did at the same instant: the record is left to the next run.
CONTENTION = (
    psycopg2.errors.SerializationFailure,
    psycopg2.errors.DeadlockDetected,
    psycopg2.errors.LockNotAvailable,
)


class PerlesBatchMixin(models.AbstractModel):
    """How the clocks of the house work through what is due: by batches, then one by one.

    A batch is done under one savepoint and committed with its progress. When anything in it
    fails it is rolled back and replayed record by record, each under its own savepoint, so that
    one bad record delays nobody (clause 000-13; as the native `_autopost_draft_entries`).
    """

    _name = 'perles.batch.mixin'
    _description = "Work of a clock, in batches"

    # the type of the activity by which the team is told of what failed: one a record, done as
    # soon as a step passes; records without it have another way to tell
    _failure_activity = None

    def _work_through(self, domain, step, order='id', batch_size=100):
        """Run a step on all records of a domain, until the clock's time is over.

        :param domain: what is due; what is done must not match it any more.
        :param str step: name of a method that takes a recordset; it may be called again.
        :param str order: what comes first; put what failed before last.
        """
        cron = self.env['ir.cron']
        due = self.search(domain, order=order).ids
        cron._commit_progress(remaining=len(due))
        for ids in split_every(batch_size, due, list):
            self.browse(ids)._work_batch(domain, step)
            if not cron._commit_progress(len(ids)):
                return
        self._ask_for_more(domain, due)

    def _ask_for_more(self, domain, done):
        """Have the clock run again for what became due while it was at work.

        Who called it meanwhile is not heard: natively that call is forgotten when the clock ends.

        :param domain: what is due.
        :param list done: ids of what this run has seen to, whatever became of it.
        """
        if done and (more := self.search_count(Domain(domain) & Domain('id', 'not in', done))):
            self.env['ir.cron']._commit_progress(remaining=more)

    def _work_batch(self, domain, step):
        """Do one batch; when it fails, its records one by one."""
        try:
            with self.env.cr.savepoint():
                self._lock_due(domain)._run_step(step)
            return
        except (psycopg2.InterfaceError, psycopg2.OperationalError) as error:
            if not isinstance(error, CONTENTION):
                raise
        except Exception as error:  # whose fault it is, is found one by one
            _logger.info("%s: batch of %s replayed one by one: %s", step, len(self), error)
        for record in self:
            record._work_alone(domain, step)

    def _work_alone(self, domain, step):
        """Do one record; whatever breaks it stays with it.

        :return: the record if its step was done, else an empty recordset
        """
        try:
            with self.env.cr.savepoint():
                record = self._lock_due(domain)
                record._run_step(step)
                return record
        except CONTENTION:
            _logger.info("%s: %s is left to the next run", step, self)
        except (psycopg2.InterfaceError, psycopg2.OperationalError):
            raise
        except Exception as error:  # whatever breaks one record stays with it
            self._keep_failure(step, error)
        return self.browse()

    def _keep_failure(self, step, error):
        """Note a failure; that its record cannot be written just now stops nobody either."""
        try:
            with self.env.cr.savepoint():
                self._note_failure(step, error)
        except (psycopg2.InterfaceError, psycopg2.OperationalError) as lost:
            if not isinstance(lost, CONTENTION):
                raise
            _logger.warning("%s failed on %s, which is busy: %s", step, self, error)
        except Exception:
            _logger.exception("%s failed on %s (%s), which could not be noted", step, self, error)

    def _lock_due(self, domain):
        """These records, less those that another clock holds or has done meanwhile."""
        return self.try_lock_for_update(allow_referencing=True).filtered_domain(domain)

    def _run_step(self, step):
        if self:
            getattr(self, step)()
            self._step_passed(step)

    def _step_passed(self, step):
        """What a step that passes has mended; who notes failures within a step extends it."""
        if self._failure_activity:
            self._forget_failure()

    # === WHAT FAILED === #

    def _note_failure(self, step, error):
        """Keep on the record why a step failed, and tell the team, once.

        :param str step: name of the step.
        :param Exception error: what was raised.
        """
        _logger.error("%s failed on %s", step, self, exc_info=error)
        for record in self.sudo() if self._reports_failure(step) else ():
            record._report_failure(step, error)

    def _reports_failure(self, step):
        """Whether the team hears of a failure of this step here, and not in another way."""
        return bool(self._failure_activity)

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
        stopped = self.env.ref(self._failure_activity or '', raise_if_not_found=False)
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
