from datetime import date

from odoo.tests import freeze_time, tagged

from ..clause import clause
from ..kit.payments import PaymentCommon


@tagged('post_install', '-at_install')
class TestLeavingAndRenewal(PaymentCommon):
    """Leaving around the anniversary, and what the law pays back (000-09, 000-15, 000-16)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.membership = cls._member_since('2026-12-15')

    def _record(self, instant, kind='no_renewal', wished=None):
        with freeze_time(instant):
            return self.env['perles.termination']._record_member(
                self.membership, self.membership.contact_id, kind, wished,
            )

    def _record_guest(self, instant):
        with freeze_time(instant):
            return self.env['perles.termination']._record_guest({
                'person_name': "Camille", 'email': self.membership.contact_id.email,
                'contract_ref': self.membership.name,
            }, self.company)

    @clause('000-09', '000-16')
    def test_no_renewal_the_next_day(self):
        self._record('2027-12-14 22:58:00')
        self._run_clock('renew', '2027-12-15 06:00:00')
        self._run_clock('end', '2027-12-15 06:00:00')
        self.assertEqual(len(self.membership.period_ids), 1)
        self.assertEqual(self.membership.state, 'ended')
        self.assertEqual(self.membership.left_on, date(2027, 12, 14))

    @clause('000-16')
    def test_recorded_for_the_next_period(self):
        """One minute late, before or after the clock has billed: the same last day."""
        termination = self._record('2027-12-14 23:01:00')
        self.assertEqual(termination.last_day, date(2028, 12, 14))
        self.assertTrue(termination._is_billed_first())
        self._run_clock('renew', '2027-12-15 06:00:00')
        self.assertEqual(len(self.membership.period_ids), 2)
        self.assertFalse(termination._is_billed_first())
        self._run_clock('renew', '2028-12-15 06:00:00')
        self._run_clock('end', '2028-12-15 06:00:00')
        self.assertEqual(len(self.membership.period_ids), 2)
        self.assertEqual(self.membership.left_on, date(2028, 12, 14))

    @clause('000-16')
    def test_renewal_looks_first_at_what_was_received(self):
        """No clock has matched the request of the last minute when the year would be billed."""
        termination = self._record_guest('2027-12-14 22:58:00')
        self._run_clock('renew', '2027-12-14 23:00:00')
        self.assertEqual(termination.state, 'applied')
        self.assertEqual(len(self.membership.period_ids), 1)

    @clause('000-16')
    def test_asked_in_time_and_treated_after_the_renewal(self):
        """The click counts: the year billed meanwhile is credited, and paid back if paid."""
        termination = self._record_guest('2027-12-14 22:58:00')
        with freeze_time('2027-12-15 06:00:00'):
            invoice = self.membership._bill_next_period().invoice_id
        self._pay_invoice(invoice, '2027-12-15 07:00:00')
        self._run_clock('match_terminations', '2027-12-15 08:00:00')
        self.assertEqual(termination.state, 'applied')
        self.assertEqual(termination.last_day, date(2027, 12, 14))
        self.assertEqual(termination.refund_amount, 216.0)
        self._run_clock('end', '2027-12-22 09:00:00')
        self.assertEqual(self.membership.state, 'ended')
        self.assertEqual(self.membership.left_on, date(2027, 12, 14))
        self.assertEqual(invoice.reversal_move_ids.amount_total, 216.0)
        self.assertFalse(termination._can_undo())

    def test_who_did_not_ask_has_days_to_take_it_back(self):
        """A stranger typed number and e-mail of a consumer renewed without notice."""
        self._run_clock('renew', '2027-12-15 06:00:00')
        self._pay_invoice(self.membership.period_ids[:1].invoice_id, '2027-12-15 07:00:00')
        termination = self._record_guest('2028-02-14 22:00:00')
        self._run_clock('match_terminations', '2028-02-14 22:01:00')
        self.assertEqual(termination.last_day, date(2028, 2, 14))
        self._run_clock('end', '2028-02-21 22:00:00')
        self.assertFalse(self.membership.invoice_ids.reversal_move_ids)
        with freeze_time('2028-02-21 22:00:00'):
            self.assertTrue(termination._can_undo())
            self.assertFalse(self.membership.partner_id._membership_at(company=self.company))
            termination._undo()
            self.assertTrue(self.membership.partner_id._membership_at(company=self.company))
        self.assertEqual((self.membership.state, self.membership.leaves_on), ('active', False))

    def test_nobody_takes_it_back_after_these_days(self):
        termination = self._record_guest('2027-12-14 22:00:00')
        self._run_clock('match_terminations', '2027-12-14 22:01:00')
        with freeze_time('2027-12-21 22:01:01'):
            self.assertFalse(termination._can_undo())
        self._run_clock('end', '2027-12-21 22:01:01')
        self.assertEqual(self.membership.state, 'ended')

    @clause('000-15')
    def test_consumer_renewed_without_notice_leaves_at_once(self):
        self._run_clock('renew', '2027-12-15 06:00:00')
        self._pay_invoice(self.membership.period_ids[:1].invoice_id, '2027-12-15 07:00:00')
        termination = self._record('2028-02-14 10:00:00', 'termination')
        self.assertEqual(termination.last_day, date(2028, 2, 14))
        self.assertEqual(termination.refund_amount, 179.41)
        self.assertEqual(termination.refund_day, date(2028, 3, 15))
        with freeze_time('2028-02-14 10:00:00'):
            self._send_notices()
        [mail] = self._new_mails.filtered(lambda m: m.model == 'perles.termination')
        self.assertRegex(mail.body_html, r'179[.,]41')
        self.assertRegex(mail.body_html, '15 (mars|March) 2028')

    @clause('000-15')
    def test_not_to_renew_never_cuts_the_year_short(self):
        self._run_clock('renew', '2027-12-15 06:00:00')
        termination = self._record('2028-02-14 10:00:00')
        self.assertEqual(termination.last_day, date(2028, 12, 14))
        self.assertFalse(termination.refund_amount)

    def test_the_end_is_said_with_a_link_though_its_day_has_passed(self):
        termination = self._record_guest('2027-12-14 22:58:00')
        self._run_clock('match_terminations', '2027-12-15 08:00:00')
        with freeze_time('2027-12-15 08:01:00'):
            self._send_notices()
        [mail] = self._new_mails.filtered(lambda m: m.model == 'perles.termination')
        self.assertIn('23:58', mail.body_html)
        self.assertIn(termination._undo_url(), mail.body_html)

    def test_ended_membership_is_recognised(self):
        self._record('2027-12-01 10:00:00')
        self._run_clock('end', '2027-12-15 06:00:00')
        termination = self._record_guest('2028-01-10 10:00:00')
        self._run_clock('match_terminations', '2028-01-10 10:01:00')
        self.assertEqual((termination.state, termination.was_over), ('applied', True))
        self.assertEqual(termination.last_day, date(2027, 12, 14))

    def test_suspended_member_may_leave(self):
        self._run_clock('renew', '2027-12-15 06:00:00')
        self._run_clock('dun', '2028-01-14 06:00:00')
        self.assertEqual(self.membership.state, 'suspended')
        termination = self._record('2028-01-15 10:00:00')
        self.assertEqual(termination.last_day, date(2028, 12, 14))
