from datetime import date, datetime

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from ..clause import clause
from ..kit.lots import READY
from ..kit.sales import SaleCommon


@tagged('post_install', '-at_install')
class TestInstalments(SaleCommon):
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

    def test_the_texts_tell_the_threshold_in_the_currency_of_the_house(self):
        self.env['res.lang']._activate_lang('fr_FR')
        for code, told in (('EUR', "1\xa0000,00\xa0€"), ('CHF', "CHF\xa01\xa0000,00")):
            currency = self.env.ref(f'base.{code}')
            house = self.env['res.company'].create({
                'name': code, 'currency_id': currency.id, 'perles_instalment_threshold': 1000.0,
            })
            self.assertEqual(house._perles_facts()['instalment_threshold'][1], told)

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
                self.assertEqual(bool(order._perles_choices()['plans']), offered)

    @clause('000-43')
    def test_members_in_force_only(self):
        membership = self._cheap_member_at(READY)
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
        membership = self._cheap_member_at(READY)
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
        told = self._notices(first).subject
        self.assertIn('15 décembre 2026', told)
        mail = self._new_mails.filtered(lambda m: m.subject == told)
        self.assertIn('15 janvier 2027', mail.body_html)
        self.assertTrue(mail.attachment_ids and invoice.is_move_sent)
        self._run_clock('remind_instalments', '2027-01-14 22:00:00')
        self.assertFalse(self._notices(second))
        for instant in ('2027-01-14 23:00:00', '2027-01-15 12:00:00'):
            self._run_clock('remind_instalments', instant)
            self.assertEqual(self._notices(second).mapped('kind'), ['instalment_due'])
        self._run_clock('remind_instalments', '2027-01-21 22:59:59')
        self.assertEqual(len(self._notices(second)), 1)
        self._run_clock('remind_instalments', '2027-01-21 23:00:00')
        self.assertEqual(
            set(self._notices(second).mapped('kind')), {'instalment_due', 'instalment_late'},
        )
        with freeze_time('2027-01-21 23:00:00'):
            self._send_notices()
        self.assertEqual(set(self._notices(second).mapped('state')), {'sent'})
        self.assertEqual(self._notices(first).mapped('kind'), ['instalment_plan'])
        self.assertFalse(self._notices(invoice.perles_instalment_ids - first - second))
