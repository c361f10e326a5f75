from odoo.tests import tagged

from .shared_orders import DUE, MONEY, SharedOrderCommon


@tagged('post_install', '-at_install')
class TestOrderCorrected(SharedOrderCommon):
    """What is left of an order in shares, once its invoice was corrected or credited in part."""

    # === CORRECTED: the same debt === #

    def _correct(self, price=None):
        """*Reverse and create invoice*, the draft not posted yet."""
        wizard = self.env['account.move.reversal'].with_user(self.manager).with_context(
            active_model='account.move', active_ids=self.invoice.ids,
        ).create({'journal_id': self.invoice.journal_id.id})
        wizard.modify_moves()
        self.env.invalidate_all()
        if price:
            wizard.new_move_ids.invoice_line_ids.price_unit = price
        return wizard.new_move_ids

    def test_corrected(self):
        shares = self.invoice.perles_instalment_ids.sorted('number')
        days = shares.mapped('due_date')
        self._at('2026-12-20 10:00:00')
        new = self._correct()
        self.assertEqual(new.perles_instalment_ids, shares)
        self.assertFalse(self.order.activity_ids or self._notices(self.order, 'order_ended'))
        # a draft asks for nothing
        self._run_clock('charge_instalments', DUE)
        self.assertFalse(self.second.charge_id)
        self._at('2026-12-21 10:00:00')
        new.action_post()
        self.assertEqual(shares.mapped('due_date'), days)
        self.assertEqual(new._get_invoice_next_payment_values()['next_due_date'], days[1])
        self.assertEqual(self._left(new), [0.0, 100.0, 100.01])
        self.assertFalse(self._left(self.invoice))
        self._run_clock('charge_instalments', DUE)
        self.assertEqual(self._left(new), [0.0, 0.0, 100.01])
        self.assertEqual(self.second.charge_id.amount, 100.0)
        self.assertFalse(self._notices(self.second))
        # the order knows its debt as before: cancelling it stops what is left
        self.order._action_cancel()
        self.assertTrue(new.perles_shares_stopped)
        self.assertEqual(self.order._perles_received(), 200.0)

    def test_corrected_to_less(self):
        new = self._correct(price=90.0)
        new.action_post()
        self.assertEqual(self._left(new), [0.0, 0.0, 0.0])
        self.assertEqual(self.order.activity_ids.mapped('summary'), [MONEY])

    def test_a_correction_that_is_given_up(self):
        new = self._correct()
        shares = new.perles_instalment_ids
        new.unlink()
        self.assertEqual(self.invoice.perles_instalment_ids, shares)

    # === A PART OF IT === #

    def test_credited_in_part_the_rest_is_charged(self):
        self._credit(30.0)
        self.assertEqual(self._left(self.invoice), [0.0, 70.0, 100.01])
        self._run_clock('remind_instalments', DUE)
        self.assertFalse(self._notices(self.second))
        self._run_clock('charge_instalments', DUE)
        self.assertEqual(self.second.charge_id.amount, 70.0)
        self.assertEqual(self._left(self.invoice), [0.0, 0.0, 100.01])

    def test_credited_in_part_without_card_it_is_told(self):
        self._credit(30.0)
        self.invoice.perles_token_id.active = False
        self._run_clock('remind_instalments', DUE)
        self.assertEqual(self._notices(self.second).mapped('kind'), ['instalment_due'])

    def test_what_the_card_cannot_pay_is_told(self):
        for hindrance in ('transfer', 'owner'):
            with self.subTest(hindrance):
                self.second.due_told = False
                self.env['perles.notice']._of(self.second).unlink()
                if hindrance == 'transfer':
                    transfer = self._transfer_of(self.invoice)
                    self.assertEqual(transfer.state, 'pending')
                else:
                    self._run_clock('remind_instalments', '2027-01-14 08:00:00')
                    self.second.charge_error = "The card on file belongs to somebody else."
                self._run_clock('remind_instalments', DUE)
                self.assertEqual(self._notices(self.second).mapped('kind'), ['instalment_due'])
