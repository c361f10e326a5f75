from odoo.tests import freeze_time, tagged

from ..clause import clause
from ..kit.wishes import GlassWishCommon

WRITTEN, SOON, LATER = '2026-11-20 09:00:00', '2026-11-20 09:08:00', '2026-11-20 09:12:00'


@tagged('post_install', '-at_install')
class TestWishSlip(GlassWishCommon):
    """A slip is put right for some minutes as if it had never been written (000-35)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner, cls.other = (cls._wishing_member(number) for number in range(2))

    def _correct(self, wish, instant=SOON, **values):
        """What was told before saving is what is done; whether it had to be told first."""
        with freeze_time(instant):
            asks = wish._changes_rank(values)
            told = wish._rank_effect(values)
        self.assertEqual(self._edit(wish, instant, **values), told)
        return asks

    @clause('000-35')
    def test_a_new_wish_is_corrected_at_its_rank(self):
        for values in ({'quantity': 260}, {'categ_id': self.stone.id}, {'unit': 'grams'},
                       {'value_ids': [(6, 0, self.wood.ids)]}, {'quantity': 20}):
            with self.subTest(values=values):
                wish = self._wish(self.partner, instant=WRITTEN)
                self.assertFalse(self._correct(wish, **values))
                self.assertEqual(self._parts(wish), [(WRITTEN, values.get('quantity', 200))])

    @clause('000-35')
    def test_after_the_minutes_the_rule_holds_again(self):
        wish = self._wish(self.partner, instant=WRITTEN)
        self.assertTrue(self._correct(wish, LATER, quantity=260))
        self.assertEqual(self._parts(wish), [(WRITTEN, 200), (LATER, 60)])

    @clause('000-34')
    def test_who_wrote_meanwhile_keeps_the_place(self):
        wish = self._wish(self.partner, instant=WRITTEN)
        # elsewhere in the house, whoever writes meets nobody
        self._wish(self.other, instant='2026-11-20 09:03:00', categ_id=self.stone.id)
        self.assertFalse(self._correct(wish, '2026-11-20 09:04:00', quantity=210))
        self._wish(self.other, instant='2026-11-20 09:05:00')
        self.assertTrue(self._correct(wish, quantity=260))
        self.assertEqual(self._parts(wish), [(WRITTEN, 210), (SOON, 50)])
        stones = self._wish(self.partner, instant=WRITTEN)
        self.assertTrue(self._correct(stones, categ_id=self.stone.id))
        self.assertEqual(self._parts(stones), [(SOON, 200)])

    @clause('000-34')
    def test_who_was_served_meanwhile_keeps_what_was_given(self):
        self._wish(self.other, 80, '2026-11-19 09:00:00')
        wish = self._wish(self.partner, instant=WRITTEN)
        lot = self._lot('SERVED', 80)
        lot.product_id.categ_id = self.bead
        lot.perles_value_ids = self.glass
        self.assertEqual(self.env['perles.match']._offer(lot).partner_id, self.other)
        self.assertTrue(self._correct(wish, quantity=260))
        self.assertEqual(self._parts(wish), [(WRITTEN, 200), (SOON, 60)])

    @clause('000-35')
    def test_an_edit_is_taken_back(self):
        for slip in ({'quantity': 26}, {'categ_id': self.stone.id}, {'quantity': 2000},
                     {'value_ids': [(6, 0, self.wood.ids)]}):
            with self.subTest(slip=slip):
                wish = self._wish(self.partner)
                self.assertTrue(self._correct(wish, WRITTEN, **slip))
                self.assertTrue(self._correct(
                    wish, quantity=260, categ_id=self.bead.id,
                    value_ids=[(6, 0, self.glass.ids)],
                ))
                # as if 260 had been typed at once
                self.assertEqual(self._parts(wish), [('2026-11-03 09:00:00', 200), (WRITTEN, 60)])
                self.assertFalse(self._correct(wish, quantity=200))
                self.assertEqual(self._parts(wish), [('2026-11-03 09:00:00', 200)])

    @clause('000-33')
    def test_a_rank_that_was_slept_away_is_not_given_back(self):
        """The team edits a dormant wish, its member wakes it too late, and corrects it."""
        wish = self._wish(self.partner)
        with freeze_time(WRITTEN):
            wish._move('sleep')
        with freeze_time('2027-02-01 09:00:00'):
            wish.quantity = 260
        with freeze_time('2027-02-01 09:04:00'):
            wish._confirm()
        self.assertEqual(self._parts(wish), [('2027-02-01 09:04:00', 260)])
        self._correct(wish, '2027-02-01 09:08:00', quantity=250)
        self.assertEqual(self._parts(wish), [('2027-02-01 09:04:00', 250)])

    def test_nobody_writes_what_was_before(self):
        wish = self._wish(self.partner)
        self.assertIn('before_slip', wish._locked_names())
        self.assertFalse(wish._duplicate().before_slip.get('wanted'))
