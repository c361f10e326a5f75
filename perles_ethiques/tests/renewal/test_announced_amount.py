from odoo.tests import TransactionCase, freeze_time, tagged

from ..clause import clause
from ..kit.mails import MailCommon


@tagged('post_install', '-at_install')
class TestAnnouncedAmount(MailCommon, TransactionCase):
    """What is billed, and where, against what was announced."""

    def _more_vat(self, rate):
        tax = self.plan.product_id.taxes_id
        self.plan.product_id.taxes_id = tax.copy({'name': f'{rate} %', 'amount': rate})

    @clause('000-18')
    def test_what_a_consumer_was_told_is_never_exceeded(self):
        consumer = self._reader()
        professional = self._reader(kind='company', email='pro@garance.example')
        self._run_clock('announce', '2027-10-14 06:00:00')
        with freeze_time('2027-10-14 06:00:00'):
            self._send_notices()
        told = consumer.announcement_ids.amount
        self.assertEqual(told, 216.0)
        for rate in (21.0, 19.0, 33.33, 20.01):
            with self.subTest(rate=rate), self.env.cr.savepoint() as attempt:
                self._more_vat(rate)
                self._run_clock('renew', '2027-12-14 23:00:00')
                bill, pro = (m.period_ids[:1].invoice_id for m in (consumer, professional))
                self.assertLessEqual(bill.amount_total, told)
                if rate > 20:
                    self.assertGreater(bill.amount_total, told - 0.02)
                self.assertEqual(pro.amount_untaxed, 180.0)
                attempt.rollback()
                self.env.invalidate_all()

    def test_bills_go_to_the_invoice_address(self):
        membership = self._reader(kind='company', email='pro@garance.example')
        organisation = membership.partner_id
        address = self.env['res.partner'].create({
            'name': "Accounts", 'type': 'invoice', 'parent_id': organisation.id,
            'street': "2 rue Joseph Vernet", 'zip': "84000", 'city': "Avignon",
            'country_id': self.env.ref('base.fr').id,
        })
        self._run_clock('renew', '2027-12-14 23:00:00')
        invoice = membership.period_ids[:1].invoice_id
        self.assertEqual(invoice.partner_id, address)
        self.assertEqual(invoice.commercial_partner_id, organisation)
        self.assertEqual(membership.partner_id, organisation)
        # one that is incomplete stops the clock, and is named
        address.zip = False
        obstacle = membership._renewal_obstacle()
        self.assertIn("Accounts", obstacle or '')
