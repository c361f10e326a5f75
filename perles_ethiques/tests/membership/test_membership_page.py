from datetime import date
from unittest.mock import patch

from odoo import sql_db
from odoo.tests import freeze_time, tagged

from ..clause import clause
from ..kit.pages import PageCommon
from ..kit.payments import PaymentCommon


@tagged('post_install', '-at_install')
class TestStanding(PaymentCommon):
    """The page asks the dates: it is right before a clock is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.membership = cls._member_since('2026-12-15')

    def _standing_at(self, instant):
        with freeze_time(instant):
            return self.membership._page_status()

    def test_before_the_first_payment(self):
        self.assertEqual(self._join(email='draft@luz.example')._page_status(), 'unpaid')

    @clause('000-17')
    def test_unpaid_renewal_day_by_day(self):
        self._run_clock('renew', '2027-12-15 06:00:00')
        # nobody ran the clock of reminders
        for instant, standing in (
            ('2027-12-14 22:59:59', 'late'),
            ('2028-01-13 22:59:59', 'late'),
            ('2028-01-13 23:00:00', 'suspended'),
        ):
            with self.subTest(instant=instant):
                self.assertEqual(self._standing_at(instant), standing)
        self._run_clock('dun', '2028-01-14 06:00:00')
        self._run_clock('dun', '2028-02-13 06:00:00')
        self.assertEqual(self._standing_at('2028-02-13 06:01:00'), 'closed')

    @clause('000-09')
    def test_last_second_of_who_leaves(self):
        self.membership.sudo().leaves_on = date(2027, 12, 14)
        self.assertEqual(self._standing_at('2027-12-14 22:59:59'), 'active')
        self.assertEqual(self._standing_at('2027-12-14 23:00:00'), 'ended')

    @clause('000-09')
    def test_first_second_of_who_renews(self):
        self.assertEqual(self._standing_at('2027-12-14 23:00:00'), 'active')

    def test_next_year(self):
        with freeze_time('2027-06-01 10:00:00'):
            values = self.membership._page_facts()
        self.assertEqual(values['limit_day'], date(2027, 12, 14))
        self.assertEqual(values['renewal']['start'], date(2027, 12, 15))
        self.assertEqual(values['window'], (date(2027, 9, 14), date(2027, 11, 14)))
        self.membership.sudo().leaves_on = date(2027, 12, 14)
        self.assertIsNone(self.membership._page_facts()['renewal'])


@tagged('post_install', '-at_install')
class TestMembershipPage(PaymentCommon, PageCommon):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.membership = cls._member_since('2026-12-15')
        cls.user = cls._portal_user(cls.membership.contact_id)

    def _page_at(self, instant, path='/my/membership'):
        with freeze_time(instant):
            self.authenticate(self.user.login, 'portal-password')
            answer = self.url_open(path)
        self.assertEqual(answer.status_code, 200)
        return answer.text.replace('\xa0', ' ').replace('\u202f', ' ')

    def test_running(self):
        page = self._page_at('2027-06-01 10:00:00')
        for words in ("216,00 €", "180,00 €", 'datetime="2027-12-14"', "15 décembre 2027",
                      "14 septembre 2027", 'href="/my/membership/leave"', 'href="/resilier"',
                      'href="/my/membership/calendar.ics"'):
            self.assertIn(words, page)
        self.assertNotIn(f'/my/invoices/{self.membership.invoice_ids.id}"', page)

    @clause('000-18')
    def test_announced_price_is_the_one_shown(self):
        self._run_clock('announce', '2027-10-14 06:00:00')
        self.membership.announcement_ids.sent_at = '2027-10-14 06:05:00'
        self.plan.price = 192.0
        page = self._page_at('2027-11-20 10:00:00')
        self.assertIn("216,00 €", page)
        self.assertNotIn("230,40 €", page)

    @clause('000-17')
    def test_late_suspended_closed(self):
        self._run_clock('renew', '2027-12-15 06:00:00')
        invoice = self.membership.period_ids[:1].invoice_id
        pay = f'href="/my/invoices/{invoice.id}"'
        page = self._page_at('2027-12-20 10:00:00')
        self.assertIn(pay, page)
        self.assertIn("14 janvier 2028", page)
        self._run_clock('dun', '2028-01-14 06:00:00')
        page = self._page_at('2028-01-20 10:00:00')
        self.assertIn(pay, page)
        self.assertIn('datetime="2028-02-13"', page)
        self._run_clock('dun', '2028-02-13 06:00:00')
        page = self._page_at('2028-02-20 10:00:00')
        self.assertIn(pay, page)
        self.assertNotIn('href="/my/membership/leave"', page)
        with freeze_time('2028-02-20 10:00:00'):
            answer = self.url_open('/my/membership/pay', allow_redirects=False)
        self.assertTrue(answer.headers['Location'].endswith(f'/my/invoices/{invoice.id}'))

    def test_transfer_awaited_for_the_new_year(self):
        self._run_clock('renew', '2027-12-15 06:00:00')
        invoice = self.membership.period_ids[:1].invoice_id
        with freeze_time('2027-12-16 10:00:00'):
            self._transfer_for(invoice)
        page = self._page_at('2027-12-20 10:00:00')
        self.assertIn(self.membership.transfer_ref, page)
        self.assertIn('pe-facts--framed', page)

    def _transfer_for(self, invoice):
        self.env['payment.transaction'].create({
            'provider_id': self.transfer.id,
            'payment_method_id': self.transfer.payment_method_ids[:1].id,
            'reference': "T-1", 'amount': invoice.amount_residual,
            'currency_id': invoice.currency_id.id, 'partner_id': invoice.partner_id.id,
            'operation': 'online_redirect', 'invoice_ids': invoice.ids,
        })._set_pending()

    def test_ended(self):
        with freeze_time('2027-12-01 10:00:00'):
            self.env['perles.termination']._record_member(
                self.membership, self.membership.contact_id, 'no_renewal',
            )
        self._run_clock('end', '2027-12-15 06:00:00')
        page = self._page_at('2027-12-20 10:00:00')
        self.assertIn('datetime="2027-12-14"', page)
        self.assertIn('href="/adhesion"', page)
        self.assertNotIn('href="/my/membership/leave"', page)

    def test_read_on_a_replica(self):
        """No page of this chapter that only reads asks for a writable connection."""
        member = self._member(email='today@luz.example')
        user = self._portal_user(member.contact_id)
        self.authenticate(user.login, 'portal-password')
        for path in (
            '/my/membership', '/my/membership/leave', '/my/membership/calendar.ics', '/resilier',
        ):
            with self.subTest(path=path), self.assertNoLogs('odoo.http', 'WARNING'):
                self.assertEqual(self.url_open(path).status_code, 200)

    def _queries_at(self, instant):
        self._page_at(instant)
        before = sql_db.sql_counter
        self._page_at(instant)
        return sql_db.sql_counter - before

    def test_as_many_questions_after_twelve_years(self):
        few = self._queries_at('2027-06-01 10:00:00')
        with patch.object(type(self.env['perles.notice']), '_owe_all', lambda *_args: None):
            for year in range(2027, 2038):
                self._run_clock('renew', f'{year}-12-15 06:00:00')
                invoice = self.membership.period_ids[:1].invoice_id
                self._pay_invoice(invoice, f'{year}-12-15 07:00:00')
        self.assertEqual(len(self.membership._portal_invoices()), 12)
        self.assertLessEqual(self._queries_at('2038-06-01 10:00:00'), few)
