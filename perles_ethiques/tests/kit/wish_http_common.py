from lxml import html

from .http_common import PerlesHttpCommon
from .wish_common import WishCommon


class WishHttpCommon(WishCommon, PerlesHttpCommon):
    """A member who is signed in, and another one."""

    def setUp(self):
        super().setUp()
        self.membership = self._member_since('2026-10-01')
        self.partner = self.membership.partner_id
        self.other = self._member_since('2026-10-01', 1).partner_id
        self._sign_in(self.partner)

    def _sign_in(self, partner):
        user = partner.user_ids[:1] or self._portal_user(partner, f'wish-user-{partner.id}')
        self.authenticate(user.login, user.login)
        return user

    def _values(self, **values):
        return {
            'categ_id': str(self.bead.id), 'quantity': '200', 'unit': 'pieces',
            'value_ids': [str(self.glass.id), str(self.green.id)], 'colour_tolerance': 'exact',
            'project_id': '', **values,
        }

    def _mine(self):
        self.env.invalidate_all()
        return self.wishes.search([('partner_id', '=', self.partner.id)])

    def _page(self, path='/my/wishes'):
        answer = self.url_open(path)
        self.assertEqual(answer.status_code, 200)
        return html.fromstring(answer.text)
