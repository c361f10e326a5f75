from odoo.exceptions import UserError
from odoo.tests import tagged

from ...exceptions import ConsentMissing
from ..kit.members import MemberCommon


@tagged('post_install', '-at_install')
class TestDoors(MemberCommon):
    """The ways in which money or staff could reach a membership without its contract."""

    def test_an_active_membership_is_not_paid_again(self):
        membership = self._member()
        accepted = membership.accepted_at
        for values in ({}, {'sale_order_ids': False,
                            'invoice_ids': [(6, 0, membership.invoice_ids.ids)]}):
            with self.assertRaises(ConsentMissing), self.env.cr.savepoint():
                self._transaction(membership.order_id, **values)
        self.assertEqual(membership.accepted_at, accepted)

    def test_second_payment_of_the_same_order_is_told(self):
        membership = self._join()
        second = self._transaction(membership.order_id)
        self._pay_by_card(membership)
        self._notify(second)
        second._post_process()
        self.assertEqual(len(membership.invoice_ids), 1)
        self.assertIn("already paid", membership.activity_ids.summary)

    def test_captured_by_a_child_transaction(self):
        self.card.capture_manually = True
        membership = self._join()
        source = self._transaction(membership.order_id)
        self._notify(source)
        source._post_process()
        source._capture()
        child = source.child_transaction_ids
        (child or source)._post_process()
        source._post_process()
        self.assertEqual(membership.state, 'active')
        self.assertEqual(membership.invoice_ids.payment_state, 'paid')

    def test_authorised_then_voided_can_be_paid_again(self):
        self.card.capture_manually = True
        membership = self._join()
        transaction = self._transaction(membership.order_id)
        self._notify(transaction)
        transaction._post_process()
        transaction._void()
        self.card.capture_manually = False
        self._join(contact=membership.contact_id)
        self._pay_by_card(membership)
        self.assertEqual(membership.state, 'active')

    def test_paid_again_after_a_full_refund(self):
        membership = self._member()
        first = membership.order_id
        first.transaction_ids._refund()
        first.transaction_ids.child_transaction_ids._post_process()
        self.assertEqual(membership.state, 'pending')
        self._join(contact=membership.contact_id)
        self.assertNotEqual(membership.order_id, first)
        self._pay_by_card(membership)
        self.assertEqual(membership.state, 'active')
        self.assertEqual(len(membership.period_ids), 1)
        self.assertEqual(membership.period_ids.invoice_id, membership.order_id.invoice_ids)

    def test_paid_again_after_a_credit_note(self):
        membership = self._member()
        membership.invoice_ids._reverse_moves().action_post()
        self._join(contact=membership.contact_id)
        self._choose_transfer(membership)
        membership._receive_transfer(membership._today(), 216.0)
        self.assertEqual(membership.state, 'active')
        self.assertEqual(len(membership.period_ids), 1)

    def test_staff_cannot_confirm_or_change_the_order(self):
        order = self._join().order_id
        for values in ({'state': 'sale'}, {'perles_membership_id': False}, {'amount_total': 1},
                       {'partner_id': self.manager.partner_id.id}):
            with self.assertRaises(UserError, msg=values), self.env.cr.savepoint():
                order.with_user(self.manager).write(values)
        line = order.order_line.with_user(self.manager)
        for values in ({'tax_ids': [(5,)]}, {'price_unit': 1}):
            with self.assertRaises(UserError, msg=values), self.env.cr.savepoint():
                line.write(values)

    def test_staff_cannot_tie_an_invoice_to_a_membership(self):
        membership = self._join()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.env['account.move'].with_user(self.manager).create({
                'move_type': 'out_invoice', 'perles_membership_id': membership.id,
            })

    def test_paid_invoice_of_an_unaccepted_contract_activates_nothing(self):
        membership = self._join()
        order = membership.order_id
        order.action_confirm()
        invoice = order._create_invoices()
        invoice.action_post()
        self.env['account.payment.register'].with_context(
            active_model='account.move', active_ids=invoice.ids,
        ).create({})._create_payments()
        self.assertEqual(membership.state, 'draft')
        self.assertIn("without an accepted contract", membership.activity_ids.summary)

    def test_invoice_of_a_closed_membership_is_not_payable(self):
        membership = self._member()
        invoice = membership.invoice_ids
        invoice.matched_payment_ids.action_cancel()
        membership.action_cancel()
        with self.assertRaises(ConsentMissing), self.env.cr.savepoint():
            self._transaction(
                membership.order_id, sale_order_ids=False, invoice_ids=[(6, 0, invoice.ids)],
            )

    def test_a_new_price_makes_a_new_order(self):
        membership = self._join()
        first = membership.order_id
        self.plan.price = 192.0
        self._join(contact=membership.contact_id)
        self.assertEqual(first.state, 'cancel')
        self.assertEqual(membership.order_id.amount_total, 230.4)

    def test_wildcards_of_an_address_are_letters(self):
        self._portal_user(
            self.env['res.partner'].create({'name': "K", 'email': 'jean-paul@luz.example'}),
            login='jean-paul@luz.example',
        )
        joining = self.env['perles.joining']._request(
            self._form_values(email='jean_paul@luz.example'),
        )
        self.assertEqual(self._notices(joining).kind, 'joining_proof')
