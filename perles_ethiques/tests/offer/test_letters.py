import re

from lxml import html

from odoo.tests import freeze_time, tagged

from ..clause import clause
from ..kit.pages import PageCommon
from ..kit.wishes import MORNING, WishCommon

SENDING = '2026-12-02 10:30:00'


@tagged('post_install', '-at_install')
class TestLetters(WishCommon, PageCommon):
    """A letter says what may still be answered when it leaves, and does not leave for nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.a, cls.b = (cls._wishing_member(number) for number in range(2))

    def _letter(self, *quantities, photo=None):
        """The letter to A about lots that answer A's wish for all of them."""
        self._wish(self.a, sum(quantities))
        lots = self._lots(*(
            {'name': f'L{number}', 'quantity': quantity, 'price': 0.4,
             **({'photo': photo} if photo else {})}
            for number, quantity in enumerate(quantities)
        ))
        self._arrive(*lots)
        return self._offers(partner=self.a).letter_id

    def _sent(self, letter, instant=SENDING):
        with freeze_time(instant):
            self._send_notices()
        return [
            self.env['mail.mail'].sudo().search([('message_id', '=', notice.message_ref)])
            for notice in self._notices(letter) if notice.state == 'sent'
        ]

    def _move(self, offers, name):
        with freeze_time(MORNING):
            offers._move(name)

    @clause('000-40')
    def test_what_was_answered_is_not_in_it(self):
        letter = self._letter(30, 40)
        first, second = letter.offer_ids.sorted('id')
        self._move(first, 'decline')
        [mail] = self._sent(letter)
        self.assertNotIn(f'/my/offers/{first.id}"', mail.body_html)
        self.assertIn(f'/my/offers/{second.id}"', mail.body_html)
        self.assertRegex(mail.subject, "mercredi 9 décembre.*: Page of L1$")

    @clause('000-40')
    def test_an_empty_letter_is_not_sent(self):
        letter = self._letter(30)
        self._move(letter.offer_ids, 'decline')
        self.assertFalse(self._sent(letter))
        self.assertEqual(self._notices(letter).mapped('state'), ['cancelled'])

    @clause('000-37')
    def test_what_ended_meanwhile_is_not_in_it(self):
        """The mail server was away for days, and the clock of the offers is late."""
        letter = self._letter(30)
        self.assertFalse(self._sent(letter, '2026-12-10 08:00:00'))
        self.assertEqual(letter.offer_ids.state, 'live')

    @clause('000-37', '000-40')
    def test_what_comes_free_after_an_empty_letter_is_told(self):
        self._wish(self.b, 30, '2026-11-02 09:00:00')
        letter = self._letter(40)
        self._move(letter.offer_ids, 'decline')
        self.assertFalse(self._sent(letter))
        # A said no to the lot for that wish; another wish of A is answered
        self._wish(self.a, 10, MORNING)
        self._run_clock('match', SENDING)
        mails = self._sent(letter)
        self.assertEqual(len(mails), 1)
        last = letter.offer_ids.sorted('id')[-1]
        self.assertIn(f'/my/offers/{last.id}"', mails[0].body_html)

    @clause('000-27', '000-40')
    def test_picture_and_price(self):
        letter = self._letter(30)
        [mail] = self._sent(letter)
        body = html.fromstring(mail.body_html)
        self.assertIn("0,40", body.text_content())
        [source] = [src for src in body.xpath('//img/@src') if '/offers/photo/' in src]
        path = re.sub(r'^https?://[^/]+', '', source)
        answer = self.url_open(path)
        self.assertEqual(answer.status_code, 200)
        self.assertTrue(answer.headers['Content-Type'].startswith('image/'))
        lot = letter.offer_ids.lot_id
        other = self._lot('OTHER', 5)
        for wrong in (path[:-1] + ('0' if path[-1] != '0' else '1'), path[:-4] + '%C3%A9',
                      path.replace(f'/{lot.id}/', f'/{other.id}/')):
            self.assertEqual(self.url_open(wrong).status_code, 404, wrong)

    @clause('000-40')
    def test_several_lots_in_the_subject(self):
        [mail] = self._sent(self._letter(30, 40, 50))
        self.assertRegex(mail.subject, "Page of L0 .*2")
