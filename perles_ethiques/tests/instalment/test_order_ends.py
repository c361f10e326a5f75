from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..kit.lots import READY
from .shared_orders import DUE, LATE, MONEY, SharedOrderCommon


@tagged('post_install', '-at_install')
class TestOrderEnds(SharedOrderCommon):
    """Every native gesture that ends an order in shares, or its invoice, stops what is asked."""

    def _run_all_clocks(self):
        for instant in (DUE, LATE):
            for name in ('charge_instalments', 'remind_instalments'):
                self._run_clock(name, instant)

    def _assert_silent(self):
        """Nothing is charged, nothing is reminded, and nobody is late."""
        self._run_all_clocks()
        self.assertEqual(len(self.invoice.transaction_ids), 1)
        self.assertFalse(self._notices(self.second))
        with freeze_time(LATE):
            partner = self.order.partner_id.commercial_partner_id
            self.assertFalse(self.second._late_of(partner, self.company))

    def _assert_told(self, summary=MONEY):
        """The team is asked, once; the customer is told by one mail."""
        asked = self.order.activity_ids.filtered(
            lambda a: a.activity_type_id == self.env.ref(
                'perles_ethiques.mail_activity_type_order_money'
            )
        )
        self.assertEqual(asked.mapped('summary'), [summary])
        self.assertEqual(len(self._notices(self.order, 'order_ended')), 1)

    # === THE ORDER === #

    def test_cancelled_by_the_employee(self):
        self.order.with_user(self.employee).action_cancel()
        self.assertEqual(self.order.state, 'cancel')
        self._assert_told()
        self.assertRegex(self.order.activity_ids.note, "100[.,]00")
        self._assert_silent()

    def test_cancelled_from_the_list(self):
        self.env['sale.mass.cancel.orders'].with_user(self.employee).create({
            'sale_order_ids': self.order.ids,
        }).action_mass_cancel()
        self._assert_told()
        self._assert_silent()

    def test_cancelled_by_a_write(self):
        claim = self.order.order_line.perles_claim_id
        self.order.with_user(self.employee).write({'state': 'cancel'})
        self.assertEqual(claim.state, 'cancelled')
        self._assert_told()
        self._assert_silent()

    def test_the_button_asks_first(self):
        action = self.order.with_user(self.employee).action_perles_end()
        self.assertEqual(self.order.state, 'sale')
        wizard = self.env[action['res_model']].with_user(self.employee).with_context(
            **action['context']
        ).create({'money': 'credit'})
        self.assertEqual((wizard.received, wizard.asked), (100.0, 200.01))
        wizard.action_end()
        self.assertEqual(self.order.state, 'cancel')
        credit_note = self.invoice.reversal_move_ids
        self.assertEqual((credit_note.state, credit_note.amount_total), ('posted', 300.01))
        self.assertEqual(self.invoice.amount_residual, 0.0)
        self.assertEqual(self.order._perles_received(), 100.0)
        self._assert_told(self.order.activity_ids.summary)
        self.assertRegex(self.order.activity_ids.summary, "Pay back.*100[.,]00")
        self._assert_silent()

    def test_what_was_credited_in_part_is_not_credited_again(self):
        self._credit(10)
        action = self.order.with_user(self.employee).action_perles_end()
        wizard = self.env[action['res_model']].with_user(self.employee).with_context(
            **action['context']
        ).create({'money': 'credit'})
        with self.assertRaisesRegex(UserError, "in part already"), self.env.cr.savepoint():
            wizard.action_end()
        self.assertEqual(self.order.state, 'sale')

    def test_the_mail(self):
        self.order._action_cancel()
        self._send_notices()
        notice = self._notices(self.order, 'order_ended')
        self.assertEqual((notice.state, notice.error), ('sent', False))
        mail = self._new_mails.filtered(lambda m: m.subject == notice.subject)
        self.assertRegex(mail.body_html, "100[.,]00")
        self.assertNotIn(self.order.name, notice.subject)
        self.assertIn(self.order.name, mail.body_html)

    def test_what_was_billed_stays(self):
        self.order._action_cancel()
        with self.assertRaisesRegex(UserError, "was billed"):
            self.order.unlink()
        self.order.perles_is_of_claims = False
        with self.assertRaisesRegex(UserError, "was billed"):
            self.order.action_draft()

    def test_paid_after_all(self):
        self.order._action_cancel()
        self.order.activity_ids.action_feedback()
        self._pay_share(self.invoice, amount=100.0)
        self._assert_told()

    def test_a_plain_quotation_asks_nothing(self):
        order, _claim = self._quoted(self._cheap_member_at(READY, email='q@luz.example'), name='Q')
        order.with_user(self.employee).action_cancel()
        self.assertFalse(order.activity_ids or self._notices(order, 'order_ended'))

    # === ITS INVOICE === #

    def test_invoice_cancelled(self):
        self.invoice.with_user(self.manager).button_cancel()
        self._assert_told()
        self._assert_silent()

    def test_invoice_back_to_draft(self):
        self.invoice.with_user(self.manager).button_draft()
        self.assertEqual(
            self.order.activity_ids.mapped('summary'), ["Post the invoice again: its shares wait"],
        )
        self._assert_silent()

    def test_invoice_credited(self):
        self._credit()
        self._assert_told()
        self._assert_silent()

    def test_invoice_is_not_deleted(self):
        self.invoice.button_draft()
        with self.assertRaisesRegex(UserError, "cancel it instead"):
            self.invoice.with_user(self.manager).unlink()

    # === HANDS === #

    def test_flags_are_the_house_s(self):
        quotation, _claim = self._quoted(
            self._cheap_member_at(READY, email='h@luz.example'), name='H',
        )
        for user in (self.employee, self.manager):
            for name in ('perles_instalments', 'perles_is_of_claims'):
                with self.subTest(name), self.assertRaises(AccessError), self.env.cr.savepoint():
                    quotation.with_user(user).write({name: True})
            for key in ('perles_instalments', 'perles_is_of_claims'):
                order = self.env['sale.order'].with_user(user)
                with self.subTest(key), self.assertRaises(AccessError), self.env.cr.savepoint():
                    order.create({'partner_id': self.order.partner_id.id, key: True})
                with self.subTest(key), self.assertRaises(AccessError), self.env.cr.savepoint():
                    order.with_context(**{f'default_{key}': True}).create({
                        'partner_id': self.order.partner_id.id,
                    })
        for name in ('perles_has_instalments', 'perles_shares_stopped', 'perles_token_id'):
            with self.subTest(name), self.assertRaises(AccessError):
                self.invoice.with_user(self.manager).write({name: False})
