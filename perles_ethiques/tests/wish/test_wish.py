from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import TransactionCase, freeze_time, tagged
from odoo.tools import mute_logger

from ..clause import clause
from ..kit.wish_common import WishCommon


@tagged('post_install', '-at_install')
class TestWish(WishCommon, TransactionCase):
    """What a member may wish for, and what becomes of the rank."""

    def setUp(self):
        super().setUp()
        self.membership = self._member_since('2026-10-01')
        self.partner = self.membership.partner_id
        self.others = [self._member_since('2026-10-01', n).partner_id for n in (1, 2)]

    def _edit(self, wish, instant='2026-11-20 09:00:00', **values):
        with freeze_time(instant):
            return wish._edit(values)

    # === CRITERIA === #

    @clause('000-31')
    def test_six_criteria_and_a_search_of_two_words(self):
        wish = self._wish(self.partner, value_ids=[(6, 0, (
            self.glass | self.smooth | self.matt | self.duck_blue | self.green | self.round
            | self.ethnic
        ).ids)])
        neighbour = self._wish(self.others[0], value_ids=[(6, 0, (self.glass | self.smooth).ids)])
        wooden = self._wish(self.others[0], value_ids=[(6, 0, (self.wood | self.matt).ids)])
        colours = wish.value_ids.filtered(
            lambda value: value.attribute_id.perles_criterion == 'colour'
        )
        self.assertEqual(colours, self.duck_blue | self.green)
        mine = wish | neighbour | wooden
        find = lambda text: mine & self.wishes.search([('keywords', 'ilike', text)])  # noqa: E731
        self.assertEqual(find("glass + matt"), wish)
        self.assertEqual(find("glass"), wish | neighbour)
        self.assertEqual(find("matt"), wish | wooden)
        self.assertEqual(find("wood"), wooden)
        self.assertEqual(find("duck blue"), wish)
        domain = self.wishes._list_domain(self.partner, "glass + matt")
        self.assertEqual(self.wishes.search(domain), wish)
        self.assertFalse(self.wishes.search(self.wishes._list_domain(self.partner, "wood")))

    @clause('000-31')
    def test_the_search_reads_french(self):
        self.env['res.lang']._activate_lang('fr_FR')
        self.glass.with_context(lang='fr_FR').name = "Verre"
        self.matt.with_context(lang='fr_FR').name = "Mat"
        wish = self._wish(self.partner, value_ids=[(6, 0, (self.glass | self.matt).ids)])
        french = self.wishes.with_context(lang='fr_FR')
        self.assertIn(wish.id, french.search([('keywords', 'ilike', "verre + mat")]).ids)
        self.assertNotIn(wish.id, french.search([('keywords', 'ilike', "bois")]).ids)

    @clause('000-32')
    def test_sizes_quantity_and_unit(self):
        wish = self._wish(
            self.partner, mm_min=7.5, mm_max=8.5, min_quantity=50, max_price=0.2, unit='grams',
        )
        self.assertIn("7.5–8.5 mm", wish.summary)
        self.assertEqual(wish._asked(), "200 grams")
        self.assertEqual(self._wish(self.partner, quantity=1)._asked(), "1 piece")

    # === WHO === #

    def test_only_members_in_force(self):
        stranger = self.env['res.partner'].create({'name': "Stranger"})
        with self.assertRaisesRegex(UserError, "Stranger has no membership in force"):
            self._wish(stranger)
        with self.assertRaisesRegex(UserError, "no membership in force"):
            self._wish(self.partner, '2026-09-30 09:00:00')
        self.assertFalse(self.wishes.search([('partner_id', '=', stranger.id)]))

    def test_a_wish_is_of_the_organisation(self):
        organisation = self._member_since('2026-10-01', 5, kind='company').partner_id
        colleague = self.env['res.partner'].create({
            'name': "Colleague", 'parent_id': organisation.id,
        })
        self.assertEqual(self._wish(colleague).partner_id, organisation)
        self.assertEqual(
            self.env['perles.project'].create({
                'name': "Salon", 'partner_id': colleague.id,
            }).partner_id, organisation,
        )

    # === RANK === #

    @clause('000-34')
    def test_the_rank_is_the_instant_of_writing(self):
        wish = self._wish(self.partner, '2026-11-03 09:00:00')
        later = self._wish(self.others[0], '2026-11-03 09:05:00')
        self.assertEqual(self._parts(wish), [('2026-11-03 09:00:00', 200)])
        self.assertEqual(
            self.env['perles.wish.slice'].search([('wish_id', 'in', (wish | later).ids)]).wish_id,
            wish | later,
        )

    @clause('000-35')
    def test_raising_keeps_the_rank_of_the_old_quantity(self):
        raised = self._wish(self.partner, '2026-11-03 09:00:00')
        neighbour = self._wish(self.others[0], '2026-11-03 09:05:00')
        last = self._wish(self.others[1], '2026-11-04 09:00:00', quantity=50)
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
        wish = self._wish(self.partner, '2026-11-03 09:00:00')
        self._run_clock('renew', '2027-10-01 06:00:00')
        self._run_clock('dun', '2027-10-31 06:00:00')
        self.assertEqual(self.membership.state, 'suspended')
        self.assertEqual(self._parts(wish), [('2026-11-03 09:00:00', 200)])
        self._pay_invoice(self.membership.period_ids[:1].invoice_id, '2027-11-02 09:00:00')
        self.assertEqual(self.membership.state, 'active')
        self.assertEqual(self._parts(wish), [('2026-11-03 09:00:00', 200)])

    # === WHAT IS HELD === #

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

    def test_moves_of_a_member(self):
        wish = self._wish(self.partner)
        wish._request_move('pause')
        self._edit(wish, note="Later")
        wish._request_move('resume')
        self.assertEqual(self._parts(wish), [('2026-11-03 09:00:00', 200)])
        for move in ('sleep', 'wake', 'anything', ''):
            with self.assertRaises(UserError):
                wish._request_move(move)
        with self.assertRaisesRegex(UserError, "cannot become"):
            wish._request_move('resume')

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

    def test_a_wish_is_never_deleted(self):
        with self.assertRaisesRegex(UserError, "closed, not deleted"):
            self._wish(self.partner).sudo().unlink()

    # === BAD INPUT === #

    def test_bad_input_leaves_nothing(self):
        wish = self._wish(self.partner)
        theirs = self.env['perles.project'].create({
            'name': "Theirs", 'partner_id': self.others[0].id,
        })
        size = self.env['product.attribute'].create({
            'name': "Size of shoes", 'value_ids': [(0, 0, {'name': "42"})],
        }).value_ids
        unwished = self.env['product.category'].create({'name': "Tools"})
        for values in (
            {'quantity': 0}, {'quantity': -5}, {'quantity': 10**9}, {'quantity': float('nan')},
            {'quantity': float('inf')}, {'quantity': "many"}, {'min_quantity': 201},
            {'min_quantity': -1}, {'max_price': float('nan')}, {'max_price': -1},
            {'mm_min': 9, 'mm_max': 8}, {'mm_min': -1}, {'mm_max': 5000},
            {'project_id': theirs.id}, {'value_ids': [(6, 0, size.ids)]},
            {'categ_id': unwished.id},
        ):
            with self.subTest(values=values), mute_logger('odoo.sql_db'):
                before = self.wishes.search_count([])
                with self.assertRaises(ValidationError), self.env.cr.savepoint():
                    self._wish(self.others[1], **values)
                self.assertEqual(self.wishes.search_count([]), before)
                with self.assertRaises(ValidationError):
                    self._edit(wish, note="Half written", **values)
                wish.invalidate_recordset()
                self.assertEqual((wish.quantity, wish.note), (200, False))
                self.assertEqual(self._parts(wish), [('2026-11-03 09:00:00', 200)])

    # === PROJECT === #

    @clause('000-26')
    def test_an_event_with_a_date(self):
        event = self.env['perles.project']._named(self.partner, "Salon", 'event', '2027-06-12')
        wish = self._wish(self.partner, project_id=event.id)
        self.assertIn("2027", wish._for_project())
        self.assertEqual(
            self.env['perles.project']._named(self.partner, "salon", 'event', event.date), event,
        )
        self.assertNotEqual(
            self.env['perles.project']._named(self.others[0], "Salon", 'event', event.date), event,
        )
        with self.assertRaisesRegex(ValidationError, "another member"):
            event.partner_id = self.others[0]
