from datetime import date

from odoo.tests import TransactionCase, freeze_time, tagged

from ..clause import clause
from .rehearsal import EVENING, RehearsalCommon

NIGHT = '2027-12-15 06:00:00'


@tagged('post_install', '-at_install')
class TestRehearsal(RehearsalCommon, TransactionCase):
    """The next renewal night, before it happens; nothing of it is left behind."""

    @clause('000-10')
    def test_what_is_announced_is_what_happens(self):
        membership = self._member_since('2026-12-15')
        rehearsal = self._rehearse()
        self.assertEqual(rehearsal.day, date(2027, 12, 15))
        line = self._line(rehearsal, membership)
        self.assertEqual((line.outcome, line.reason), ('bill', False))
        self._run_clock('renew', NIGHT)
        period = membership.period_ids[:1]
        self.assertEqual(
            (line.start_date, line.end_date, line.price, line.amount),
            (period.start_date, period.end_date, period.price, period.invoice_id.amount_total),
        )
        self.assertEqual((line.price, line.amount), (180.0, 216.0))

    def test_nothing_is_left_behind(self):
        members = [self._member_since('2026-12-15', number=number) for number in range(3)]
        members[1].partner_id.street = False
        self._break_invoice_of(members[2])
        before = self._witness()
        rehearsal = self._rehearse()
        self.assertEqual(self._outcomes(rehearsal, members), ['bill', 'fail', 'fail'])
        self.assertEqual(self._witness(), before)
        self.assertFalse(self.env['account.move'].search([('invoice_date', '=', '2027-12-15')]))

    def test_numbers_of_invoices_are_not_used_up(self):
        members = [self._member_since('2026-12-15', number=number) for number in range(2)]
        self._rehearse()
        self._rehearse()
        self._run_clock('renew', NIGHT)
        bills = [member.period_ids[:1].invoice_id for member in members]
        self.assertEqual([bill.sequence_number for bill in bills], [1, 2])

    @clause('000-13')
    def test_each_failure_with_its_reason(self):
        members = [self._member_since('2026-12-15', number=number) for number in range(4)]
        members[0].partner_id.street = False
        # no screen archives whom a contract binds; a database of before may have
        members[2].partner_id.flush_recordset()
        self.env.cr.execute(
            "UPDATE res_partner SET active = FALSE WHERE id = %s", members[2].partner_id.ids,
        )
        self.env.invalidate_all()
        self._break_invoice_of(members[3])
        rehearsal = self._rehearse()
        self.assertEqual(self._outcomes(rehearsal, members), ['fail', 'bill', 'fail', 'fail'])
        self.assertIn("address", self._line(rehearsal, members[0]).reason)
        self.assertIn("archived", self._line(rehearsal, members[2]).reason)
        self.assertEqual(self._line(rehearsal, members[3]).reason, "broken on purpose")
        self.assertEqual((rehearsal.bill_count, rehearsal.fail_count), (1, 3))
        self.assertEqual((rehearsal.total_ht, rehearsal.total_ttc), (180.0, 216.0))
        # and the night does just that
        self._run_clock('renew', NIGHT)
        self.assertEqual([len(member.period_ids) for member in members], [1, 2, 1, 1])
        for member in (members[0], members[2], members[3]):
            self.assertEqual(member.clock_error, self._line(rehearsal, member).reason)

    def test_an_error_that_nobody_expected(self):
        members = [self._member_since('2026-12-15', number=number) for number in range(2)]
        model = self.registry['perles.membership']
        prepare = model._prepare_renewal_invoice

        def stumble(membership, *terms):
            if membership == members[0]:
                raise KeyError('no_such_key')
            return prepare(membership, *terms)

        self.patch(model, '_prepare_renewal_invoice', stumble)
        rehearsal = self._rehearse()
        self.assertEqual(self._outcomes(rehearsal, members), ['fail', 'bill'])
        self.assertIn("no_such_key", self._line(rehearsal, members[0]).reason)

    @clause('000-18')
    def test_the_announced_price(self):
        membership = self._member_since('2026-12-15')
        self._run_clock('announce', '2027-10-14 06:00:00')
        with freeze_time('2027-10-14 06:10:00'):
            # the mail server took it
            membership._after_notice('renewal_notice')
        self.plan.price = 192.0
        late = self._member_since('2026-12-15', number=2)
        rehearsal = self._rehearse()
        self.assertEqual(self._line(rehearsal, membership).price, 180.0)
        self.assertEqual(self._line(rehearsal, late).price, 192.0)

    def test_who_is_not_due(self):
        due = self._member_since('2026-12-15')
        leaving = self._member_since('2026-12-15', number=1)
        later = self._member_since('2026-12-16', number=2)
        with freeze_time('2027-12-01 10:00:00'):
            leaving._leave_on(leaving._last_day_on_leaving())
        rehearsal = self._rehearse()
        self.assertEqual(rehearsal.line_ids.membership_id, due)
        self.assertEqual(rehearsal.due_count, 1)
        rehearsal = self._rehearse(day=date(2027, 12, 16))
        self.assertEqual(rehearsal.line_ids.membership_id, due | later)

    def test_how_it_will_be_paid(self):
        with freeze_time('2026-12-15 10:00:00'):
            card = self._join(email='card@luz.example')
            self._pay_by_card(card, tokenize=True)
            transfer = self._join(email='transfer@luz.example')
            self._choose_transfer(transfer)
            transfer.sudo()._receive_transfer(date(2026, 12, 15), 216.0)
            link = self._join(email='link@luz.example')
            self._pay_by_card(link)
        self.assertTrue(card.token_id)
        rehearsal = self._rehearse()
        ways = [self._line(rehearsal, member).way for member in (card, transfer, link)]
        self.assertEqual(ways, ['card', 'transfer', 'link'])
        self.assertEqual(
            (rehearsal.card_count, rehearsal.transfer_count, rehearsal.link_count), (1, 1, 1),
        )
        card.token_id.active = False
        self.assertEqual(self._line(self._rehearse(), card).way, 'link')

    def test_too_many_for_the_time(self):
        """Once the time is over the rest is only checked, and it is said."""
        members = [self._member_since('2026-12-15', number=number) for number in range(3)]
        members[2].partner_id.street = False
        with freeze_time(EVENING), self.enter_registry_test_mode():
            predictions = self.env['perles.membership']._rehearse_renewals(
                date(2027, 12, 15), seconds=-1, batch_size=2,
            )
        outcomes = {prediction.membership_id: prediction for prediction in predictions}
        self.assertEqual(
            [outcomes[member.id].outcome for member in members], ['checked', 'checked', 'fail'],
        )
        self.assertEqual(outcomes[members[0].id].amount, 216.0)

    def test_batches(self):
        members = [self._member_since('2026-12-15', number=number) for number in range(5)]
        self._break_invoice_of(members[3])
        with freeze_time(EVENING), self.enter_registry_test_mode():
            predictions = self.env['perles.membership']._rehearse_renewals(
                date(2027, 12, 15), batch_size=2,
            )
        self.assertEqual(
            {prediction.membership_id: prediction.outcome for prediction in predictions},
            {member.id: 'fail' if member == members[3] else 'bill' for member in members},
        )
