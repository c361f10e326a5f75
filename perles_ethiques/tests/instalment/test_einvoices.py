from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from ..kit.lots import READY
from .einvoices import InvoiceCommon

COMPANY = {
    'kind': 'company', 'company_name': "Atelier Luz", 'siret': '44229377500031',
    'email': 'a@atelier.example',
}


@tagged('post_install', '-at_install')
class TestEinvoices(InvoiceCommon):
    """Every kind of invoice and credit note of the house is accepted by an independent checker."""

    def setUp(self):
        super().setUp()
        self._at(READY)

    # === MEMBERSHIPS === #

    def test_membership_and_renewal(self):
        for values in ({}, COMPANY):
            with self.subTest(**values):
                membership = self._member_since('2026-12-15', **values)
                self._assert_read(membership.invoice_ids)
                self._assert_read(self._credit(membership.invoice_ids, price=30.0))
                self._run_clock('renew', '2027-12-15 06:00:00')
                renewal = membership.period_ids[:1].invoice_id
                self.assertNotEqual(renewal, membership.invoice_ids[-1:])
                with freeze_time('2027-12-15 07:00:00'):
                    self._assert_read(renewal)
                    self._assert_read(self._credit(renewal))

    def test_who_leaves_in_the_first_days(self):
        membership = self._member_since('2026-12-15', immediate_start=True)
        with freeze_time('2026-12-20 10:00:00'):
            membership._request_withdrawal()
            credit_note = membership.invoice_ids.reversal_move_ids
            self.assertTrue(credit_note)
            self._assert_read(credit_note)

    # === ORDERS === #

    def _ordered_with_delivery(self, instalments, **values):
        self._carrier()
        self.company._perles_tax_deliveries()
        membership = self._cheap_member_at(READY, **values)
        order, _claim = self._quoted(membership, quantity=1.0, price=300.0)
        self.assertTrue(order.order_line.filtered('is_delivery').tax_ids)
        with freeze_time(READY):
            order._perles_choose(instalments=instalments)
        if instalments:
            self._sign(order)
            return order.invoice_ids
        order.sudo().action_confirm()
        invoice = order._create_invoices(final=True)
        invoice.action_post()
        return invoice

    def test_order(self):
        for number, values in enumerate(({}, COMPANY)):
            with self.subTest(**values):
                self.env['delivery.carrier'].search([]).active = False
                invoice = self._ordered_with_delivery(False, **{
                    'email': f'o{number}@luz.example', **values,
                })
                self._assert_read(invoice)
                self._assert_read(self._credit(invoice))

    def test_shares_with_a_fee(self):
        self.company.perles_instalment_fee = 5.0
        invoice = self._ordered_with_delivery(True)
        self.assertEqual(len(invoice.perles_instalment_ids), 3)
        self._assert_read(invoice)
        self._assert_read(self._credit(invoice, price=30.0))

    # === WHAT CANNOT BE ISSUED === #

    def test_deliveries_are_taxed(self):
        # made natively before the company had any tax; taxed when the addon was installed
        self.assertTrue(self.env.ref('delivery.product_product_delivery').taxes_id)
        carrier = self._carrier()
        self.assertIn(carrier, self.env['delivery.carrier']._perles_untaxed(self.company))
        self.assertFalse(self._deliveries_done())
        self.assertTrue(self.company._perles_is_ready())
        self.company._perles_apply_house_defaults()
        self.assertEqual(carrier.product_id.taxes_id, self.company.account_sale_tax_id)
        self.assertTrue(self._deliveries_done())

    def _deliveries_done(self):
        return all(
            line[0] for line in self.company._perles_sales_checklist() if line[1] == "Deliveries"
        )

    def test_what_cannot_be_issued_stays_owed(self):
        order, _claim = self._quoted(
            self._cheap_member_at(READY, **COMPANY), quantity=1.0, price=300.0,
        )
        order.order_line.tax_ids = [Command.clear()]
        with freeze_time(READY):
            order._perles_choose(instalments=True)
        self._sign(order)
        invoice = order.invoice_ids
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.env['perles.membership']._invoice_attachment(invoice)
        first = invoice.perles_instalment_ids.filtered(lambda share: share.number == 1)
        self._send_notices()
        notice = self._notices(first, 'instalment_plan')
        self.assertEqual((notice.state, notice.reason), ('owed', 'said'))
        self.assertFalse(invoice.is_move_sent)
        with freeze_time('2026-12-15 23:00:00'):
            self._send_notices()
        self.assertIn("A mail could not be sent", first.activity_ids.mapped('summary'))
