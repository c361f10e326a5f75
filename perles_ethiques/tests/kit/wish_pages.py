from lxml import html

from .pages import PageCommon
from .wishes import MORNING, GlassWishCommon, WishCommon


class WishPages(GlassWishCommon, PageCommon):
    """Two members who wish and may sign in; the first one is signed in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.membership = cls._cheap_member_since('2026-10-01')
        cls.partner = cls.membership.partner_id
        cls.other = cls._wishing_member(1)
        for partner in (cls.partner, cls.other):
            cls._portal_user(partner, f'wish-user-{partner.id}')

    def setUp(self):
        super().setUp()
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


class OfferPages(WishCommon, PageCommon):
    """Two members who may sign in, and what they are offered."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.a, cls.b = (cls._wishing_member(number) for number in range(2))
        cls._portal_user(cls.a, 'member-a')
        cls._portal_user(cls.b, 'member-b')

    def _offered(self, quantity=300, **values):
        self.wish = self._wish(self.a, 200, **values)
        self._wish(self.b, 200, '2026-11-04 09:00:00')
        lot = self._lot(quantity=quantity)
        self._arrive(lot)
        return lot

    def _log_in(self, login, instant=MORNING):
        return super()._log_in(login, instant)

    def _open(self, path, status=200, instant=MORNING):
        return super()._open(path, status, instant)

    def _press(self, path, data, page, instant=MORNING, **options):
        return super()._press(path, data, page, instant, **options)
