

from .members import MemberCommon

# What somebody could hope to be a key: none of it travels, so none of it opens.
FORGED_CONTEXTS = (
    {'default_state': 'active'},
    {'state': 'active', 'perles_move': 'activate', 'allow_state': True, 'force': True},
    {'install_mode': True, 'module': 'perles_ethiques', 'import_file': True, 'mode': 'init'},
    {'tracking_disable': True, 'mail_notrack': True, 'noupdate': True},
    {'su': True, 'uid': 1, 'bypass_access': True, 'prefetch_fields': False},
)


class DocumentCommon(MemberCommon):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.env['res.partner'].create({'name': "Alix", 'email': 'a@luz.example'})

    def _membership_values(self, **values):
        return {
            'partner_id': self.person.id, 'contact_id': self.person.id, 'plan_id': self.plan.id,
            **values,
        }

    def _joining_values(self, **values):
        return {**self._form_values(), 'company_id': self.company.id, **values}

    def _kinds(self):
        """(model, values to create one, a state that only the house may give)."""
        return (
            (self.env['perles.membership'], self._membership_values(), 'active'),
            (self.env['perles.joining'], self._joining_values(), 'proved'),
        )

    def _everybody(self, membership):
        """Users who may see a membership, from the least to the most powerful."""
        portal = self._portal_user(membership.contact_id)
        return (portal, self.employee, self.manager, self.env.ref('base.user_root'))
