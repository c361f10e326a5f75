import base64

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..clause import clause
from ..kit.previews import IN_PREVIEW, LAST_DAY, LAST_SECOND, ONE_SECOND, PreviewPages
from ..kit.wishes import WishCommon


@tagged('post_install', '-at_install')
class TestLotPhoto(PreviewPages, WishCommon):
    """The photo of what one has taken, for its member alone (000-27)."""

    def setUp(self):
        super().setUp()
        self.claim = self._claim(
            self.lot, 10, self.membership.partner_id, instant=IN_PREVIEW,
        )

    @mute_logger('odoo.http')
    def _served(self, login):
        """Sizes of the photo that are served to somebody."""
        self._as(login)
        lot = self.lot.with_context(bin_size=False)
        return [
            size for size in ('photo', 'photo_small')
            if self.url_open(f'/my/lots/{lot.id}/{size}').content == base64.b64decode(lot[size])
        ]

    @clause('000-27')
    def test_who_took_it(self):
        self.assertEqual(self._served('a-member'), ['photo', 'photo_small'])
        self.assertEqual(self._served('a-stranger'), [])
        self.assertEqual(self._served(None), [])
        self.assertEqual(self._served('perles_employee'), ['photo', 'photo_small'])

    def test_what_was_taken_outlives_the_rights(self):
        self.membership.leaves_on = LAST_DAY
        self._at(LAST_SECOND + ONE_SECOND)
        self.assertEqual(self._served('a-member'), ['photo', 'photo_small'])
        self.assertFalse(self._door_images())

    def test_unknown_lots_and_fields(self):
        self._as('a-member')
        other = self._enter()
        without = self._enter({'photo': False})
        self.claim.lot_id = without
        self.env.flush_all()
        for path in (f'{other.id}/photo', '999999999/photo', f'{without.id}/photo',
                     f'{without.id}/message_ids', 'x/photo'):
            self.assertEqual(self.url_open(f'/my/lots/{path}').status_code, 404, path)

    @clause('000-27')
    def test_shown_in_the_space(self):
        self._as('a-member')
        for path, size in (('/my/claims', 'photo_small'), (f'/my/claims/{self.claim.id}', 'photo')):
            page = self.url_open(path)
            self.assertIn(f'src="/my/lots/{self.lot.id}/{size}"', page.text, path)
