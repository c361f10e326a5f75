from datetime import date

from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, freeze_time, tagged
from odoo.tools import mute_logger

from ..clause import clause
from ..kit.payments import OneMemberCommon


@tagged('post_install', '-at_install')
class TestRenewal(OneMemberCommon, TransactionCase):

    @clause('000-09', '000-10')
    def test_anniversary(self):
        membership = self.first
        membership.partner_id.lang = 'fr_FR'
        self._run_clock('renew', '2027-12-14 22:59:59')
        self.assertEqual(len(membership.period_ids), 1)
        self._run_clock('renew', '2027-12-14 23:00:00')
        period = membership.period_ids[:1]
        self.assertEqual(
            (period.start_date, period.end_date, period.number),
            (date(2027, 12, 15), date(2028, 12, 14), 2),
        )
        invoice = period.invoice_id
        self.assertEqual(invoice.state, 'posted')
        self.assertEqual(invoice.invoice_date, date(2027, 12, 15))
        self.assertEqual(invoice.invoice_date_due, date(2027, 12, 15))
        self.assertEqual((invoice.amount_untaxed, invoice.amount_total), (180.0, 216.0))
        self.assertEqual(
            invoice.invoice_line_ids.name, "Adhésion du 15/12/2027 au 14/12/2028",
        )
        with freeze_time('2027-12-15 00:10:00'):
            self._send_notices()
        self.assertEqual(len(self._notices(membership, 'renewal')), 1)
        self.assertEqual(self._notices(membership, 'renewal').state, 'sent')
        self.assertTrue(invoice.is_move_sent)

    @clause('000-09')
    def test_refused_renewal_expires(self):
        membership = self.first
        with freeze_time('2027-12-01 10:00:00'):
            membership._leave_on(membership._last_day_on_leaving())
        self.assertEqual(membership.leaves_on, date(2027, 12, 14))
        with freeze_time('2027-12-14 22:59:59'):
            self.assertTrue(membership._is_in_force())
        with freeze_time('2027-12-14 23:00:00'):
            self.assertFalse(membership._is_in_force())
        self._run_clock('renew', '2027-12-15 08:00:00')
        self._run_clock('end', '2027-12-15 08:00:00')
        self.assertEqual(membership.state, 'ended')
        self.assertEqual(len(membership.invoice_ids), 1)
        self.assertEqual(membership.left_on, date(2027, 12, 14))

    @clause('000-11')
    def test_billed_once_whatever_runs(self):
        membership = self.first
        for _run in range(3):
            self._run_clock('renew', '2027-12-15 06:00:00')
        # by hand
        with freeze_time('2027-12-15 07:00:00'), self.assertRaises(UserError):
            membership.action_renew()
        # what another process would do with what it read before
        with freeze_time('2027-12-15 07:00:00'), self.assertRaises(UniqueViolation), \
                mute_logger('odoo.sql_db'), self.cr.savepoint():
            self.env['perles.membership.period'].create({
                'membership_id': membership.id, 'number': 2,
                'start_date': date(2027, 12, 15), 'end_date': date(2028, 12, 14),
            })
        self.assertEqual(len(membership.period_ids), 2)
        self.assertEqual(len(membership.invoice_ids), 2)
        self.assertEqual(len(self._notices(membership, 'renewal')), 1)

    @clause('000-12')
    def test_server_off_for_days(self):
        membership = self.first
        self._run_clock('renew', '2027-12-19 07:00:00')
        period = membership.period_ids[:1]
        self.assertEqual(period.invoice_id.invoice_date, date(2027, 12, 19))
        self.assertEqual(period.start_date, date(2027, 12, 15))

    @clause('000-12')
    def test_server_off_for_years(self):
        membership = self.first
        for _run in range(3):
            self._run_clock('renew', '2029-12-20 07:00:00')
        self.assertEqual(membership.period_ids.mapped('number'), [2, 1])
        self._pay_invoice(membership.period_ids[:1].invoice_id, '2029-12-20 09:00:00')
        self._run_clock('renew', '2029-12-20 10:00:00')
        self._run_clock('renew', '2029-12-20 11:00:00')
        self.assertEqual(membership.period_ids.mapped('start_date'), [
            date(2028, 12, 15), date(2027, 12, 15), date(2026, 12, 15),
        ])

    @clause('000-13')
    def test_one_bad_member_delays_nobody(self):
        members = [self._member_since('2026-12-15', number=number) for number in range(5)]
        bad = members[2]
        bad.partner_id.street = False
        self._run_clock('renew', '2027-12-15 06:00:00')
        self._run_clock('renew', '2027-12-15 07:00:00')
        self.assertEqual([len(member.period_ids) for member in members], [2, 2, 1, 2, 2])
        activity = bad.activity_ids
        self.assertEqual(len(activity), 1)
        self.assertIn("address", activity.note)
        bad.partner_id.street = "1 rue des Lices"
        self._run_clock('renew', '2027-12-15 08:00:00')
        self.assertEqual(len(bad.period_ids), 2)
        self.assertFalse(bad.clock_error)
        self.assertFalse(bad.activity_ids)

    @clause('000-13')
    def test_batch_replayed_one_by_one(self):
        """What only fails when it is posted is found one by one."""
        members = [self._member_since('2026-12-15', number=number) for number in range(4)]
        self._break_invoice_of(members[1])
        self._run_clock('renew', '2027-12-15 06:00:00')
        self.assertEqual([len(member.period_ids) for member in members], [2, 1, 2, 2])
        self.assertIn("broken", members[1].clock_error)
        self.assertFalse(self.env['account.move'].search_count([
            ('perles_membership_id', 'in', [m.id for m in members]), ('state', '=', 'draft'),
        ]))

    def test_obstacles_say_what_to_do(self):
        membership = self.first
        cases = {
            'archived': lambda: self.plan.write({'active': False}),
            'nought': lambda: self.plan.write({'active': True, 'price': 0}),
            'bank': lambda: (
                self.plan.write({'price': 180}), self.company.partner_id.bank_ids.unlink(),
            ),
        }
        for word, damage in cases.items():
            with self.subTest(word):
                damage()
                self._run_clock('renew', '2027-12-15 06:00:00')
                self.assertIn(word, membership.clock_error)
                self.assertEqual(len(membership.period_ids), 1)

    def test_other_states_are_not_billed(self):
        for state in ('suspended', 'closed', 'cancelled', 'ended', 'withdrawn'):
            with self.subTest(state):
                membership = self._member_since('2026-12-15', number=state)
                membership._write_state(state)
                self._run_clock('renew', '2027-12-15 06:00:00')
                self.assertEqual(len(membership.period_ids), 1)

    @clause('000-09')
    def test_leap_day_is_not_forgotten(self):
        membership = self._member_since('2028-02-29')
        for year, last in ((2029, 28), (2030, 28), (2031, 28), (2032, 29)):
            self._run_clock('renew', f'{year}-03-01 06:00:00')
            period = membership.period_ids[:1]
            self.assertEqual(period.start_date, date(year, 2, last))
            self._pay_invoice(period.invoice_id, f'{year}-03-01 09:00:00')
