import re

from odoo.tests import HttpCase

from .common import ADDRESS, PerlesCommon

PASSWORD = 'A-long-password-1'


class PerlesHttpCommon(PerlesCommon, HttpCase):
    """The pages, asked for as a browser would."""

    def _token(self, path):
        """The CSRF token of the form on a page."""
        page = self.url_open(path)
        return re.search(r'name="csrf_token" value="([^"]+)"', page.text).group(1)

    def _post(self, path, data, token_from=None, **options):
        """Post a form without following the redirection.

        :param str token_from: page whose CSRF token is sent; the same path by default.
        """
        data = {'csrf_token': self._token(token_from or path), **data}
        return self.url_open(path, data=data, allow_redirects=False, **options)

    def _joining_post(self, **values):
        """What the joining form sends when everything is right."""
        return {
            'kind': 'person',
            'person_name': "Camille Roux",
            'email': "camille@luz.example",
            'country': 'FR',
            'plan_id': str(self.plan.id),
            'version_id': str(self.terms.current_version_id.id),
            'amount_total': '216.00',
            'accept_terms': '1',
            **ADDRESS,
            **values,
        }

    def _counts(self):
        """How many of each thing exist that a refused form must not create."""
        return [
            self.env[model].search_count([]) for model in (
                'perles.joining', 'perles.membership', 'perles.acceptance', 'perles.notice',
                'payment.transaction', 'sale.order', 'res.partner', 'res.users',
            )
        ]

    def _sign_up(self, email='camille@luz.example', **values):
        """Join as a visitor up to the payment page; the session is then the new member's.

        :return: the membership, still to be paid
        """
        response = self._post('/adhesion', self._joining_post(email=email, **values))
        self.assertEqual(response.status_code, 303, response.text[:2000])
        joining = self.env['perles.joining'].search([('email', '=', email)], limit=1)
        path = f'/adhesion/confirmer/{joining.id}/{joining._secret()}'
        response = self._post(path, {'password': PASSWORD, 'password_again': PASSWORD})
        self.assertEqual(response.status_code, 303, response.text[:2000])
        return joining.membership_ids

    def _pay_params(self, order, provider=None, **values):
        provider = provider or self.card
        return {
            'provider_id': provider.id,
            'payment_method_id': provider.payment_method_ids[:1].id,
            'token_id': None,
            'amount': order.amount_total,
            'flow': 'direct',
            'tokenization_requested': False,
            'landing_route': '/my/membership',
            'access_token': order._portal_ensure_token(),
            **values,
        }
