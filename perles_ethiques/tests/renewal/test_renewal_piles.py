from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, TransactionCase, freeze_time, tagged

from ..clause import clause
from ..kit.payments import PaymentCommon


@tagged('post_install', '-at_install')
class TestPilesOfRenewals(PaymentCommon, TransactionCase):
    """Each pile of *Aujourd'hui* counts what waits for somebody, and forgets what is done."""

    def setUp(self):
        super().setUp()
        self.before = {}
        for name in ('past_due', 'stopped', 'charges', 'paid_closed', 'leaving', 'refunds'):
            self.before[name] = self._raw(name)

    def _raw(self, name):
        self.env.invalidate_all()
        pile = self.env.ref(f'perles_ethiques.today_card_{name}')
        return pile.with_user(self.manager).count

    def _count(self, name, instant):
        with freeze_time(instant):
            return self._raw(name) - self.before[name]

    @clause('000-17')
    def test_unpaid_until_paid_or_closed(self):
        paid, unpaid = self._member_since('2026-12-15'), self._member_since('2026-12-15', 1)
        self._run_clock('renew', '2027-12-15 06:00:00')
        self.assertEqual(self._count('past_due', '2027-12-15 07:00:00'), 2)
        self._pay_invoice(paid.period_ids[:1].invoice_id, '2027-12-16 10:00:00')
        self.assertEqual(self._count('past_due', '2027-12-16 11:00:00'), 1)
        self._run_clock('dun', '2028-01-14 06:00:00')
        self.assertEqual(unpaid.state, 'suspended')
        self.assertEqual(self._count('past_due', '2028-01-14 07:00:00'), 1)
        self._run_clock('dun', '2028-02-13 06:00:00')
        self.assertEqual(self._count('past_due', '2028-02-13 07:00:00'), 0)

    @clause('000-13')
    def test_failed_until_mended(self):
        membership = self._member_since('2026-12-15')
        membership.partner_id.street = False
        self._run_clock('renew', '2027-12-15 06:00:00')
        self.assertEqual(self._count('stopped', '2027-12-15 07:00:00'), 1)
        membership.partner_id.street = "1 rue des Lices"
        self._run_clock('renew', '2027-12-15 08:00:00')
        self.assertEqual(self._count('stopped', '2027-12-15 09:00:00'), 0)

    def test_paid_after_the_closing_until_the_activity_is_done(self):
        membership = self._member_since('2026-12-15')
        self._run_clock('renew', '2027-12-15 06:00:00')
        self._run_clock('dun', '2028-01-14 06:00:00')
        self._run_clock('dun', '2028-02-13 06:00:00')
        self.assertEqual(self._count('paid_closed', '2028-02-14 06:00:00'), 0)
        # joined again meanwhile: the old one cannot come back
        with freeze_time('2028-03-01 10:00:00'):
            self._join(contact=membership.contact_id)
        self._pay_invoice(membership.period_ids[:1].invoice_id, '2028-03-02 10:00:00')
        self.assertEqual(membership.state, 'closed')
        self.assertEqual(self._count('paid_closed', '2028-03-02 11:00:00'), 1)
        membership.activity_ids.action_feedback()
        self.assertEqual(self._count('paid_closed', '2028-03-03 11:00:00'), 0)

    def test_leaving_within_the_month(self):
        membership = self._member_since('2026-12-15')
        with freeze_time('2027-06-01 10:00:00'):
            membership.with_user(self.employee).action_leave()
        self.assertEqual(self._count('leaving', '2027-11-13 10:00:00'), 0)
        self.assertEqual(self._count('leaving', '2027-11-15 10:00:00'), 1)
        self._run_clock('end', '2027-12-15 06:00:00')
        self.assertEqual(self._count('leaving', '2027-12-15 07:00:00'), 0)

    @clause('000-15')
    def test_refund_until_it_is_made(self):
        with freeze_time('2026-12-15 10:00:00'):
            membership = self._member(email='refund@luz.example')
        with freeze_time('2026-12-20 10:00:00'):
            membership._request_withdrawal()
        self.assertEqual(self._count('refunds', '2026-12-20 11:00:00'), 1)
        membership.activity_feedback(['perles_ethiques.mail_activity_type_refund'])
        self.assertEqual(self._count('refunds', '2026-12-21 11:00:00'), 0)
        pile = self.env.ref('perles_ethiques.today_card_refunds')
        self.assertFalse(pile.with_user(self.employee).has_access('read'))

    def test_charge_without_answer(self):
        membership, _period = self._billed()
        self._provider(lambda _transaction: None)
        self._charge('2027-12-15 07:00:00')
        self._charge('2027-12-15 08:00:00')
        self.assertEqual(self._count('charges', '2027-12-15 12:00:00'), 1)
        action = self.env.ref('perles_ethiques.charge_to_check_action')
        found = self.env[action.res_model].with_user(self.employee).search(
            [('charge_to_check', '=', True), ('id', 'in', membership.period_ids.ids)],
        )
        found.action_charge_not_taken()
        self.assertEqual(self._count('charges', '2027-12-15 12:00:00'), 0)
        with self.assertRaises(UserError):
            found.action_charge_not_taken()


@tagged('post_install', '-at_install')
class TestSettings(PaymentCommon, TransactionCase):
    """The settings of the renewals, and what they refuse in words."""

    def _settings(self, **values):
        return self.env['res.config.settings'].with_context(
            module='perles_ethiques',
        ).create(values).execute()

    def test_saved(self):
        self._settings(perles_reminder_days=5, perles_notice_months=3)
        self.assertEqual(self.company.perles_reminder_days, 5)
        self.assertEqual(self.company.perles_notice_months, 3)

    def test_the_ladder_keeps_its_order(self):
        with self.assertRaisesRegex(ValidationError, "follow one another"):
            self._settings(perles_suspend_days=10)

    def test_the_notice_stays_in_its_window(self):
        with self.assertRaisesRegex(ValidationError, "earliest"):
            self._settings(perles_notice_months=4)

    def test_on_the_screen(self):
        settings = self.env['res.config.settings'].with_user(self.env.ref('base.user_admin'))
        with Form(settings) as form:
            form.perles_close_days = 90
            form.perles_notice_professionals = False
        form.record.execute()
        self.assertEqual(self.company.perles_close_days, 90)
        self.assertFalse(self.company.perles_notice_professionals)
