import re

from lxml import html

from odoo.tests import tagged

from ..clause import clause
from ..kit.wish_pages import MORNING, OfferPages


@tagged('post_install', '-at_install')
class TestFoundPages(OfferPages):
    """What a member reads once something was found: home, wishes, offer, pre-reservation."""

    def _tree(self, path):
        return html.fromstring(self._open(path))

    def _standing(self):
        [cell] = self._tree('/my/wishes').xpath(f'//tr[@id="wish_{self.wish.id}"]/td[last()]')
        links = [link.split('?')[0] for link in cell.xpath('.//a/@href')]
        return ' '.join(cell.text_content().split()), links

    def _cards(self):
        """Addresses of the home that are shown before any counter has answered."""
        return {
            card.xpath('./a/@href')[0]
            for card in self._tree('/my').xpath('//div[contains(@class, "o_portal_index_card")]')
            if 'd-none' not in card.get('class').split()
        }

    def test_the_home_shows_three_cards(self):
        self._log_in('member-a')
        self.assertLessEqual({'/my/wishes', '/my/offers', '/my/claims'}, self._cards())

    def test_a_wish_says_what_was_found(self):
        lot = self._offered()
        offer = self._offers(lot, self.a)
        self._log_in('member-a')
        self.assertEqual(self._standing()[1], ['/my/offers'])
        self._take(lot, self.a, 150, 'found-1', offer)
        words, links = self._standing()
        self.assertIn('150', words)
        self.assertEqual(links, ['/my/claims'])
        self.assertFalse(self._found()[1])
        more = self._lot(quantity=300, name='LOT-2')
        self._arrive(more, instant=MORNING)
        rest = self._offers(more, self.a)
        self._take(more, self.a, rest.quantity, 'found-2', rest)
        words, links = self._standing()
        self.assertIn('200', words)
        self.assertTrue(self._found()[1])
        self.assertIn('pe-tone--ok', self._open('/my/wishes'))

    def _found(self):
        self.env.invalidate_all()
        return self.wish._found()[self.wish.id]

    def test_nothing_found_says_nothing(self):
        self._offered()
        self.assertEqual(self.wish._found(), {})

    @clause('000-27')
    def test_every_list_shows_the_photo(self):
        lot = self._offered()
        self._log_in('member-a')
        source = f'/my/lots/{lot.id}/photo_small'
        self.assertIn(source, self._open('/my/offers'))
        self._take(lot, self.a, 200, 'photo', self._offers(lot, self.a))
        self.assertIn(source, self._open('/my/claims'))

    def test_a_click_takes_what_is_kept_for_who_clicks(self):
        """Found: what was offered and what was clicked were both held, for one wish."""
        lot = self._offered()
        self._offers(lot, self.b)._move('decline')
        offer = self._offers(lot, self.a)
        self._log_in('member-a')
        page = self._open(f'/my/lots/{lot.id}')
        self.assertIn('value="200"', page)
        data = {'key': re.search(r'name="key" value="([^"]+)"', page).group(1)}
        refused = self._press(f'/my/lots/{lot.id}/take', {**data, 'quantity': '250'}, page)
        self.assertEqual(refused.status_code, 409)
        self.assertIn("Une offre vous garde 200 pièces de ce lot", refused.text)
        self.assertIn(f'/my/offers/{offer.id}', refused.text)
        for _press in range(2):
            done = self._press(f'/my/lots/{lot.id}/take', {**data, 'quantity': '120'}, page)
            self.assertEqual(done.status_code, 303)
        self.assertEqual((offer.state, lot.perles_claim_ids.quantity), ('accepted', 120))
        self.assertEqual(lot.perles_held_qty, 120)

    def test_what_asked_for_an_answer_goes_away(self):
        """Once it is taken by script, the button that declines goes with the one that accepts."""
        lot = self._offered()
        self._log_in('member-a')
        page = self._tree(f'/my/offers/{self._offers(lot, self.a).id}')
        [root] = page.xpath('//*[contains(concat(" ", @class, " "), " pe-take ")]')
        for button in root.xpath('.//button[@type="submit"]'):
            self.assertTrue(button.xpath('./ancestor::*[@data-before]'), button.text_content())
        [decline] = root.xpath('.//button[contains(@formaction, "/decline")]')
        self.assertIn('data-plain', decline.attrib)

    def test_an_offer_says_what_is_known_of_the_lot(self):
        lot = self._offered()
        lot.write({'perles_hole_mm': 1.2, 'perles_flawless_share': 88})
        offer = self._offers(lot, self.a)
        self._log_in('member-a')
        page = self._open(f'/my/offers/{offer.id}')
        for fact in ('1,2\xa0mm', '88 %', lot.name):
            self.assertIn(fact, page)
