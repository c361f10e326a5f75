from datetime import date, datetime

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .clause import clause
from .sale_common import READY, SaleCommon


class InstalmentCommon(SaleCommon):
    """Orders of members who pay in shares."""

    def _ordered(self, total=300.01, membership=None, at=READY):
        """An order of a total without VAT, signed by a member who pays in shares."""
        order, _claim = self._quoted(membership, quantity=1.0, price=total, at=at)
        order.order_line.tax_ids = [Command.clear()]
        with freeze_time(at):
            order._perles_choose(instalments=True)
        self._sign(order, at=at)
        return order

    def _pay_share(self, invoice, at=READY, amount=None, **values):
        with freeze_time(at):
            amount = amount or invoice._get_invoice_next_payment_values()['next_amount_to_pay']
            transaction = self.env['payment.transaction'].create({
                'provider_id': self.card.id,
                'payment_method_id': self.card.payment_method_ids[:1].id,
                'reference': f'{invoice.name}-{len(invoice.transaction_ids)}',
                'amount': amount, 'currency_id': invoice.currency_id.id,
                'partner_id': invoice.partner_id.id, 'operation': 'online_direct',
                'invoice_ids': [Command.set(invoice.ids)], **values,
            })
            self._notify(transaction)
            transaction._post_process()
        self.env.invalidate_all()
        return transaction

    def _token(self, partner, state='done'):
        return self.env['payment.token'].create({
            'provider_id': self.card.id, 'partner_id': partner.id, 'payment_details': '4242',
            'payment_method_id': self.card.payment_method_ids[:1].id,
            'provider_ref': 'card', 'demo_simulated_state': state,
        })

    def _left(self, invoice):
        return invoice.perles_instalment_ids.sorted('number').mapped('residual')


@tagged('post_install', '-at_install')
class TestInstalments(InstalmentCommon):
    """Orders paid in shares (000-43)."""

    @clause('000-43')
    def test_the_row(self):
        order = self._ordered()
        self.assertEqual(order.state, 'sale')
        invoice = order.invoice_ids
        self.assertEqual((invoice.state, invoice.amount_total), ('posted', 300.01))
        shares = invoice.perles_instalment_ids.sorted('number')
        self.assertEqual(shares.mapped('amount'), [100.0, 100.0, 100.01])
        self.assertEqual(
            shares.mapped('due_date'),
            [date(2026, 12, 15), date(2027, 1, 15), date(2027, 2, 15)],
        )
        lines = invoice.line_ids.filtered(lambda li: li.display_type == 'payment_term')
        self.assertEqual(sorted(lines.mapped('balance')), [100.0, 100.0, 100.01])
        with freeze_time(READY):
            following = invoice._get_invoice_next_payment_values()
        self.assertEqual(following['installment_state'], 'next')
        self.assertEqual(following['next_amount_to_pay'], 100.0)

    @clause('000-43')
    def test_the_odd_cent_is_in_the_last_share(self):
        for total, amounts in (
            (300.02, [100.01, 100.01, 100.0]), (299.99, [100.0, 100.0, 99.99]),
            (300.0, [100.0, 100.0, 100.0]), (1000000.0, [333333.33, 333333.33, 333333.34]),
        ):
            terms = self.company._perles_instalment_term()._compute_terms(
                date_ref=date(2026, 12, 15), currency=self.company.currency_id,
                company=self.company, tax_amount=0, tax_amount_currency=0, sign=1,
                untaxed_amount=total, untaxed_amount_currency=total,
            )['line_ids']
            shares = [round(share['foreign_amount'], 2) for share in terms]
            self.assertEqual(shares, amounts)

    def test_date_to_date(self):
        term = self.company._perles_instalment_term()
        for day, days in (
            (date(2027, 1, 31), [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)]),
            (date(2027, 12, 31), [date(2027, 12, 31), date(2028, 1, 31), date(2028, 2, 29)]),
            (date(2026, 12, 15), [date(2026, 12, 15), date(2027, 1, 15), date(2027, 2, 15)]),
        ):
            self.assertEqual([line._get_due_date(day) for line in term.line_ids], days)

    def test_shares_to_six_decimals(self):
        for number in range(2, 13):
            self.company.perles_instalment_number = number
            lines = self.company._perles_instalment_term().line_ids
            self.assertEqual(len(lines), number)
            self.assertEqual(lines.mapped('nb_days'), list(range(number)))
        for number in (1, 13):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.company.perles_instalment_number = number

    @clause('000-43')
    def test_the_threshold_is_with_vat(self):
        order, _claim = self._quoted(quantity=1.0, price=125.0)
        for price, total, offered in (
            (124.99, 149.99, False), (125.0, 150.0, True), (125.01, 150.01, True),
        ):
            order.order_line.price_unit = price
            with freeze_time(READY):
                self.assertEqual(order.currency_id.compare_amounts(order.amount_total, total), 0)
                self.assertIs(order._perles_offers_instalments(), offered, price)
                self.assertEqual(bool(order._perles_choices()['shares']), offered)

    @clause('000-43')
    def test_members_in_force_only(self):
        membership = self._member_at()
        order, _claim = self._quoted(membership, quantity=1.0, price=300.01)
        stranger = self.env['sale.order'].create({
            'partner_id': self.env['res.partner'].create({'name': "Visitor"}).id,
            'require_signature': True,
            'order_line': [Command.create({'product_id': order.order_line.product_id.id})],
        })
        with freeze_time(READY):
            self.assertTrue(order._perles_offers_instalments())
            self.assertFalse(stranger._perles_offers_instalments())
            with self.assertRaisesRegex(UserError, "cannot be paid in shares"):
                stranger._perles_choose(instalments=True)
            order._perles_choose(instalments=True)
            membership._move('suspend')
            self.assertFalse(order._perles_offers_instalments())
            self.assertIn("no longer be paid in shares", order._perles_stale_instalments())

    def test_choosing_and_choosing_again(self):
        order, _claim = self._quoted(quantity=1.0, price=300.01)
        native = order.payment_term_id
        with freeze_time(READY):
            order.invalidate_recordset()
            order._perles_choose(instalments=True)
            self.assertEqual(order.payment_term_id, self.company.perles_instalment_term_id)
            self.assertFalse(order.require_payment)
            order._perles_choose(instalments=False)
            self.assertEqual(order.payment_term_id, native)
            self.assertTrue(order.require_payment)

    def test_a_fee(self):
        self.company.perles_instalment_fee = 5.0
        order, _claim = self._quoted(quantity=1.0, price=300.0)
        with freeze_time(READY):
            order._perles_choose(instalments=True)
            self.assertEqual(order.amount_untaxed, 305.0)
            order._perles_choose(instalments=True)
            self.assertEqual(order.amount_untaxed, 305.0)
            order._perles_choose()
            self.assertEqual(order.amount_untaxed, 300.0)

    def test_shares_are_paid_in_their_order(self):
        invoice = self._ordered().invoice_ids
        self._pay_share(invoice)
        self.assertEqual(self._left(invoice), [0.0, 100.0, 100.01])
        with freeze_time(READY):
            following = invoice._get_invoice_next_payment_values()
        self.assertEqual(following['next_amount_to_pay'], 100.0)
        self.assertEqual(following['next_due_date'], date(2027, 1, 15))
        self._pay_share(invoice, at=datetime(2027, 1, 10), amount=150.0)
        self.assertEqual(self._left(invoice), [0.0, 0.0, 50.01])
        self._pay_share(invoice, at=datetime(2027, 1, 11), amount=50.01)
        self.assertEqual(self._left(invoice), [0.0, 0.0, 0.0])

    @clause('000-43')
    def test_a_late_share_stops_new_ones(self):
        membership = self._member_at()
        self._ordered(membership=membership)
        other, _claim = self._quoted(membership, quantity=1.0, price=300.0, name='B')
        # the first share is due on the evening of the 15th, in Paris
        for instant, offered in (('2026-12-15 22:59:59', True), ('2026-12-15 23:00:00', False)):
            with freeze_time(instant):
                self.env.invalidate_all()
                self.assertIs(other._perles_offers_instalments(), offered, instant)

    def test_told_on_the_day_and_a_week_later(self):
        invoice = self._ordered().invoice_ids
        self._pay_share(invoice)
        second = invoice.perles_instalment_ids.filtered(lambda s: s.number == 2)
        first = invoice.perles_instalment_ids.filtered(lambda s: s.number == 1)
        with freeze_time(READY):
            self._send_notices()
        self.assertEqual(self._notices(first).mapped('state'), ['sent'])
        mail = self._new_mails.filtered(lambda m: invoice.name in m.subject)
        self.assertIn('15 janvier 2027', mail.body_html)
        self.assertTrue(mail.attachment_ids and invoice.is_move_sent)
        self._run('remind_instalments', '2027-01-14 22:00:00')
        self.assertFalse(self._notices(second))
        for instant in ('2027-01-14 23:00:00', '2027-01-15 12:00:00'):
            self._run('remind_instalments', instant)
            self.assertEqual(self._notices(second).mapped('kind'), ['instalment_due'])
        self._run('remind_instalments', '2027-01-21 22:59:59')
        self.assertEqual(len(self._notices(second)), 1)
        self._run('remind_instalments', '2027-01-21 23:00:00')
        self.assertEqual(
            set(self._notices(second).mapped('kind')), {'instalment_due', 'instalment_late'},
        )
        with freeze_time('2027-01-21 23:00:00'):
            self._send_notices()
        self.assertEqual(set(self._notices(second).mapped('state')), {'sent'})
        self.assertEqual(self._notices(first).mapped('kind'), ['instalment_plan'])
        self.assertFalse(self._notices(invoice.perles_instalment_ids - first - second))


@tagged('post_install', '-at_install')
class TestInstalmentCharges(InstalmentCommon):
    """The card that was saved with the first share."""

    def setUp(self):
        super().setUp()
        self.order = self._ordered()
        self.invoice = self.order.invoice_ids
        self.second = self.invoice.perles_instalment_ids.filtered(lambda s: s.number == 2)

    def _save_card(self, state='done'):
        token = self._token(self.order.partner_id, state)
        self._pay_share(self.invoice, token_id=token.id)
        return token

    def test_a_card_is_charged_on_its_day_once(self):
        token = self._save_card()
        self.assertEqual(self.invoice.perles_token_id, token)
        self._run('charge_instalments', '2027-01-14 22:59:59')
        self.assertFalse(self.second.charge_id)
        for instant in ('2027-01-14 23:00:00', '2027-01-15 08:00:00', '2027-01-16 08:00:00'):
            self._run('charge_instalments', instant)
            self._run('remind_instalments', instant)
            self.assertEqual(self._left(self.invoice), [0.0, 0.0, 100.01])
        self.assertEqual(len(self.invoice.transaction_ids), 2)
        self.assertEqual(self.second.charge_id.amount, 100.0)
        self.assertFalse(self._notices(self.second))
        self._run('charge_instalments', '2027-02-15 08:00:00')
        self.assertEqual(self._left(self.invoice), [0.0, 0.0, 0.0])
        self.assertIn(self.invoice.payment_state, ('paid', 'in_payment'))

    def test_a_refused_card_is_told_and_not_asked_again(self):
        self._save_card('error')
        for instant in ('2027-01-15 08:00:00', '2027-01-15 09:00:00'):
            self._run('charge_instalments', instant)
        self.assertEqual(self._left(self.invoice), [0.0, 100.0, 100.01])
        self.assertEqual(len(self.invoice.transaction_ids), 2)
        self.assertEqual(self._notices(self.second).mapped('kind'), ['instalment_refused'])

    def test_the_attempt_is_written_before_the_provider_is_called(self):
        self._save_card()
        transactions = self.registry['payment.transaction']

        class Killed(BaseException):
            pass

        def die(transaction):
            raise Killed

        demo = transactions._send_payment_request
        self.patch(transactions, '_send_payment_request', die)
        try:
            with freeze_time('2027-01-15 08:00:00'), self.enter_registry_test_mode(), \
                    self.registry.cursor() as cr:
                api.Environment(cr, SUPERUSER_ID, {})['perles.instalment']._cron_charge()
            self.fail("the process did not die")
        except Killed:
            self.env.invalidate_all()
        self.assertEqual(self.second.charge_id.state, 'draft')
        self.patch(transactions, '_send_payment_request', demo)
        # nobody knows: the team is asked, the card is not charged again
        self._run('charge_instalments', '2027-01-15 08:03:00')
        self.assertEqual(self.second.charge_id.state, 'draft')
        self.assertTrue(self.second.charge_to_check)
        self.assertEqual(self.second.activity_ids.mapped('summary'), ["Was this card charged?"])
        self.second.with_user(self.employee).action_charge_taken()
        self.assertEqual(self._left(self.invoice), [0.0, 0.0, 100.01])
        self.assertFalse(self.second.charge_to_check or self.second.activity_ids)

    def test_another_card_is_not_kept(self):
        stranger = self.env['res.partner'].create({'name': "Friend"})
        self._pay_share(self.invoice, token_id=self._token(stranger).id)
        self.assertFalse(self.invoice.perles_token_id)
