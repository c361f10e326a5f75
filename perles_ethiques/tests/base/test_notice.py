from datetime import timedelta
from unittest.mock import patch

import psycopg2
from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, ConcurrencyError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..kit.notices import NOW, NoticeCommon


@tagged('post_install', '-at_install')
class TestOwing(NoticeCommon):
    """One line for each document, kind and period, ever."""

    def test_owing_twice_is_one_line(self):
        first = self._owe('2027')
        self.assertEqual(self._owe('2027'), first)
        others = self._owe('2028') | self._owe('2027', kind='welcome')
        self.assertEqual(self._notices(self.membership), first | others)
        self._run_book()
        self.assertEqual(self._owe('2027'), first)
        self._run_book()
        self.assertEqual(len(self.delivered), 3)

    @mute_logger('odoo.sql_db')
    def test_the_database_refuses_a_duplicate(self):
        notice = self._owe('2027')
        values = notice.copy_data()[0]
        with self.assertRaises(psycopg2.errors.UniqueViolation), self.env.cr.savepoint():
            notice.create(values)

    @mute_logger('odoo.sql_db')
    def test_two_transactions_owe_the_same(self):
        """What another transaction wrote is not seen: the server must replay this one."""
        self._owe('2027')
        model = self.env.registry['perles.notice']
        with patch.object(model, 'search', lambda book, *_args, **_options: book.browse()), \
                self.assertRaises(ConcurrencyError):
            self._owe('2027')

    @freeze_time(NOW)
    def test_not_due_yet(self):
        due_at = fields.Datetime.now() + timedelta(days=1)
        notice = self._owe('2027', due_at=due_at)
        triggers = self.env['ir.cron.trigger'].search([('cron_id', '=', self.cron.id)])
        self.assertIn(due_at, triggers.mapped('call_at'))
        with freeze_time(due_at - timedelta(seconds=1)):
            self._run_book()
        self.assertEqual((notice.state, notice.attempts, self.delivered), ('owed', 0, []))
        with freeze_time(due_at):
            self._run_book()
        self.assertEqual((notice.state, notice.sent_at), ('sent', due_at))


@tagged('post_install', '-at_install')
class TestRights(NoticeCommon):
    """The book is read by the team; the manager gives up and tries again, nobody edits."""

    def test_nobody_edits(self):
        notice = self._owe('2027')
        for user in (self.employee, self.manager):
            for values in ({'state': 'sent'}, {'sent_at': NOW}, {'email': 'x@luz.example'}):
                with self.assertRaises(AccessError, msg=(user.login, values)):
                    notice.with_user(user).write(values)
            with self.assertRaises(AccessError):
                notice.with_user(user).create({**notice.copy_data()[0], 'period': 'x'})
            with self.assertRaises(AccessError):
                notice.with_user(user).unlink()

    def test_the_employee_presses_nothing(self):
        notice = self._owe('2027')
        for action in ('action_cancel', 'action_retry'):
            with self.assertRaises(AccessError, msg=action):
                getattr(notice.with_user(self.employee), action)()
        self.assertEqual(notice.state, 'owed')

    def test_give_up_and_take_back(self):
        notice = self._owe('2027')
        notice.with_user(self.manager).action_cancel()
        self._run_book()
        self.assertEqual((notice.state, self.delivered), ('cancelled', []))
        notice.with_user(self.manager).action_retry()
        self._run_book()
        self.assertEqual((notice.state, len(self.delivered)), ('sent', 1))

    def test_what_was_sent_stays_sent(self):
        notice = self._owe('2027')
        self._run_book()
        notice.with_user(self.manager).action_cancel()
        notice.with_user(self.manager).action_retry()
        self._run_book()
        self.assertEqual((notice.state, len(self.delivered)), ('sent', 1))

    def test_try_again_never_sends_too_early(self):
        due_at = fields.Datetime.now() + timedelta(days=30)
        notice = self._owe('2027', due_at=due_at)
        notice.with_user(self.manager).action_retry()
        self._run_book()
        self.assertEqual((notice.state, notice.due_at), ('owed', due_at))
