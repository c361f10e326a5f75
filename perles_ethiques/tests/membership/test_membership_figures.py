from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, freeze_time, new_test_user, tagged

from ..kit.payments import PaymentCommon


@tagged('post_install', '-at_install')
class TestFigures(PaymentCommon, TransactionCase):
    """Who came, who left and what was billed, by plan and month."""

    def setUp(self):
        super().setUp()
        self.known = set(self._figures().ids)

    def _figures(self):
        self.env.invalidate_all()
        return self.env['perles.membership.figure'].with_user(self.employee).search([])

    def _months(self, *measures):
        """{month: sums} of what this test made."""
        self.env.flush_all()
        figures = self.env['perles.membership.figure'].with_user(self.employee)
        groups = figures._read_group(
            [('id', 'not in', list(self.known))], ['date:month'],
            [f'{measure}:sum' for measure in measures],
        )
        return {f'{month:%Y-%m}': tuple(sums) for month, *sums in groups}

    def test_a_life(self):
        membership = self._member_since('2026-12-15')
        self._member_since('2026-12-20', number=1)
        self._run_clock('renew', '2027-12-15 06:00:00')
        with freeze_time('2027-12-15 10:00:00'):
            self._pay_invoice(membership.period_ids[:1].invoice_id, '2027-12-15 10:00:00')
            membership._leave_on(date(2028, 12, 14))
        self._run_clock('end', '2028-12-15 06:00:00')
        self.assertEqual(self._months('joined', 'departed', 'balance', 'income'), {
            '2026-12': (2, 0, 2, 360.0),
            '2027-12': (0, 0, 0, 180.0),
            '2028-12': (0, 1, -1, 0.0),
        })

    def test_a_withdrawal_takes_its_income_back(self):
        with freeze_time('2026-12-28 10:00:00'):
            membership = self._member(email='w@luz.example')
        with freeze_time('2027-01-05 10:00:00'):
            membership._request_withdrawal()
        self.assertEqual(self._months('joined', 'departed', 'income'), {
            '2026-12': (1, 0, 180.0), '2027-01': (0, 1, -180.0),
        })

    def test_why_they_left(self):
        membership = self._member_since('2026-12-15')
        self._run_clock('renew', '2027-12-15 06:00:00')
        self._run_clock('dun', '2028-01-14 06:00:00')
        self._run_clock('dun', '2028-02-13 06:00:00')
        self.assertEqual(membership.state, 'closed')
        kinds = {figure.kind: figure for figure in self._figures() if figure.id not in self.known}
        self.assertEqual(set(kinds), {'joined', 'closed', 'billed'})
        self.assertEqual(kinds['closed'].date, date(2028, 2, 13))
        self.assertEqual(kinds['closed'].membership_id, membership)
        # who comes back did not leave
        self._pay_invoice(membership.period_ids[:1].invoice_id, '2028-02-20 10:00:00')
        self.assertEqual(membership.state, 'active')
        kinds = {figure.kind for figure in self._figures() if figure.id not in self.known}
        self.assertEqual(kinds, {'joined', 'billed'})

    def test_who_never_paid_is_nobody(self):
        membership = self._join()
        membership.action_cancel()
        self.assertEqual(self._months('joined'), {})

    def test_by_plan(self):
        self._member_since('2026-12-15')
        figures = self._figures().filtered(lambda figure: figure.id not in self.known)
        self.assertEqual(figures.plan_id, self.plan)
        self.assertEqual(len(figures), 2)

    def test_for_the_team(self):
        nobody = new_test_user(self.env, 'figures_nobody', 'base.group_user')
        with self.assertRaises(AccessError):
            self.env['perles.membership.figure'].with_user(nobody).search([])

    def test_of_ones_companies(self):
        self._member_since('2026-12-15')
        other = self.env['res.company'].create({'name': "Other"})
        elsewhere = new_test_user(
            self.env, 'figures_elsewhere', 'perles_ethiques.group_perles_user',
            company_id=other.id, company_ids=[(6, 0, other.ids)],
        )
        self.assertFalse(self.env['perles.membership.figure'].with_user(elsewhere).search([]))


@tagged('post_install', '-at_install')
class TestEnds(PaymentCommon, TransactionCase):
    """The day that the calendar shows."""

    def test_term_day(self):
        membership = self._member_since('2026-12-15')
        self.assertEqual(membership.term_day, date(2027, 12, 14))
        with freeze_time('2027-06-01 10:00:00'):
            membership._leave_on(date(2027, 7, 1))
            self.assertEqual(membership.term_day, date(2027, 7, 1))
            # asked for a later term, the running one still ends on its day
            membership._leave_on(date(2028, 12, 14))
            self.assertEqual(membership.term_day, date(2027, 12, 14))

    def test_mails_of_a_membership(self):
        membership = self._member_since('2026-12-15').with_user(self.employee)
        action = membership.action_view_notices()
        found = self.env['perles.notice'].with_user(self.employee).search(action['domain'])
        self.assertEqual(len(found), membership.notice_count)
        self.assertIn('welcome', found.mapped('kind'))

    def test_the_calendar_shows_who(self):
        membership = self._member_since('2026-12-15')
        self.assertEqual(membership.display_name, membership.name)
        shown = membership.with_context(perles_show_member=True)
        self.assertEqual(shown.display_name, membership.partner_id.display_name)
