from odoo.tests import freeze_time, tagged

from ..clause import clause
from ..kit.claims import ClaimCommon
from ..kit.lots import READY
from ..kit.wishes import MORNING

NOON = '2026-12-02 11:00:00'


@tagged('post_install', '-at_install')
class TestAnswered(ClaimCommon):
    """Who waits as told does not lose to who clicks, and who clicks waits no longer."""

    def _free(self, quantity=100, **lot):
        """A lot that nobody wanted when it arrived."""
        lot = self._lot(quantity=quantity, **lot)
        self._arrive(lot)
        self.assertFalse(self._offers(lot))
        return lot

    def _open(self, wish):
        """What matching still looks for, in the unit of the wish."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT COALESCE(sum(open_qty), 0) FROM perles_match WHERE wish_id = %s", [wish.id],
        )
        [[still]] = self.env.cr.fetchall()
        return still

    @clause('000-34', '000-37')
    def test_a_wish_written_after_the_arrival_is_answered(self):
        lot = self._free()
        wish = self._wish(self.a, 30, MORNING)
        self.assertTrue(wish.to_match)
        self._run_clock('match', MORNING)
        offer = self._offers(lot, self.a)
        self.assertEqual((offer.state, offer.quantity), ('live', 30))
        self.assertFalse(wish.to_match)
        self.assertEqual(len(self._notices(offer.letter_id)), 1)

    @clause('000-35')
    def test_a_wish_that_is_raised_resumed_or_widened_is_answered(self):
        wish = self._wish(self.a, 30)
        lot = self._lot(quantity=100)
        self._arrive(lot)
        with freeze_time(MORNING):
            wish._edit({'quantity': 50})
        self._run_clock('match', MORNING)
        self.assertEqual(sum(self._offers(lot, self.a).mapped('quantity')), 50)
        paused = self._wish(self.b, 10, MORNING)
        paused._move('pause')
        self._run_clock('match', NOON)
        self.assertFalse(self._offers(lot, self.b))
        with freeze_time(NOON):
            paused._move('resume')
        self._run_clock('match', NOON)
        self.assertEqual(self._offers(lot, self.b).quantity, 10)
        narrow = self._wish(self.c, 20, MORNING, mm_min=4, mm_max=5)
        self._run_clock('match', NOON)
        self.assertFalse(self._offers(lot, self.c))
        with freeze_time(NOON):
            narrow._edit({'mm_min': 0, 'mm_max': 0})
        self._run_clock('match', NOON)
        self.assertEqual(self._offers(lot, self.c).quantity, 20)

    @clause('000-36')
    def test_who_declined_is_not_asked_again_by_another_edit(self):
        wish = self._wish(self.a, 30)
        lot = self._lot(quantity=100)
        self._arrive(lot)
        self._offers(lot)._move('decline')
        with freeze_time(MORNING):
            wish._edit({'note': "x", 'max_price': 50})
        self._run_clock('match', MORNING)
        self.assertEqual(self._offers(lot).mapped('state'), ['declined'])

    def test_nothing_free_wakes_nobody(self):
        self._offered(50, a=50)
        self.assertFalse(self._wish(self.b, 30, MORNING).to_match)

    @clause('000-20')
    def test_what_is_free_is_offered_again_by_the_hour(self):
        """A membership that comes back, a lot that is described again: no wish was written."""
        wish = self._wish(self.a, 30, values=['colour_duck_blue'])
        lot = self._free()
        lot.perles_value_ids = wish.value_ids
        self._run_clock('lapse', NOON)
        self._run_clock('match', NOON)
        self.assertEqual(self._offers(lot, self.a).quantity, 30)

    @clause('000-34')
    def test_who_waits_while_pieces_are_free_has_the_way_there(self):
        wish = self._wish(self.a, 200, min_quantity=150)
        lot = self._free(100)
        with freeze_time(MORNING):
            [line] = wish._waiting_lines()
            words, url = wish._waiting_words()[wish.id]
        self.assertEqual((line['position'], line['url']), (1, f'/my/lots/{lot.id}'))
        self.assertIn("100", words)
        self.assertEqual(url, f'/my/lots/{lot.id}')

    @clause('000-34', '000-38')
    def test_a_click_answers_the_wish(self):
        lot = self._free()
        wish = self._wish(self.a, 50, MORNING)
        claim = self._claim(lot, 30, self.a)
        self.assertEqual((claim.wish_id, claim.wish_qty), (wish, 30))
        self.assertEqual((wish.slice_ids.held_qty, self._open(wish)), (30, 20))
        self.assertEqual(wish._found()[wish.id][1], False)
        self._run_clock('match', NOON)
        self.assertEqual(self._offers(lot, self.a).quantity, 20)

    @clause('000-38')
    def test_a_click_beyond_the_wish_answers_all_of_it(self):
        lot = self._free()
        wish = self._wish(self.a, 30, MORNING)
        claim = self._claim(lot, 40, self.a)
        self.assertEqual((claim.quantity, claim.wish_qty, self._open(wish)), (40, 30, 0))
        self.assertTrue(wish._found()[wish.id][1])
        self._run_clock('match', NOON)
        self.assertFalse(self._offers(lot, self.a))

    @clause('000-35', '000-38')
    def test_a_click_answers_two_wishes_and_their_parts_by_rank(self):
        lot = self._free()
        first = self._wish(self.a, 20, '2026-12-02 08:30:00')
        second = self._wish(self.a, 10, '2026-12-02 08:40:00')
        with freeze_time('2026-12-02 08:50:00'):
            first._edit({'quantity': 35})
        claim = self._claim(lot, 40, self.a)
        self.assertEqual((self._open(first), self._open(second)), (5, 0))
        self.assertEqual([part['wish_qty'] for part in claim.parts], [20, 10, 10])
        found = (first | second)._found()
        self.assertEqual((found[first.id][1], found[second.id][1]), (False, True))
        claim._move('cancel')
        self.assertEqual((self._open(first), self._open(second)), (35, 10))

    @clause('000-38')
    def test_a_click_on_what_nobody_wished_for_answers_nothing(self):
        wish = self._wish(self.a, 20, values=['colour_duck_blue'])
        other = self._wish(self.b, 20, max_price=0.5)
        lot = self._free(values=['colour_green'])
        for partner, mine in ((self.a, wish), (self.b, other)):
            claim = self._claim(lot, 20, partner, key=f'k{partner.id}')
            self.assertFalse(claim.wish_id)
            self.assertEqual(self._open(mine), 20)

    @clause('000-38')
    def test_a_press_repeated_answers_once(self):
        lot = self._free()
        wish = self._wish(self.a, 50, MORNING)
        for _press in range(2):
            self._claim(lot, 30, self.a, key='same')
        self.assertEqual(self._open(wish), 20)

    @clause('000-37', '000-41')
    def test_less_after_care_opens_the_wish_again(self):
        lot = self._free(100)
        wish = self._wish(self.a, 60, MORNING, min_quantity=50)
        claim = self._claim(lot, 40, self.a)
        self._end_care(lot, usable=25, at=READY)
        self.assertEqual((claim.state, claim.quantity), ('quoted', 25))
        self.assertEqual((claim.wish_qty, self._open(wish)), (25, 35))

    @clause('000-37')
    def test_given_up_is_free_for_the_next_and_not_offered_again(self):
        lot = self._free(40)
        mine = self._wish(self.a, 40, MORNING)
        claim = self._claim(lot, 40, self.a)
        self._wish(self.b, 40, NOON)
        claim._move('cancel')
        self.assertEqual(self._open(mine), 40)
        self._run_clock('match', NOON)
        self.assertEqual(self._offers(lot, state='live').partner_id, self.b)

    # === WHERE ONE STANDS, ON THE PAGE OF THE LOT === #

    def _standing(self, lot, partner, instant=MORNING):
        self.env.invalidate_all()
        with freeze_time(instant):
            return lot.sudo()._perles_standing(partner)

    def test_the_page_of_a_lot_says_what_is_mine(self):
        lot = self._offered(60, a=40, b=40)
        self.assertEqual(
            [url for _words, url in self._standing(lot, self.a)],
            [f'/my/offers/{self._offers(lot, self.a).id}'],
        )
        claim = self._taken(self._accept(lot, self.a))
        [[words, url]] = self._standing(lot, self.a)
        self.assertIn("40", words)
        self.assertEqual(url, f'/my/claims/{claim.id}')
        wish = self._wish(self.c, 40, '2026-11-06 09:00:00')
        [[words, url]] = self._standing(lot, self.c)
        self.assertEqual(url, f'/my/wishes/{wish.id}')
        self.assertIn("2nd", words)
        self.assertFalse(self._standing(lot, self._wishing_member(8)))
