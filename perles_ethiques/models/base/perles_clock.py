from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...const import MANAGER

# The native clocks that a member depends on: mails in the queue, and payments to look after.
MAIL_QUEUE = ('mail', 'ir_cron_mail_scheduler_action')
PAYMENTS = ('payment', 'cron_post_process_payment_tx')


class PerlesClock(models.Model):
    """The clocks of the house as they go: a read-only picture of their scheduled actions.

    The team sees which one is late or switched off without any right on scheduled actions.
    """

    _name = 'perles.clock'
    _description = "Clock"
    _auto = False
    _order = 'severity, next_run, id'
    _depends = {
        'ir.cron': [
            'active', 'failure_count', 'first_failure_date', 'interval_number', 'interval_type',
            'lastcall', 'nextcall',
        ],
        'ir.actions.server': ['name'],
        'ir.cron.progress': ['cron_id', 'timed_out_counter'],
        'ir.model.data': ['model', 'module', 'name', 'res_id'],
        'payment.provider': ['state'],
    }

    # text, for a list to show it whole
    name = fields.Text(readonly=True, translate=True)
    last_run = fields.Datetime(readonly=True)
    next_run = fields.Datetime(readonly=True)
    interval_number = fields.Integer(readonly=True, aggregator=None)
    interval_type = fields.Char(readonly=True)
    rhythm = fields.Char(compute='_compute_rhythm')
    failure_count = fields.Integer(string="Failures in a row", readonly=True, aggregator=None)
    first_failure = fields.Datetime(string="Failing since", readonly=True)
    status = fields.Selection(
        selection=[
            ('off', "Switched off"), ('failing', "Failing"), ('late', "Late"), ('ok', "On time"),
        ],
        readonly=True,
    )
    severity = fields.Integer(readonly=True, aggregator=None)
    advice = fields.Text(string="What to do", compute='_compute_advice')

    @property
    def _table_query(self):
        """The picture: our clocks and the native ones, each with its status.

        A clock is late once its hour has passed by two intervals (a quarter of an hour at
        least) and nothing was seen of it since: a long catching-up is not a delay. The last
        progress row counts the runs that were cut before their end; the first is the run under
        way. The clock of payments is only wanted while a payment provider is enabled.
        """
        return SQL(
            """
            SELECT clock.*, CASE status
                WHEN 'off' THEN 1 WHEN 'failing' THEN 2 WHEN 'late' THEN 3 ELSE 4 END AS severity
            FROM (
                SELECT cron.id, action.name, cron.lastcall AS last_run, cron.nextcall AS next_run,
                    cron.interval_number, cron.interval_type,
                    cron.failure_count, cron.first_failure_date AS first_failure,
                    CASE
                        WHEN cron.active IS NOT TRUE THEN 'off'
                        WHEN cron.failure_count > 0 OR progress.timed_out_counter > 1
                            THEN 'failing'
                        WHEN GREATEST(cron.nextcall, progress.write_date)
                            < (now() AT TIME ZONE 'UTC') - GREATEST(
                                2 * (cron.interval_number || ' ' || cron.interval_type)::interval,
                                INTERVAL '15 minutes'
                            ) THEN 'late'
                        ELSE 'ok'
                    END AS status
                FROM ir_cron cron
                JOIN ir_act_server action ON action.id = cron.ir_actions_server_id
                JOIN ir_model_data data ON data.model = 'ir.cron' AND data.res_id = cron.id
                LEFT JOIN LATERAL (
                    SELECT timed_out_counter, write_date FROM ir_cron_progress
                    WHERE cron_id = cron.id ORDER BY id DESC LIMIT 1
                ) progress ON TRUE
                WHERE data.module = 'perles_ethiques'
                    OR (data.module, data.name) = %(mail_queue)s
                    OR (data.module, data.name) = %(payments)s AND EXISTS (
                        SELECT FROM payment_provider WHERE state != 'disabled'
                    )
            ) clock
            """,
            mail_queue=MAIL_QUEUE, payments=PAYMENTS,
        )

    # === COMPUTE METHODS === #

    @api.depends('interval_number', 'interval_type')
    @api.depends_context('lang')
    def _compute_rhythm(self):
        one = {
            'minutes': self.env._("every minute"), 'hours': self.env._("every hour"),
            'days': self.env._("every day"), 'weeks': self.env._("every week"),
            'months': self.env._("every month"),
        }
        for clock in self:
            number = clock.interval_number
            many = {
                'minutes': self.env._("every %s minutes", number),
                'hours': self.env._("every %s hours", number),
                'days': self.env._("every %s days", number),
                'weeks': self.env._("every %s weeks", number),
                'months': self.env._("every %s months", number),
            }
            clock.rhythm = (one if number == 1 else many)[clock.interval_type]

    @api.depends('status')
    @api.depends_context('lang')
    def _compute_advice(self):
        advice = {
            'off': self.env._("Nothing of this is done any more. The manager switches it on."),
            'failing': self.env._(
                "It stops on an error: whoever looks after the server reads it in the log.",
            ),
            'late': self.env._(
                "Its hour has passed: the server was off, or the part of it that runs the clocks.",
            ),
            'ok': False,
        }
        for clock in self:
            clock.advice = advice[clock.status]

    # === ACTION METHODS === #

    def action_run_now(self):
        """Ask the server to run these clocks at once (the manager only).

        :raise AccessError: for whoever is not a manager.
        :raise UserError: if one is switched off.
        """
        crons = self._crons()
        if stopped := crons.filtered(lambda cron: not cron.active):
            raise UserError(self.env._(
                "“%s” is switched off: switch it on first.", stopped[0].name,
            ))
        for cron in crons:
            cron._trigger()
        return self._notify_done(self.env._(
            "Asked of the server. If nothing has changed in five minutes, the part of the server "
            "that runs the clocks is stopped: call whoever looks after it.",
        ))

    def action_switch_on(self):
        """Switch these clocks on again, and run them (the manager only).

        :raise AccessError: for whoever is not a manager.
        :raise UserError: from `base`, if one is running at this very moment.
        """
        crons = self._crons().filtered(lambda cron: not cron.active)
        crons.active = True
        for cron in crons:
            cron._trigger()
        return self._notify_done(
            self.env._("Switched on: what was left aside is done in a minute."),
        )

    def _crons(self):
        """The scheduled actions behind these clocks, for a manager."""
        if not self.env.user.has_group(MANAGER):
            raise AccessError(self.env._("Only the manager may touch a clock."))
        # a clock that is not in the picture is not one of ours
        return self.env['ir.cron'].sudo().browse(self.exists().ids)

    def _notify_done(self, message):
        self.invalidate_model()
        return {
            'type': 'ir.actions.client',
            'tag': 'display_notification',
            'params': {
                'type': 'success',
                'message': message,
                'next': {'type': 'ir.actions.client', 'tag': 'soft_reload'},
            },
        }
