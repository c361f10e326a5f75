import re

from odoo.tests import HttpCase, freeze_time

from .members import ADDRESS, MemberCommon

PASSWORD = 'A-long-password-1'
# seconds: a machine that does something else beside answers late, and not wrongly
TIMEOUT = 60


class PageCommon(MemberCommon, HttpCase):
    """The pages, asked for as a browser would."""

    def url_open(self, url, *args, timeout=TIMEOUT, **options):
        """Override of `base` to wait for a slow machine: natively twelve seconds."""
        return super().url_open(url, *args, timeout=timeout, **options)

    def _csrf(self, path):
        """The CSRF token of the form on a page."""
        return self._csrf_in(self.url_open(path).text)

    def _csrf_in(self, page):
        return re.search(r'name="csrf_token" value="([^"]+)"', page).group(1)

    def _post(self, path, data, token_from=None, **options):
        """Post a form without following the redirection.

        :param str token_from: page whose CSRF token is sent; the same path by default.
        """
        data = {'csrf_token': self._csrf(token_from or path), **data}
        return self.url_open(path, data=data, allow_redirects=False, **options)

    def _log_in(self, login, instant):
        """Sign in at an instant, with the password that is the login."""
        with freeze_time(instant):
            self.authenticate(login, login)

    def _open(self, path, status, instant):
        """The text of a page at an instant."""
        with freeze_time(instant):
            page = self.url_open(path)
        self.assertEqual(page.status_code, status, page.text[:3000])
        return page.text

    def _press(self, path, data, page, instant, **options):
        """Press the button of a form at an instant.

        :param str page: the text of the page that holds the form, with its CSRF token.
        """
        token = self._csrf_in(page)
        self.env.flush_all()
        with freeze_time(instant):
            response = self.url_open(
                path, data={'csrf_token': token, **data}, allow_redirects=False, **options,
            )
        self.env.invalidate_all()
        return response

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
