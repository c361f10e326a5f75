from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from ..clause import clause
from ..kit.payments import PaymentCommon
from ..kit.wishes import GlassWishCommon


@tagged('post_install', '-at_install')
class TestWishRank(GlassWishCommon, PaymentCommon):
    """What an edit does to the rank, and what is held of a wish."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.membership = cls._member_since('2026-10-01')
        cls.partner = cls.membership.partner_id
        cls.others = [cls._wishing_member(number) for number in (1, 2)]

    @clause('000-34')
    def test_the_rank_is_the_instant_of_writing(self):
        wish = self._wish(self.partner, instant='2026-11-03 09:00:00')
        later = self._wish(self.others[0], instant='2026-11-03 09:05:00')
        self.assertEqual(self._parts(wish), [('2026-11-03 09:00:00', 200)])
        self.assertEqual(
            self.env['perles.wish.slice'].search([('wish_id', 'in', (wish | later).ids)]).wish_id,
            wish | later,
        )

    @clause('000-35')
    def test_raising_keeps_the_rank_of_the_old_quantity(self):
        raised = self._wish(self.partner, instant='2026-11-03 09:00:00')
        neighbour = self._wish(self.others[0], instant='2026-11-03 09:05:00')
        last = self._wish(self.others[1], instant='2026-11-04 09:00:00', quantity=50)
        with freeze_time('2026-11-20 09:00:00'):
            told = raised._rank_effect({'quantity': 260})
        self.assertEqual(self._parts(raised), [('2026-11-03 09:00:00', 200)])
        self.assertEqual(self._edit(raised, quantity=260), told)
        self.assertEqual(
            told, "200 pieces keep their rank of 3 November 2026. What is added, 60 pieces, takes "
            "a new rank, of today.",
        )
        everyone = raised | neighbour | last
        self.assertEqual(
            [(part.wish_id, part.quantity) for part in self.env['perles.wish.slice'].search(
                [('wish_id', 'in', everyone.ids)],
            )],
            [(raised, 200), (neighbour, 200), (last, 50), (raised, 60)],
        )

    @clause('000-35')
    def test_lowering_takes_from_the_last_rank(self):
        wish = self._wish(self.partner)
        self._edit(wish, quantity=260)
        self._edit(wish, '2026-11-21 09:00:00', quantity=220)
        self.assertEqual(
            self._parts(wish), [('2026-11-03 09:00:00', 200), ('2026-11-20 09:00:00', 20)],
        )
        self.assertIn("40 pieces", self._edit(wish, '2026-11-22 09:00:00', quantity=180))
        self.assertEqual(self._parts(wish), [('2026-11-03 09:00:00', 180)])

    @clause('000-35')
    def test_what_keeps_the_rank(self):
        wish = self._wish(
            self.partner, value_ids=[(6, 0, (self.glass | self.resin).ids)], mm_max=9,
        )
        project = self.env['perles.project'].create({
            'name': "Salon", 'partner_id': self.partner.id,
        })
        for values in (
            {'note': "For the salon"}, {'max_price': 0.3}, {'project_id': project.id},
            {'min_quantity': 20}, {'mm_min': 7.5, 'mm_max': 8.5},
            {'value_ids': [(6, 0, (self.glass | self.resin | self.round).ids)]},
            {'value_ids': [(6, 0, (self.glass | self.round).ids)]},
            {'value_ids': [(6, 0, self.glass.ids)]}, {'colour_tolerance': 'wide'},
        ):
            with self.subTest(values=values):
                with freeze_time('2026-11-20 09:00:00'):
                    self.assertFalse(wish._changes_rank(values))
                self.assertIn("does not change", self._edit(wish, **values))
                self.assertEqual(self._parts(wish), [('2026-11-03 09:00:00', 200)])

    @clause('000-35')
    def test_another_type_material_or_unit_is_another_wish(self):
        for values in (
            {'categ_id': self.stone.id}, {'value_ids': [(6, 0, self.wood.ids)]},
            {'value_ids': [(6, 0, (self.glass | self.wood).ids)]}, {'value_ids': [(6, 0, [])]},
            {'unit': 'grams'}, {'unit': 'strands', 'quantity': 10},
        ):
            with self.subTest(values=values):
                wish = self._wish(self.partner)
                self.assertIn("the whole wish takes a new rank", self._edit(wish, **values))
                self.assertEqual(
                    self._parts(wish), [('2026-11-20 09:00:00', values.get('quantity', 200))],
                )

    @clause('000-35')
    def test_the_team_follows_the_same_rule(self):
        wish = self._wish(self.partner)
        staff = wish.with_user(self.employee)
        with freeze_time('2026-11-20 09:00:00'):
            staff.quantity = 260
        self.assertEqual(
            self._parts(wish), [('2026-11-03 09:00:00', 200), ('2026-11-20 09:00:00', 60)],
        )
        with freeze_time('2026-11-21 09:00:00'):
            staff.value_ids = [(3, self.glass.id), (4, self.wood.id)]
        self.assertEqual(self._parts(wish), [('2026-11-21 09:00:00', 260)])
        with self.assertRaises(AccessError):
            staff.partner_id = self.others[0]
        with self.assertRaises(AccessError):
            staff.slice_ids[:1].rank_at = '2020-01-01 00:00:00'
        with self.assertRaises(AccessError):
            staff.slice_ids = [(0, 0, {'quantity': 5, 'rank_at': '2020-01-01 00:00:00'})]

    @clause('000-20')
    def test_the_rank_survives_renewal_and_suspension(self):
        wish = self._wish(self.partner, instant='2026-11-03 09:00:00')
        self._run_clock('renew', '2027-10-01 06:00:00')
        self._run_clock('dun', '2027-10-31 06:00:00')
        self.assertEqual(self.membership.state, 'suspended')
        self.assertEqual(self._parts(wish), [('2026-11-03 09:00:00', 200)])
        self._pay_invoice(self.membership.period_ids[:1].invoice_id, '2027-11-02 09:00:00')
        self.assertEqual(self.membership.state, 'active')
        self.assertEqual(self._parts(wish), [('2026-11-03 09:00:00', 200)])

    def test_what_is_offered_is_not_given_up(self):
        wish = self._wish(self.partner)
        self._hold(wish, 80)
        self._edit(wish, quantity=80)
        for values in ({'quantity': 79}, {'categ_id': self.stone.id}, {'unit': 'grams'}):
            with self.subTest(values=values):
                with self.assertRaisesRegex(UserError, "80 pieces of this wish are offered"):
                    wish._rank_effect(values)
                with self.assertRaisesRegex(UserError, "80 pieces of this wish are offered"):
                    self._edit(wish, **values)
                with self.assertRaisesRegex(UserError, "80 pieces of this wish are offered"), \
                        self.env.cr.savepoint():
                    wish.with_user(self.employee).write(values)
                wish.invalidate_recordset()
                self.assertEqual((wish.quantity, wish.categ_id), (80, self.bead))

    def test_a_wish_with_a_live_offer_is_not_closed(self):
        wish = self._wish(self.partner)
        offer = self._hold(wish, 80)
        with self.assertRaisesRegex(UserError, "accept or decline it"):
            wish._request_move('close')
        self.assertEqual(wish.state, 'open')
        offer.sudo()._write_state('declined')
        wish._request_move('close')
        self.assertEqual(wish.state, 'closed')
        with self.assertRaisesRegex(UserError, "closed: duplicate it"):
            self._edit(wish, quantity=10)

    def test_duplicate_takes_a_rank_of_its_own(self):
        wish = self._wish(self.partner, mm_max=8, note="Same")
        with freeze_time('2026-11-20 09:00:00'):
            copy = wish._duplicate()
        self.assertEqual(
            (copy.value_ids, copy.mm_max, copy.note, copy.state),
            (wish.value_ids, 8, "Same", 'open'),
        )
        self.assertNotEqual(copy.name, wish.name)
        self.assertEqual(self._parts(copy), [('2026-11-20 09:00:00', 200)])
