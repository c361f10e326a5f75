from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from ..kit.notices import NOW, NoticeCommon


@tagged('post_install', '-at_install')
@freeze_time(NOW)
class TestLate(NoticeCommon):
    """What is not sent within the hour is an activity, once, for who answers for it."""

    def _alerts(self):
        return self.membership.activity_ids.filtered(lambda a: a.activity_type_id == self.env.ref(
            'perles_ethiques.mail_activity_type_notice_late'
        ))

    def _owe_late(self, minutes, **values):
        due_at = fields.Datetime.now() - timedelta(minutes=minutes)
        return self._owe('2027', due_at=due_at, **values)

    def test_one_activity(self):
        self._owe_late(61)
        self._run_book(refuse=('2027',))
        self._run_book(refuse=('2027',))
        alert = self._alerts()
        self.assertEqual(len(alert), 1)
        self.assertEqual(alert.user_id, self.manager)
        self.assertIn("450 mailbox busy", alert.note)

    def test_within_the_hour(self):
        self._owe_late(59)
        self._run_book(refuse=('2027',))
        self.assertFalse(self._alerts())

    def test_sent_late_is_no_alert(self):
        self._owe_late(600)
        self._run_book()
        self.assertFalse(self._alerts())

    def test_the_activity_ends_when_the_mail_leaves(self):
        late = self._owe_late(61)
        self._owe_late(61, kind='welcome', email='later@luz.example')
        self._run_book(refuse=('2027', 'later'))
        self.assertEqual(len(self._alerts()), 2)
        self._run_book(refuse=('later',), later=5)
        self.assertEqual(late.state, 'sent')
        self.assertEqual(len(self._alerts()), 1)

    def test_the_adviser_of_the_member_answers(self):
        self.membership.partner_id.user_id = self.employee
        self._owe_late(61)
        self._run_book(refuse=('2027',))
        self.assertEqual(self._alerts().user_id, self.employee)

    def test_an_adviser_who_left_does_not(self):
        self.membership.partner_id.user_id = self.employee
        self.employee.active = False
        self.assertEqual(self.membership._responsible_user(), self.manager)
