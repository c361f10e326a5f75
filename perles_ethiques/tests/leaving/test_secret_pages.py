from odoo.tests import tagged

from .termination_pages import TerminationPages

# What no link of ours ends with.
SECRETS = (
    'forged', '%C3%A9', '..%2f', '..%2F..%2Fweb', 'a%2fb', '%00', '%F0%9F%98%80', 'a' * 3000,
    '%E2%80%AE', "'%20or%201=1", '..%5c',
)
DOORS = ('/adhesion/confirmer', '/resilier/annuler', '/resilier/valider')
NOBODY = 2**31 - 1


@tagged('post_install', '-at_install')
class TestSecretPages(TerminationPages):
    """A mailed link opens by its secret alone, and answers everything else alike."""

    def _answer(self, door, record_id, secret):
        response = self.url_open(f'{door}/{record_id}/{secret}', allow_redirects=False)
        return response.status_code, response.headers.get('Location', '').replace(
            str(record_id), 'ID',
        )

    def test_forged_secrets_tell_nothing(self):
        termination = self.env['perles.termination']._record_guest({
            'person_name': "C", 'email': self.membership.contact_id.email,
        }, self.company)
        joining = self.env['perles.joining'].search([], limit=1) or self._requested()
        self.env.flush_all()
        told = []
        for door, known in zip(DOORS, (joining, termination, termination), strict=True):
            for secret in SECRETS:
                there = self._answer(door, known.id, secret)
                nowhere = self._answer(door, NOBODY, secret)
                if there[0] >= 500 or there != nowhere:
                    told.append((door, secret[:20], there, nowhere))
        self.assertEqual(told, [])
        self.assertLess(self._answer(DOORS[0], 10**30, 'forged')[0], 500)

    def _requested(self):
        self._post('/adhesion', self._joining_post(email='asks@luz.example'))
        return self.env['perles.joining'].search([], limit=1)
