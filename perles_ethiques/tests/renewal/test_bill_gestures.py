from datetime import date

import psycopg2

from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from .corrections import CorrectionCommon

NOW = '2027-12-20 10:00:00'
REFUSED = 'refused'
# what an accountant does → state of the membership and what it still owes (TTC), for a first year
# that is paid, a renewal that is not, a renewal that is
INVOICES = {
    'draft': (('active', 0), ('active', 0), ('active', 0)),
    'draft_and_post': (('active', 0), ('active', 216), ('active', 0)),
    'other_price': (('active', 24), ('active', 240), ('active', 24)),
    'later_terms': (('active', 0), ('active', 216), ('active', 0)),
    'other_address': (('active', 0), ('active', 216), ('active', 0)),
    'other_partner': (REFUSED, REFUSED, REFUSED),
    'other_partner_posted': (REFUSED, REFUSED, REFUSED),
    'other_debtor': (REFUSED, REFUSED, REFUSED),
    'other_company': (REFUSED, REFUSED, REFUSED),
    'other_journal': (REFUSED, REFUSED, REFUSED),
    'cancel': (('pending', 0), ('active', 0), ('active', 0)),
    'credit': (('pending', 0), ('active', 0), ('active', 0)),
    'credit_undone': (('active', 0), ('active', 216), ('active', 0)),
    'credit_deleted': (('active', 0), ('active', 216), ('active', 0)),
    'credit_in_part': (('active', 0), ('active', 186), ('active', 0)),
    'reverse_and_create': (('active', 0), ('active', 216), ('active', 0)),
    'delete': (REFUSED, REFUSED, REFUSED),
    'duplicate': (('active', 0), ('active', 216), ('active', 0)),
}
# what a seller with all rights may try on the order of a membership
ORDERS = ('copy', 'action_cancel', 'action_draft', 'unlink', 'action_lock')


@tagged('post_install', '-at_install')
class TestNativeGesturesOnBills(CorrectionCommon):
    """Every native gesture on a bill of a membership: right, or refused in words."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first, cls.unpaid, cls.paid = (
            cls._member_since('2026-12-15', number=number) for number in range(3)
        )
        cls.branch = cls.env['res.company'].create({'name': "Another house"})
        cls.elsewhere = cls.env['account.journal'].create({
            'name': "Sales", 'code': 'ELSE', 'type': 'sale', 'company_id': cls.branch.id,
        })
        cls.accountant.company_ids |= cls.branch
        cls.seller = new_test_user(
            cls.env, 'seller', 'base.group_user,sales_team.group_sale_manager',
        )

    def setUp(self):
        super().setUp()
        # its only bill is the one of its first year
        self.first.leaves_on = date(2027, 12, 14)
        self._run_clock('renew', '2027-12-15 06:00:00')
        self._pay_on(self.paid.period_ids[:1].invoice_id, '2027-12-15 10:00:00')

    # === GESTURES === #

    def _draft(self, invoice):
        invoice.button_draft()

    def _draft_and_post(self, invoice):
        invoice.button_draft()
        invoice.action_post()

    def _other_price(self, invoice):
        invoice.button_draft()
        invoice.invoice_line_ids.price_unit = 200
        invoice.action_post()

    def _later_terms(self, invoice):
        invoice.button_draft()
        invoice.invoice_date_due = date(2028, 1, 31)
        invoice.action_post()

    def _other_address(self, invoice):
        invoice.button_draft()
        invoice.partner_id = self.env['res.partner'].create({
            'name': "Accounts", 'type': 'invoice', 'parent_id': invoice.partner_id.id,
        })
        invoice.action_post()

    def _other_partner(self, invoice):
        invoice.button_draft()
        invoice.partner_id = self.accountant.partner_id

    def _other_partner_posted(self, invoice):
        """A context is all that natively opens what is posted."""
        invoice.with_context(skip_readonly_check=True).partner_id = self.accountant.partner_id

    def _other_debtor(self, invoice):
        invoice.commercial_partner_id = self.accountant.partner_id

    def _other_company(self, invoice):
        invoice.company_id = self.branch

    def _other_journal(self, invoice):
        invoice.button_draft()
        invoice.write({'name': '/', 'journal_id': self.elsewhere.id})

    def _cancel(self, invoice):
        invoice.button_cancel()

    def _credit_undone(self, invoice):
        self._credit(invoice).button_cancel()

    def _credit_deleted(self, invoice):
        note = self._credit(invoice)
        note.button_draft()
        note.unlink()

    def _reverse_and_create(self, invoice):
        self._correct(invoice, NOW)

    def _delete(self, invoice):
        invoice.button_draft()
        invoice.unlink()

    def _duplicate(self, invoice):
        self.assertFalse(invoice.copy().perles_membership_id)

    # === TABLE === #

    def test_invoices(self):
        bills = {
            'first year': (self.first, self.first.period_ids[-1:]),
            'renewal, unpaid': (self.unpaid, self.unpaid.period_ids[:1]),
            'renewal, paid': (self.paid, self.paid.period_ids[:1]),
        }
        for gesture, row in INVOICES.items():
            for (kind, (membership, period)), expected in zip(bills.items(), row, strict=True):
                with self.subTest(gesture=gesture, kind=kind):
                    found = self._what_becomes(membership, period, gesture)
                    self.assertEqual((gesture, kind, found), (gesture, kind, expected))

    def _what_becomes(self, membership, period, gesture):
        """What a gesture gives; everything is undone afterwards."""
        invoice = period.invoice_id.with_user(self.accountant)
        attempt = self.env.cr.savepoint()
        try:
            with freeze_time(NOW), mute_logger('odoo.sql_db'):
                getattr(self, f'_{gesture}')(invoice)
                self.env.flush_all()
                owed = membership._unpaid_invoice().amount_residual
                return membership.state, owed
        except (UserError, ValidationError):
            return REFUSED
        except psycopg2.Error as error:
            # refused, but not in words
            return type(error).__name__
        finally:
            attempt.close(rollback=True)
            self.env.invalidate_all()

    def test_orders(self):
        order = self.first.order_id.with_user(self.seller)
        orders = self.env['sale.order'].search_count([])
        for gesture in ORDERS:
            with self.subTest(gesture):
                try:
                    with self.cr.savepoint():
                        getattr(order, gesture)()
                except (UserError, ValidationError) as refusal:
                    self.assertNotIn('duplicate key', str(refusal))
                self.assertEqual((order.exists().state, order.locked), ('sale', False))
                self.assertEqual(self.env['sale.order'].search_count([]), orders)
                self.assertEqual(self.first.state, 'active')

    def test_later_terms_give_more_time(self):
        period = self.unpaid.period_ids[:1]
        with freeze_time(NOW):
            self._later_terms(period.invoice_id)
        self.assertEqual(period.unpaid_since, date(2028, 1, 31))
