from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from ...exceptions import ConsentMissing
from ...tools.calendars import period
from ..clause import clause
from ..kit.members import MemberCommon


@tagged('post_install', '-at_install')
class TestCardPayment(MemberCommon):

    @clause('000-01', '000-08')
    @freeze_time('2026-12-15 09:31:07')
    def test_join_by_card(self):
        membership = self._join()
        self.assertEqual(membership.state, 'draft')
        self._pay_by_card(membership)
        self.assertEqual(membership.state, 'active')
        invoice = membership.invoice_ids
        self.assertEqual(len(invoice), 1)
        self.assertEqual(invoice.amount_untaxed, 180.0)
        self.assertEqual(invoice.amount_tax, 36.0)
        self.assertEqual(invoice.amount_total, 216.0)
        self.assertEqual(invoice.payment_state, 'paid')
        self.assertEqual(invoice.invoice_date, date(2026, 12, 15))
        self.assertEqual(membership.start_date, date(2026, 12, 15))
        self.assertEqual(membership.end_date, date(2027, 12, 14))
        self.assertIn('15/12/2026', invoice.invoice_line_ids.name)
        self.assertIn('14/12/2027', invoice.invoice_line_ids.name)

    @clause('000-08')
    def test_leap_day(self):
        with freeze_time('2028-02-29 10:00:00'):
            membership = self._member()
        self.assertEqual(membership.end_date, date(2029, 2, 27))
        origin, months = membership.start_date, membership.plan_id.duration_months
        self.assertEqual(period(origin, 1, months).start, date(2029, 2, 28))
        self.assertEqual(period(origin, 4, months).start, date(2032, 2, 29))

    @freeze_time('2026-12-14 23:30:00')
    def test_paris_day_of_a_payment_near_midnight(self):
        """23:30 UTC is already 15 December in Paris."""
        membership = self._member()
        self.assertEqual(membership.start_date, date(2026, 12, 15))
        self.assertEqual(membership.invoice_ids.invoice_date, date(2026, 12, 15))
        self.assertEqual(membership.invoice_ids.matched_payment_ids.date, date(2026, 12, 15))

    @clause('000-06')
    def test_only_done_activates(self):
        for state in ('pending', 'cancel', 'error'):
            membership = self._join(email=f'{state}@luz.example')
            transaction = self._transaction(membership.order_id)
            self._notify(transaction, state)
            transaction._post_process()
            self.assertNotEqual(membership.state, 'active', state)
            self.assertFalse(membership.invoice_ids)

    def test_authorised_then_captured(self):
        self.card.capture_manually = True
        membership = self._join()
        transaction = self._transaction(membership.order_id)
        self._notify(transaction)
        transaction._post_process()
        self.assertEqual(transaction.state, 'authorized')
        self.assertNotEqual(membership.state, 'active')
        self.assertFalse(membership.invoice_ids)
        transaction._set_done()
        transaction._post_process()
        self.assertEqual(membership.state, 'active')
        self.assertEqual(len(membership.invoice_ids), 1)

    @clause('000-07')
    def test_notification_received_three_times(self):
        membership = self._join()
        transaction = self._transaction(membership.order_id)
        for _time in range(3):
            self._notify(transaction)
            transaction._post_process()
        self.assertEqual(len(membership.invoice_ids), 1)
        self.assertEqual(len(membership.period_ids), 1)
        self.assertEqual(len(self._notices(membership, 'welcome')), 1)
        self._send_notices()
        self._send_notices()
        notice = self._notices(membership, 'welcome')
        self.assertEqual(notice.state, 'sent', notice.error)

    def test_post_processing_is_triggered_by_the_notification(self):
        membership = self._join()
        transaction = self._transaction(membership.order_id)
        cron = self.env.ref('payment.cron_post_process_payment_tx')
        before = self.env['ir.cron.trigger'].search_count([('cron_id', '=', cron.id)])
        self._notify(transaction)
        after = self.env['ir.cron.trigger'].search_count([('cron_id', '=', cron.id)])
        self.assertEqual(after, before + 1)

    def test_post_processing_leaves_drafts_alone(self):
        """A draft may be a charge under way: ticked off meanwhile, its answer could not be written.

        Natively it is ticked off.
        """
        transactions = self._transaction(self._join().order_id)
        transactions |= self._transaction(self._join(email='other@luz.example').order_id)
        draft, answered = transactions
        self._notify(answered)
        with self.enter_registry_test_mode():
            self.env.ref('payment.cron_post_process_payment_tx').method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(transactions.mapped('is_post_processed'), [False, True])
        self.assertEqual(draft.state, 'draft')

    def test_shop_orders_keep_the_native_flow(self):
        """The global automatic invoice stays off: another order is not invoiced at payment."""
        product = self.env['product.product'].create({'name': "Bead", 'list_price': 10})
        order = self.env['sale.order'].create({
            'partner_id': self.env['res.partner'].create({'name': "Someone"}).id,
            'order_line': [(0, 0, {'product_id': product.id})],
        })
        transaction = self._transaction(order)
        self._notify(transaction)
        transaction._post_process()
        self.assertEqual(order.state, 'sale')
        self.assertFalse(order.invoice_ids)

    def test_card_is_kept_only_if_asked(self):
        membership = self._member(email='no@luz.example')
        self.assertFalse(membership.token_id)
        membership = self._join(email='yes@luz.example')
        self._pay_by_card(membership, tokenize=True)
        self.assertTrue(membership.token_id)


@tagged('post_install', '-at_install')
class TestConsent(MemberCommon):

    @clause('000-05')
    @freeze_time('2026-12-15 09:00:00')
    def test_no_payment_without_the_box(self):
        membership = self._join()
        membership.joining_id = False
        before = self.env['perles.acceptance'].search_count([])
        with self.assertRaises(ConsentMissing) as refusal, self.env.cr.savepoint():
            self._transaction(membership.order_id)
        self.assertEqual(refusal.exception.http_status, 400)
        self.assertFalse(membership.order_id.transaction_ids)
        self.assertEqual(self.env['perles.acceptance'].search_count([]), before)

    def test_box_of_an_older_version_is_not_enough(self):
        membership = self._join()
        self.terms.clause_ids[:1].body += "\n\nMore."
        self.terms._publish(date(2020, 1, 2), "Clearer words")
        with self.assertRaises(ConsentMissing), self.env.cr.savepoint():
            self._transaction(membership.order_id)

    def test_other_amount_is_refused(self):
        membership = self._join()
        for amount in (1.0, 215.99, 216.01, 2160.0):
            with self.assertRaises(ConsentMissing), self.env.cr.savepoint():
                self._transaction(membership.order_id, amount=amount)

    def test_cancelled_order_is_refused(self):
        membership = self._join()
        membership.with_user(self.employee).action_cancel()
        self.assertEqual(membership.order_id.state, 'cancel')
        with self.assertRaises(ConsentMissing), self.env.cr.savepoint():
            self._transaction(membership.order_id)

    def test_payment_that_arrives_after_the_cancellation(self):
        membership = self._join()
        transaction = self._transaction(membership.order_id)
        membership.action_cancel()
        self._notify(transaction)
        transaction._post_process()
        self.assertEqual(membership.state, 'cancelled')
        self.assertIn("cancelled", membership.activity_ids.summary)

    def test_invoice_of_an_unaccepted_membership_cannot_be_paid(self):
        membership = self._join()
        membership.joining_id = False
        invoice = self.env['account.move'].create({
            'move_type': 'out_invoice', 'partner_id': membership.partner_id.id,
            'perles_membership_id': membership.id,
            'invoice_line_ids': [(0, 0, {'product_id': self.plan.product_id.id})],
        })
        invoice.action_post()
        with self.assertRaises(ConsentMissing), self.env.cr.savepoint():
            self._transaction(
                membership.order_id, sale_order_ids=False, invoice_ids=[(6, 0, invoice.ids)],
            )
