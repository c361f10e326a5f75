from odoo.tests import freeze_time, tagged

from ..clause import clause
from ..kit.claims import ClaimCommon

RELEASE = '2026-12-16 10:00:00'


@tagged('post_install', '-at_install')
class TestSameOrder(ClaimCommon):
    """One order at the receipt, at each release and after care; a no is one, a shortage is none."""

    def _together(self, **wishes):
        """Wishes of A, B and C of one and the same second."""
        return {
            name: self._wish(getattr(self, name), quantity) for name, quantity in wishes.items()
        }

    def _live(self, lot):
        return [
            (offer.partner_id, offer.quantity)
            for offer in self._offers(lot, state='live').sorted('id')
        ]

    def _release(self, claim, instant=RELEASE):
        """This pre-reservation is given up, and the clock runs."""
        with freeze_time(instant):
            claim.order_id._action_cancel()
        self.assertEqual(claim.state, 'cancelled')
        self._run_clock('match', instant)

    # === EQUAL INSTANTS === #

    @clause('000-34', '000-41')
    def test_who_clicks_first_does_not_pass_an_equal_wish(self):
        self._together(a=60, b=60, c=60)
        lot = self._lot(quantity=180)
        self._arrive(lot)
        last, second, first = (
            self._taken(self._accept(lot, who)) for who in (self.c, self.b, self.a)
        )
        self._end_care(lot, 100)
        self.assertEqual(first.quantity, 60)
        self.assertEqual((second.state, second.quantity), ('quoted', 40))
        self.assertEqual(last.state, 'refused')

    @clause('000-34')
    def test_equal_instants_go_by_the_wish_not_by_its_part(self):
        first = self._wish(self.a, 50)
        other = self._wish(self.b, 50, '2026-11-20 09:00:00')
        with freeze_time('2026-11-20 09:00:00'):
            first.quantity = 80
        self.assertGreater(first.slice_ids[-1].id, other.slice_ids.id)
        lot = self._lot(quantity=100)
        self._arrive(lot)
        self.assertEqual(
            [(o.wish_id, o.quantity) for o in self._offers(lot)],
            [(first, 50), (first, 30), (other, 20)],
        )

    @clause('000-34', '000-41')
    def test_offers_that_wait_are_trimmed_in_the_same_order(self):
        self._together(a=60, b=60, c=60)
        lot = self._lot(quantity=180)
        self._arrive(lot)
        self._end_care(lot, 100)
        self.assertEqual(self._live(lot), [(self.a, 60), (self.b, 40)])

    # === A SHORTAGE IS NO NO === #

    @clause('000-41')
    def test_who_lost_to_a_shortage_is_served_first(self):
        lot = self._offered(300, a=200, b=100)
        first, lost = (self._taken(self._accept(lot, who)) for who in (self.a, self.b))
        self._wish(self.c, 150, '2026-12-05 09:00:00')
        self._end_care(lot, 180)
        self.assertEqual((lost.state, lost.short_qty), ('refused', 100))
        self._release(first)
        self.assertEqual(self._live(lot), [(self.b, 100), (self.c, 80)])

    @clause('000-41')
    def test_who_lost_a_part_gets_the_rest_first(self):
        lot = self._offered(300, a=200, b=100)
        first, cut = (self._taken(self._accept(lot, who)) for who in (self.a, self.b))
        self._wish(self.c, 150, '2026-12-05 09:00:00')
        self._end_care(lot, 230)
        self.assertEqual((cut.quantity, cut.short_qty), (30, 70))
        self._release(first)
        self.assertEqual(self._live(lot), [(self.b, 70), (self.c, 130)])

    @clause('000-41')
    def test_who_lost_waits_and_is_told_so(self):
        lot = self._offered(300, a=200, b=100)
        for who in (self.a, self.b):
            self._accept(lot, who)
        self._end_care(lot, 180)
        lines = self.wishes['b']._waiting_lines()
        self.assertEqual([(line['lot'], line['position']) for line in lines], [(lot, 2)])

    @clause('000-41')
    def test_who_clicked_and_lost_is_served_before_a_later_wish(self):
        lot = self._lot(quantity=300)
        first = self._taken(self._take(lot, self.a, 200, 'a'))
        lost = self._taken(self._take(lot, self.b, 100, 'b'))
        self._wish(self.c, 150, '2026-12-05 09:00:00')
        self._end_care(lot, 200)
        self.assertEqual((lost.state, lost.short_qty), ('refused', 100))
        self._release(first)
        again = lot.perles_claim_ids.filtered(lambda claim: claim.state == 'quoted')
        self.assertEqual((again.partner_id, again.quantity), (self.b, 100))
        self.assertEqual(again.rank_at, lost.rank_at)
        self.assertEqual(self._live(lot), [(self.c, 100)])
        self.assertEqual(lot.perles_held_qty, 200)
        self.assertNotIn('expected', lot.perles_claim_ids.mapped('state'))
        self._run_clock('match', '2026-12-16 11:00:00')
        self.assertEqual(len(lot.perles_claim_ids), 3, "served once")
        # and what they give up then is not theirs a third time
        self._release(again, '2026-12-17 10:00:00')
        self.assertNotIn(self.b, self._offers(lot, state='live').partner_id)
        self.assertFalse(lot.perles_claim_ids.filtered(lambda claim: claim.state == 'quoted'))

    @clause('000-41')
    def test_what_a_click_took_beyond_its_wish_comes_back_too(self):
        lot = self._lot(quantity=300)
        first = self._taken(self._take(lot, self.a, 200, 'a'))
        wish = self._wish(self.b, 30, '2026-12-02 09:00:00')
        lost = self._taken(self._take(lot, self.b, 100, 'b'))
        self.assertEqual(lost.wish_id, wish)
        self._end_care(lot, 200)
        self.assertEqual((lost.state, lost.short_qty), ('refused', 100))
        self._release(first)
        again = lot.perles_claim_ids.filtered(lambda claim: claim.state == 'quoted')
        self.assertEqual((again.partner_id, again.quantity), (self.b, 70))
        self.assertEqual(self._live(lot), [(self.b, 30)])

    @clause('000-41')
    def test_nobody_stands_behind_oneself(self):
        lot = self._lot(quantity=300)
        first = self._taken(self._take(lot, self.a, 200, 'a'))
        self._taken(self._take(lot, self.b, 100, 'b'))
        self._wish(self.b, 50, '2026-12-05 09:00:00')
        self._end_care(lot, 200)
        self._release(first)
        self.assertEqual(self._offers(lot, self.b).mapped('position'), [1])

    # === A NO IS ONE FOR THE WHOLE WISH === #

    def _raised(self, wish, instant='2026-12-03 09:00:00'):
        with freeze_time(instant):
            wish.quantity += 100

    @clause('000-34', '000-37')
    def test_a_no_counts_for_what_is_wished_more_later(self):
        for answer in ('decline', 'lapse'):
            with self.subTest(answer=answer):
                lot = self._offered(300, a=200)
                offer = self._offers(lot)
                offer._move(answer)
                self._raised(self.wishes['a'])
                self._run_clock('match', '2026-12-04 09:00:00')
                self.assertEqual(self._offers(lot), offer)
                self.wishes['a'].quantity = 200
                self.wishes['a']._move('close')
                # what is free would answer the next wish
                self._claim(lot, 300, self.c, key=answer)

    @clause('000-34')
    def test_less_taken_counts_for_what_is_wished_more_later(self):
        lot = self._offered(300, a=200)
        claim = self._taken(self._accept(lot, self.a, 120))
        self._raised(self.wishes['a'])
        self._run_clock('match', '2026-12-04 09:00:00')
        self.assertEqual(self._offers(lot, self.a), claim.offer_id)
        # less on the quotation is less taken too
        other = self._offered(300, b=200)
        claim = self._taken(self._accept(other, self.b))
        self._end_care(other)
        claim._keep_only(50)
        self._run_clock('match', RELEASE)
        self.assertEqual(self._offers(other, self.b), claim.offer_id)

    @clause('000-34', '000-40')
    def test_a_second_parcel_is_not_offered_to_who_said_no(self):
        lot = self._offered(300, a=200, b=50)
        self._offers(lot, self.a)._move('decline')
        with freeze_time('2026-12-03 09:00:00'):
            self.env['stock.picking']._perles_receive(self.company, {lot: 100})
        self._run_clock('match', '2026-12-03 09:05:00')
        self.assertEqual(self._offers(lot, self.a).mapped('state'), ['declined'])
        self.assertEqual(lot.perles_promisable_qty, 400)

    @clause('000-34')
    def test_more_wished_without_a_no_is_offered(self):
        lot = self._offered(300, a=200)
        self._accept(lot, self.a)
        self._raised(self.wishes['a'])
        lot._perles_free(0)
        self._run_clock('match', '2026-12-04 09:00:00')
        self.assertEqual(self._live(lot), [(self.a, 100)])
