from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..kit.members import MemberCommon


@tagged('post_install', '-at_install')
class TestClock(MemberCommon):
    """A clock late, failing or switched off is seen, by people who may not touch it."""

    def setUp(self):
        super().setUp()
        self.now = self.env.cr.now().replace(microsecond=0)
        self.cron = self.env.ref('perles_ethiques.ir_cron_send_notices')
        self.env['ir.cron.progress'].search([]).unlink()
        self._crons().write({
            'active': True, 'nextcall': self.now, 'failure_count': 0, 'first_failure_date': False,
        })
        self.pile = self.env.ref('perles_ethiques.today_card_clocks')

    def _crons(self):
        return self.env['ir.cron'].with_context(active_test=False).browse(
            self.env['perles.clock'].search([]).ids
        )

    def _status(self, cron=None, user=None):
        self.env.invalidate_all()
        clocks = self.env['perles.clock'].with_user(user or self.employee)
        return clocks.browse((cron or self.cron).id).status

    def _count(self):
        self.env.invalidate_all()
        return self.pile.with_user(self.employee).count

    def _set(self, **values):
        self.cron.write(values)

    def test_all_fine(self):
        self.assertEqual(self._status(), 'ok')
        self.assertEqual(self._count(), 0)

    def test_every_clock_of_the_house_is_watched(self):
        ours = self.env['ir.model.data'].search([
            ('module', '=', 'perles_ethiques'), ('model', '=', 'ir.cron'),
        ]).mapped('res_id')
        self.assertGreaterEqual(len(ours), 2)
        native = self.env.ref('mail.ir_cron_mail_scheduler_action') \
            | self.env.ref('payment.cron_post_process_payment_tx')
        self.assertCountEqual(self._crons().ids, [*ours, *native.ids])

    def test_switched_off(self):
        self._set(active=False)
        self.assertEqual(self._status(), 'off')
        self.assertEqual(self._count(), 1)

    def test_off_before_failing_before_late(self):
        self._set(failure_count=2, nextcall=self.now - timedelta(days=3))
        self.assertEqual(self._status(), 'failing')
        self._set(active=False)
        self.assertEqual(self._status(), 'off')

    def test_failing(self):
        self._set(failure_count=1, first_failure_date=self.now - timedelta(minutes=5))
        self.assertEqual(self._status(), 'failing')
        self.assertEqual(self._count(), 1)
        self._set(failure_count=0, first_failure_date=False)
        self.assertEqual(self._status(), 'ok')

    def test_cut_before_its_end(self):
        """The run under way counts one: only a run that was cut before it makes two."""
        progress = self.env['ir.cron.progress'].create({
            'cron_id': self.cron.id, 'timed_out_counter': 1,
        })
        self.assertEqual(self._status(), 'ok')
        progress.timed_out_counter = 2
        self.assertEqual(self._status(), 'failing')
        self.env['ir.cron.progress'].create({'cron_id': self.cron.id, 'timed_out_counter': 0})
        self.assertEqual(self._status(), 'ok')

    def test_late_by_a_quarter_of_an_hour(self):
        """Every five minutes: two intervals are too short a patience."""
        for minutes, status in ((11, 'ok'), (14, 'ok'), (16, 'late'), (60 * 24 * 5, 'late')):
            self._set(nextcall=self.now - timedelta(minutes=minutes))
            with self.subTest(minutes=minutes):
                self.assertEqual(self._status(), status)
        self.assertEqual(self._count(), 1)

    def test_late_by_two_intervals(self):
        for kind, number, early, late in (
            ('minutes', 30, timedelta(minutes=59), timedelta(minutes=61)),
            ('hours', 1, timedelta(minutes=119), timedelta(minutes=121)),
            ('days', 1, timedelta(hours=47), timedelta(hours=49)),
            ('weeks', 1, timedelta(days=13), timedelta(days=15)),
        ):
            self._set(interval_type=kind, interval_number=number)
            with self.subTest(kind=kind):
                self._set(nextcall=self.now - early)
                self.assertEqual(self._status(), 'ok')
                self._set(nextcall=self.now - late)
                self.assertEqual(self._status(), 'late')

    def test_a_long_catching_up_is_no_delay(self):
        """The hour of a clock only moves once it has done everything: its progress is seen."""
        self._set(nextcall=self.now - timedelta(days=5))
        progress = self.env['ir.cron.progress'].create({'cron_id': self.cron.id, 'done': 100})
        self.assertEqual(self._status(), 'ok')
        self.env.cr.execute(
            "UPDATE ir_cron_progress SET write_date = write_date - INTERVAL '1 hour' WHERE id = %s",
            [progress.id],
        )
        self.assertEqual(self._status(), 'late')

    def test_payments_are_watched_while_a_provider_is_enabled(self):
        payments = self.env.ref('payment.cron_post_process_payment_tx')
        payments.active = False
        self.assertEqual(self._status(payments), 'off')
        self.assertEqual(self._count(), 1)
        self.env['payment.provider'].search([]).write({'state': 'disabled'})
        self.assertFalse(self.env['perles.clock'].browse(payments.id).exists())
        self.assertEqual(self._count(), 0)

    def test_first_of_all(self):
        """Among piles that are not empty, urgent ones too, the clocks stand first."""
        self.env['perles.notice']._owe(
            self._member(), 'transfer', due_at=self.now - timedelta(days=1), period='late',
        )
        self._set(active=False)
        for user in (self.employee, self.manager):
            shown = self.env['perles.today.card'].with_user(user).web_search_read(
                [], {'count': {}, 'name': {}},
            )['records']
            self.assertEqual((shown[0]['id'], shown[0]['count']), (self.pile.id, 1))

    def test_name_and_rhythm_in_the_language_of_the_reader(self):
        self.env['res.lang']._activate_lang('fr_FR')
        self.cron.ir_actions_server_id.with_context(lang='fr_FR').name = "Le courrier"
        clock = self.env['perles.clock'].with_user(self.employee).browse(self.cron.id)
        self.assertEqual(clock.with_context(lang='fr_FR').name, "Le courrier")
        self.assertEqual(clock.with_context(lang='en_US').name, self.cron.cron_name)
        self.assertEqual(clock.with_context(lang='en_US').rhythm, "every 5 minutes")
        found = clock.with_context(lang='fr_FR').search([('name', '=', "Le courrier")])
        self.assertEqual(found, clock)


@tagged('post_install', '-at_install')
class TestClockButtons(MemberCommon):
    """Only the manager touches a clock, and only a clock of the picture."""

    def setUp(self):
        super().setUp()
        self.cron = self.env.ref('perles_ethiques.ir_cron_send_notices')
        self.cron.active = True
        self._triggers().unlink()

    def _triggers(self):
        return self.env['ir.cron.trigger'].search([('cron_id', '=', self.cron.id)])

    def _clock(self, user):
        return self.env['perles.clock'].with_user(user).browse(self.cron.id)

    def test_run_now(self):
        told = self._clock(self.manager).action_run_now()
        self.assertEqual(told['tag'], 'display_notification')
        self.assertEqual(len(self._triggers()), 1)

    def test_an_employee_sees_and_does_not_touch(self):
        self.cron.active = False
        clock = self._clock(self.employee)
        self.assertEqual(clock.status, 'off')
        for action in (clock.action_run_now, clock.action_switch_on):
            with self.assertRaises(AccessError):
                action()
        self.assertFalse(self.cron.active)
        with self.assertRaises(AccessError):
            self.cron.with_user(self.employee).read(['active'])

    def test_switch_on(self):
        self.cron.active = False
        clock = self._clock(self.manager)
        self.assertEqual(clock.status, 'off')
        with self.assertRaisesRegex(UserError, "switched off"):
            clock.action_run_now()
        clock.action_switch_on()
        self.assertTrue(self.cron.active)
        self.assertNotEqual(clock.status, 'off')
        self.assertEqual(len(self._triggers()), 1)

    def test_a_clock_that_is_not_ours(self):
        foreign = self.env.ref('base.autovacuum_job')
        foreign.active = False
        self.env['perles.clock'].with_user(self.manager).browse(foreign.id).action_switch_on()
        self.assertFalse(foreign.active)

    def test_nobody_writes_in_the_picture(self):
        for user in (self.employee, self.manager):
            for operation in ('write', 'create', 'unlink'):
                self.assertFalse(self._clock(user).has_access(operation))
