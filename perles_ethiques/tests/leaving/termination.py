

from ..kit.members import MemberCommon


class TerminationCommon(MemberCommon):
    """A member of 15 December 2026, who may leave."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.membership = cls._joined_on('2026-12-15')

    @classmethod
    def _joined_on(cls, day, **values):
        return cls._member_at(f'{day} 10:00:00', **values)

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

    def _refuse_renewal(self, kind='no_renewal', **values):
        return self.env['perles.termination']._record_member(
            self.membership, self.membership.contact_id, kind, **values,
        )
