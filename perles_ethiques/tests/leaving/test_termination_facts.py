
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .termination import TerminationCommon


@tagged('post_install', '-at_install')
class TestFacts(TerminationCommon):
    """What was asked stays as it was asked."""

    def setUp(self):
        super().setUp()
        self.termination = self._notify_as_guest()

    def test_nobody_rewrites_a_request(self):
        facts = {
            'requested_at': '2020-01-01', 'email': 'x@luz.example', 'person_name': "X",
            'contract_ref': "X", 'wished_day': '2030-01-01', 'kind': 'no_renewal',
            'ip_address': '192.0.2.9', 'channel': 'team',
        }
        for field, value in facts.items():
            for termination in (self.termination.with_user(self.manager), self.termination.sudo()):
                with self.subTest(field=field, su=termination.env.su):
                    with self.assertRaises(AccessError):
                        termination.write({field: value})

    def test_the_outcome_is_not_written_by_hand(self):
        for values in (
            {'membership_id': self.membership.id}, {'last_day': '2027-01-01'},
            {'refund_amount': 100}, {'state': 'applied'}, {'refusal_reason': "No"},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                self.termination.with_user(self.manager).write(values)

    def test_nobody_deletes_or_invents_a_request(self):
        with self.assertRaises(AccessError):
            self.termination.with_user(self.manager).unlink()
        with self.assertRaises(AccessError):
            self.env['perles.termination'].with_user(self.manager).create(
                {**self._typed(), 'kind': 'termination', 'channel': 'guest'},
            )

    def test_forgotten_after_the_years_of_evidence(self):
        with freeze_time('2027-12-01 10:00:00'):
            old = self._refuse_renewal()
        with freeze_time('2037-11-30 10:00:00'):
            self.env['perles.termination']._gc_past_retention()
            self.assertTrue(old.exists())
        with freeze_time('2037-12-02 10:00:00'):
            self.env['perles.termination']._gc_past_retention()
            self.assertFalse(old.exists())
            self.assertTrue(self.termination.exists(), "what was never treated is kept")
