from odoo.tests import freeze_time, tagged

from ..clause import clause
from ..kit.claims import ClaimCommon


@tagged('post_install', '-at_install')
class TestClaim(ClaimCommon):
    """Who presses first has it, never more than there is, and care settles by rank."""

    # === TAKING === #

    @clause('000-38')
    def test_accepted_offer_is_held_once(self):
        lot = self._offered(300, a=200, b=200)
        claim = self._taken(self._accept(lot, self.a))
        self.assertEqual((claim.quantity, claim.asked_qty, claim.state), (200, 200, 'expected'))
        self.assertEqual(claim.rank_at, self.wishes['a'].slice_ids.rank_at)
        self.assertEqual(lot.perles_held_qty, 300)
        self.assertEqual(self._offers(lot, self.a).state, 'accepted')
        self.assertRegex(claim.name, r'^PRE/2026/\d{4}$')

    @clause('000-38')
    def test_same_gesture_same_claim(self):
        lot = self._offered(300, a=200)
        first = self._accept(lot, self.a)
        self.assertEqual(self._accept(lot, self.a), first)
        # another tab, another key: the offer was answered
        self.assertEqual(self._accept(lot, self.a, key='other'), (None, 'taken'))
        self.assertEqual(lot.perles_held_qty, 200)

    @clause('000-38')
    def test_last_pieces_go_to_one(self):
        lot = self._lot(quantity=100)
        first = self._taken(self._take(lot, self.b, 100, 'b'))
        self.assertEqual(self._take(lot, self.c, 100, 'c'), (None, 'exhausted'))
        self.assertEqual(lot.perles_held_qty, 100)
        self.assertEqual(lot.perles_claim_ids, first)

    @clause('000-38')
    def test_what_is_offered_is_not_free(self):
        lot = self._offered(300, a=200)
        self.assertEqual(self._take(lot, self.b, 101, 'b'), (None, 'exhausted'))
        self._taken(self._take(lot, self.b, 100, 'b'))
        self._taken(self._accept(lot, self.a))
        self.assertEqual(lot.perles_held_qty, 300)

    @clause('000-37')
    def test_expired_offer(self):
        lot = self._offered(300, a=200)
        late = self._accept(lot, self.a, instant='2026-12-09 23:00:00')
        self.assertEqual(late, (None, 'expired'))
        self.assertEqual(self._offers(lot, self.a).state, 'live')
        self.assertEqual(lot.perles_held_qty, 200)
        self._taken(self._accept(lot, self.a, instant='2026-12-09 22:59:59'))

    def test_wrong_quantities(self):
        lot = self._offered(300, a=200)
        offer = self._offers(lot, self.a)
        for quantity in (0, -1, 201, 1e9, float('nan'), float('inf')):
            with self.subTest(quantity=quantity):
                self.assertEqual(
                    self._take(lot, self.a, quantity, 'wrong', offer), (None, 'wrong'))
        self.assertEqual(offer.state, 'live')
        self.assertFalse(lot.perles_claim_ids)

    def test_offer_of_somebody_else(self):
        lot = self._offered(300, a=200)
        offer = self._offers(lot, self.a)
        self.assertEqual(self._take(lot, self.b, 100, 'theft', offer), (None, 'taken'))
        self.assertEqual(offer.state, 'live')
        self.assertEqual(lot.perles_held_qty, 200)

    def test_members_only(self):
        lot = self._lot(quantity=100)
        stranger = self.env['res.partner'].create({'name': "Stranger"})
        self.assertEqual(self._take(lot, stranger, 10, 'x'), (None, 'not_member'))
        self.a.perles_membership_ids.sudo().leaves_on = '2026-12-01'
        self.assertEqual(self._take(lot, self.a, 10, 'y'), (None, 'not_member'))

    @clause('000-34')
    def test_part_of_an_offer_gives_the_rest_to_the_next(self):
        lot = self._offered(300, a=200, b=200, c=50)
        claim = self._taken(self._accept(lot, self.a, 150))
        self.assertEqual(claim.wish_qty, 150)
        self.assertEqual(lot.perles_held_qty, 250)
        self._run_clock('match', '2026-12-02 11:00:00')
        self.assertEqual(lot.perles_held_qty, 300)
        self.assertEqual(
            sum(self._offers(lot, self.b, 'live').mapped('quantity')), 150)
        # A chose less: the rest is not offered to A again
        self.assertEqual(len(self._offers(lot, self.a)), 1)
        self.assertEqual(self.wishes['a'].slice_ids.held_qty, 150)

    # === THE END OF CARE === #

    @clause('000-41')
    def test_180_usable_of_300(self):
        lot = self._offered(300, a=200, b=100)
        first = self._taken(self._accept(lot, self.a))
        second = self._taken(self._accept(lot, self.b))
        self._end_care(lot, 180)
        self.assertEqual((first.state, first.quantity), ('quoted', 180))
        self.assertEqual(second.state, 'refused')
        self.assertEqual(lot.perles_held_qty, 180)
        self.assertEqual(self._notices(second).mapped('kind'), ['claim_refused'])
        # what was not had is wished for again, with its rank
        self.assertEqual(self.wishes['a'].slice_ids.held_qty, 180)
        self.assertEqual(self.wishes['b'].slice_ids.held_qty, 0)
        with freeze_time('2026-12-15 15:01:00'):
            self._send_notices()
        self.assertEqual(self._notices(second).mapped('state'), ['sent'])

    @clause('000-41', '000-36')
    def test_minimum_after_care(self):
        lot = self._offered(300, a=200, b=100)
        self.wishes['a'].min_quantity = 190
        first = self._taken(self._accept(lot, self.a))
        second = self._taken(self._accept(lot, self.b))
        self._end_care(lot, 180)
        self.assertEqual(first.state, 'refused')
        self.assertEqual((second.state, second.quantity), ('quoted', 100))
        self.assertEqual(lot.perles_held_qty, 100)

    @clause('000-41')
    def test_live_offers_are_trimmed(self):
        lot = self._offered(300, a=200, b=100)
        claim = self._taken(self._accept(lot, self.b))
        self._end_care(lot, 180)
        self.assertEqual((claim.state, claim.quantity), ('quoted', 100))
        offer = self._offers(lot, self.a)
        self.assertEqual((offer.state, offer.quantity), ('live', 80))
        self.assertEqual(lot.perles_held_qty, 180)
        # the letter had said 200: who got it is told, once it is known
        with freeze_time('2026-12-15 15:01:00'):
            self._send_notices()
        told = self._notices(offer)
        self.assertEqual([(n.kind, n.state, n.period) for n in told], [
            ('offer_changed', 'sent', '80'),
        ])
        body = self.env['mail.mail'].search([('message_id', '=', told.message_ref)]).body_html
        self.assertIn("80", body)
        self.assertNotIn("Nothing is left", body)

    @clause('000-41')
    def test_nothing_usable(self):
        lot = self._offered(300, a=200, b=100)
        claim = self._taken(self._accept(lot, self.a))
        self._end_care(lot, 0)
        self.assertEqual(claim.state, 'refused')
        gone = self._offers(lot, self.b)
        self.assertEqual(gone.state, 'withdrawn')
        self.assertEqual(lot.perles_held_qty, 0)
        with freeze_time('2026-12-15 15:01:00'):
            self._send_notices()
        self.assertEqual(self._notices(gone).mapped('state'), ['sent'])
