

from odoo.tests import tagged

from ..clause import clause
from ..kit.wish_pages import WishPages


@tagged('post_install', '-at_install')
class TestHttpWishMoves(WishPages):
    """What one does to a wish, each by one press."""

    def test_pause_resume_duplicate_close(self):
        wish = self._wish(self.partner)
        path = f'/my/wishes/{wish.id}'
        for move, state in (('pause', 'paused'), ('resume', 'open')):
            answer = self._post(f'{path}/move', {'move': move}, token_from=path)
            self.assertEqual((answer.status_code, self._mine().state), (303, state))
            # what a pause does is said as long as it lasts
            told = self._page(path).xpath('//*[contains(@class, "pe-wish-paused")]')
            self.assertEqual(bool(told), state == 'paused')
        answer = self._post(f'{path}/duplicate', {}, token_from=path)
        self.assertEqual((answer.status_code, len(self._mine())), (303, 2))
        self._hold(wish, 80)
        answer = self._post(f'{path}/move', {'move': 'close'}, token_from=path)
        self.assertEqual((answer.status_code, wish.state), (400, 'open'))
        wish.offer_ids.sudo()._write_state('declined')
        self.assertEqual(
            self._post(f'{path}/move', {'move': 'close'}, token_from=path).status_code, 303,
        )
        self.env.invalidate_all()
        self.assertEqual(wish.state, 'closed')
        answer = self._post(f'{path}/move', {'move': 'sleep'}, token_from=path)
        self.assertEqual((answer.status_code, wish.state), (400, 'closed'))

    @clause('000-33')
    def test_one_click_confirms_all(self):
        wishes = self._wish(self.partner) | self._wish(self.partner, instant='2026-11-05 09:00:00')
        self.assertNotIn('/my/wishes/confirm', self.url_open('/my/wishes').text)
        wishes.sudo().reminded_at = '2026-11-10 09:00:00'
        page = self._page('/my/wishes')
        self.assertTrue(page.xpath('//form[@action="/my/wishes/confirm"]'))
        answer = self._post('/my/wishes/confirm', {}, token_from='/my/wishes')
        self.assertEqual(answer.status_code, 303)
        self.env.invalidate_all()
        self.assertFalse(self.wishes._to_confirm(self.partner) & wishes)
