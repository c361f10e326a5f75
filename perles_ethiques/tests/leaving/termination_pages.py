

from odoo import fields

from ...tools.calendars import paris_date
from ..kit.pages import PageCommon


class TerminationPages(PageCommon):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = paris_date(fields.Datetime.now())
        cls.membership = cls._member()

    def _typed(self, **values):
        return {
            'person_name': "Camille Roux", 'email': 'camille@luz.example',
            'contract_ref': self.membership.name, 'wished_day': '', **values,
        }

    def _confirm(self, **values):
        return self._post('/resilier/confirmer', self._typed(**values), token_from='/resilier')

    def _requests(self):
        return self.env['perles.termination'].search([])

    def _sign_in(self, membership):
        user = self._portal_user(membership.contact_id)
        self.authenticate(user.login, 'portal-password')
