

from odoo import fields

from ...tools.calendars import paris_date
from .http_common import PerlesHttpCommon


class TerminationHttpCommon(PerlesHttpCommon):

    def setUp(self):
        super().setUp()
        self.today = paris_date(fields.Datetime.now())
        self.membership = self._member()

    def _typed(self, **values):
        return {
            'person_name': "Camille Roux", 'email': 'camille@luz.example',
            'contract_ref': self.membership.name, 'wished_day': '', **values,
        }

    def _confirm(self, **values):
        return self._post('/resilier/confirmer', self._typed(**values), token_from='/resilier')

    def _requests(self):
        return self.env['perles.termination'].search([])

    def _match(self):
        with self.enter_registry_test_mode():
            self.env.ref('perles_ethiques.ir_cron_match_terminations').method_direct_trigger()

    def _sign_in(self, membership):
        user = self._portal_user(membership.contact_id)
        self.authenticate(user.login, 'portal-password')
