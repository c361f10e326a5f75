from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from ..clause import clause
from ..kit.wishes import WishCommon


@tagged('post_install', '-at_install')
class TestOffer(WishCommon):
    """What a receipt offers, to whom, until when, and what becomes of what nobody takes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.a, cls.b, cls.c = (cls._wishing_member(number) for number in range(3))
        cls.wish_a = cls._wish(cls.a, 200, '2026-11-03 09:00:00')
        cls.wish_b = cls._wish(cls.b, 200, '2026-11-03 09:05:00')
        cls.wish_c = cls._wish(cls.c, 50, '2026-11-04 09:00:00')

    def _given(self, lot, state='live'):
        return {
            offer.partner_id: offer.quantity
            for offer in self._offers(lot, state=state)
        }

    def test_a_wish_that_nothing_answers_is_looked_at_once(self):
        wishes = self.wish_a | self.wish_b
        wishes.to_match = True
        self._run_clock('match', '2026-11-05 10:00:00')
        self.assertEqual(wishes.mapped('to_match'), [False, False])

    @clause('000-34', '000-38')
    def test_by_rank(self):
        lot = self._lot(quantity=300)
        self._arrive(lot)
        self.assertEqual(self._given(lot), {self.a: 200, self.b: 100})
        self.assertEqual(lot.perles_held_qty, 300)
        self.assertEqual(self._offers(lot).mapped('position'), [1, 2])
        with freeze_time('2026-12-02 10:00:00'):
            [line] = self.wish_c._waiting_lines()
            standing = self.wish_c._waiting_words()
        # B still waits for the rest
        self.assertEqual((line['wish'], line['lot'], line['position']), (self.wish_c, lot, 2))
        self.assertEqual(
            standing, {self.wish_c.id: ("Page of LOT: you are 2nd in the queue", '')})
        self.assertEqual(self.wish_a.slice_ids.held_qty, 200)
        self.assertEqual(self.wish_b.slice_ids.held_qty, 100)

    @clause('000-36')
    def test_minimum_is_respected(self):
        self.wish_b.min_quantity = 150
        lot = self._lot(quantity=300)
        self._arrive(lot)
        self.assertEqual(self._given(lot), {self.a: 200, self.c: 50})
        # B is still the first one
        other = self._lot('LATER', 180)
        self._arrive(other, instant='2026-12-03 08:00:00')
        self.assertEqual(self._given(other), {self.b: 180})

    @clause('000-40', '000-34')
    def test_two_lots_of_one_receipt(self):
        lots = self._lots({'name': 'L1', 'quantity': 150}, {'name': 'L2', 'quantity': 150})
        self._arrive(*lots)
        self.assertEqual(self._given(lots[0]), {self.a: 150})
        self.assertEqual(self._given(lots[1]), {self.a: 50, self.b: 100})
        letters = self.env['perles.letter'].search([('receipt_id', '=', lots.perles_receipt_id.id)])
        self.assertEqual(len(letters), 2)

    @clause('000-40')
    def test_nothing_twice(self):
        lots = self._lots(*({'name': f'L{number}', 'quantity': 50} for number in range(3)))
        self._arrive(*lots)
        with freeze_time('2026-12-02 08:20:00'):
            self._send_notices()
        letter = self.env['perles.letter'].search([('receipt_id', '=', lots.perles_receipt_id.id)])
        self.assertEqual(letter.partner_id, self.a)
        notices = self._notices(letter)
        self.assertEqual(notices.mapped('state'), ['sent'])
        lots.perles_receipt_id._perles_arrive(lots)
        self._arrive(*lots, instant='2026-12-02 09:00:00')
        self._run_clock('match', '2026-12-02 10:00:00')
        self.assertEqual(self._notices(letter), notices)
        self.assertEqual(len(self._offers(partner=self.a)), 3)
        mail = self.env['mail.mail'].sudo().search([('message_id', '=', notices.message_ref)])
        for lot in lots:
            self.assertIn(lot.product_id.name, mail.body_html)

    @clause('000-37')
    def test_expires_after_five_working_days(self):
        lot = self._lot(quantity=200)
        self._arrive(lot)
        offer = self._offers(lot)
        self.assertEqual(str(offer.expires_at), '2026-12-09 22:59:59')
        self._run_clock('lapse', '2026-12-09 22:59:59')
        self.assertEqual(offer.state, 'live')
        self._run_clock('lapse', '2026-12-09 23:00:00')
        self.assertEqual(offer.state, 'lapsed')
        self.assertEqual(self._given(lot), {self.b: 200})
        self.assertEqual(lot.perles_held_qty, 200)
        self.assertFalse(self.wish_a.slice_ids.held_qty)
        # who let it go is not asked again
        self._run_clock('lapse', '2026-12-17 23:00:00')
        self.assertEqual(self._given(lot), {self.c: 50})

    @clause('000-37')
    def test_freed_quantity_completes_who_is_first(self):
        lot = self._lot(quantity=300)
        self._arrive(lot)
        self._offers(lot, self.a)._move('decline')
        self._run_clock('match', '2026-12-03 08:00:00')
        self.assertEqual(
            self._offers(lot, state='live').mapped(lambda o: (o.partner_id, o.quantity)),
            [(self.b, 100), (self.b, 100), (self.c, 50)],
        )
        self.assertEqual(lot.perles_held_qty, 250)

    @clause('000-37', '000-40')
    def test_later_offer_of_the_same_receipt_is_told(self):
        lot = self._lot(quantity=300)
        self._arrive(lot)
        with freeze_time('2026-12-02 08:20:00'):
            self._send_notices()
        self._offers(lot, self.a)._move('decline')
        self._run_clock('match', '2026-12-03 08:00:00')
        letter = self._offers(lot, self.b).letter_id
        self.assertEqual(len(letter), 1)
        self.assertEqual(sorted(self._notices(letter).mapped('state')), ['owed', 'sent'])

    @clause('000-20')
    def test_membership_in_force_only(self):
        ended = self.a.perles_membership_ids
        ended.sudo().leaves_on = '2026-12-01'
        lot = self._lot(quantity=200)
        self._arrive(lot)
        self.assertEqual(self._given(lot), {self.b: 200})

    @clause('000-33')
    def test_paused_and_dormant_wishes_are_left_out(self):
        self.wish_a._move('pause')
        self.wish_b._move('sleep')
        lot = self._lot(quantity=200)
        self._arrive(lot)
        self.assertEqual(self._given(lot), {self.c: 50})

    @clause('000-48')
    def test_no_wish_no_offer(self):
        other = self._wishing_member(9)
        lot = self._lot(quantity=2000)
        self._arrive(lot)
        self.assertFalse(self._offers(partner=other))
        self.assertEqual(len(self._offers(lot)), 3)

    @clause('000-20')
    def test_rank_survives_a_renewal(self):
        ranks = self.wish_a.slice_ids.rank_at
        membership = self.a.perles_membership_ids
        self._run_clock('renew', f'{membership.end_date} 23:30:00')
        self.env.invalidate_all()
        self.assertEqual(self.wish_a.slice_ids.rank_at, ranks)
        self.assertEqual(str(ranks), '2026-11-03 09:00:00')

    @clause('000-27')
    def test_missing_photo_holds_the_letter(self):
        lot = self._lot(quantity=200, photo=False)
        self._arrive(lot)
        letter = self._offers(lot).letter_id
        self.assertTrue(letter.waits_photo)
        self.assertFalse(self._notices(letter))
        # it does not lapse before it was told
        self._run_clock('lapse', '2026-12-20 10:00:00')
        self.assertEqual(self._offers(lot).state, 'live')
        letter.with_user(self.employee).action_send_without_photo()
        self.assertFalse(letter.waits_photo)
        self.assertEqual(self._notices(letter).mapped('state'), ['owed'])
        self.assertIn(self.employee.name, letter.message_ids[0].body)

    @clause('000-27')
    def test_photo_lets_the_letter_go(self):
        lot = self._lot(quantity=200, photo=False)
        self._arrive(lot)
        letter = self._offers(lot).letter_id
        lot.product_id.image_1920 = self._lot('X', 1).product_id.image_1920
        self._run_clock('match', '2026-12-04 08:00:00')
        self.assertFalse(letter.waits_photo)
        self.assertEqual(len(self._notices(letter)), 1)
        self.assertEqual(str(self._offers(lot).expires_at), '2026-12-11 22:59:59')

    def test_wish_with_a_live_offer_is_not_closed(self):
        lot = self._lot(quantity=200)
        self._arrive(lot)
        with self.assertRaises(UserError):
            self.wish_a._move('close')
        self._offers(lot)._move('decline')
        self.wish_a._move('close')
