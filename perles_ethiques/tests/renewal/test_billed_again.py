from datetime import date
from unittest.mock import patch

from psycopg2 import OperationalError

from odoo.exceptions import UserError
from odoo.tests import TransactionCase, freeze_time, tagged

from ..kit.payments import OneMemberCommon

NOW = '2027-12-20 10:00:00'


@tagged('post_install', '-at_install')
class TestBilledAgain(OneMemberCommon, TransactionCase):
    """A renewal that lost its bill, and one that is paid twice at once."""

    def setUp(self):
        super().setUp()
        self._run_clock('renew', '2027-12-15 06:00:00')

    def test_credited_then_billed_again(self):
        membership, period = self.first, self.first.period_ids[:1]
        old = period.invoice_id
        self.assertFalse(membership.lacks_bill)
        with freeze_time(NOW):
            old._reverse_moves(cancel=True)
            self.assertTrue(membership.lacks_bill)
            membership.with_user(self.manager).action_bill_again()
            with self.assertRaises(UserError):
                membership.with_user(self.manager).action_bill_again()
        new = period.invoice_id
        self.assertNotEqual(new, old)
        self.assertEqual(new.invoice_line_ids.name, old.invoice_line_ids.name)
        self.assertEqual(period.unpaid_since, date(2027, 12, 20))
        self.assertEqual(membership._unpaid_invoice(), new)
        self._pay_on(new, '2027-12-21 10:00:00')
        self.assertFalse(period.unpaid_since)
        self.assertEqual(membership.state, 'active')

    def test_paid_twice_at_once_is_seen_to_one_by_one(self):
        with freeze_time(NOW):
            transaction = self._transaction_on(self.first.period_ids[:1].invoice_id)
            self._notify(transaction)
        memberships = self.registry['perles.membership']
        with patch.object(memberships, 'try_lock_for_update', lambda self, **_: self.browse()), \
                self.assertRaises(OperationalError):
            transaction._post_process()
        self.assertFalse(transaction.payment_id)
        self.assertFalse(transaction.is_post_processed)
        transaction._post_process()
        self.assertEqual(self.first.period_ids[:1].payment_state, 'paid')
