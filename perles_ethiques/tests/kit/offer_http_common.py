import re

from odoo.tests import freeze_time

from .http_common import PerlesHttpCommon
from .offer_common import OfferCommon

MORNING = '2026-12-02 10:00:00'


class OfferHttpCommon(OfferCommon, PerlesHttpCommon):
    """Two members who may sign in, and a receipt."""

    def setUp(self):
        super().setUp()
        self.a, self.b = (self._offer_member(number) for number in range(2))
        self._portal_user(self.a, 'member-a')
        self._portal_user(self.b, 'member-b')
        self.receipt = self._receipt()

    def _log_in(self, login, instant=MORNING):
        with freeze_time(instant):
            self.authenticate(login, login)

    def _open(self, path, status=200, instant=MORNING):
        with freeze_time(instant):
            page = self.url_open(path)
        self.assertEqual(page.status_code, status, page.text[:3000])
        return page.text

    def _press(self, path, data, page, instant=MORNING, **options):
        token = re.search(r'name="csrf_token" value="([^"]+)"', page).group(1)
        self.env.flush_all()
        with freeze_time(instant):
            response = self.url_open(
                path, data={'csrf_token': token, **data}, allow_redirects=False, **options,
            )
        self.env.invalidate_all()
        return response

    def _offered(self, quantity=300, **values):
        self.wish = self._wish(self.a, 200, **values)
        self._wish(self.b, 200, '2026-11-04 09:00:00')
        lot = self._lot(self.receipt, quantity)
        self._arrive(lot)
        return lot
