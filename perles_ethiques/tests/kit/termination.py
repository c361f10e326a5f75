
from freezegun import freeze_time

from .common import PerlesCommon


class TerminationCommon(PerlesCommon):
    """A member of 15 December 2026, who may leave."""

    def setUp(self):
        super().setUp()
        self.membership = self._joined_on('2026-12-15')

    def _joined_on(self, day, **values):
        with freeze_time(f'{day} 10:00:00'):
            return self._member(**values)

    def _typed(self, **values):
        """What the public form gives once it is checked."""
        return {
            'person_name': "Camille Roux",
            'email': 'camille@luz.example',
            'contract_ref': self.membership.name,
            'wished_day': False,
            'ip_address': '203.0.113.7',
            **values,
        }

    def _notify_as_guest(self, **values):
        return self.env['perles.termination']._record_guest(self._typed(**values), self.company)

    def _match(self):
        """Run the clock for real."""
        with self.enter_registry_test_mode():
            self.env.ref('perles_ethiques.ir_cron_match_terminations').method_direct_trigger()

    def _refuse_renewal(self, kind='no_renewal', **values):
        return self.env['perles.termination']._record_member(
            self.membership, self.membership.contact_id, kind, **values,
        )
