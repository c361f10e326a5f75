from odoo.exceptions import UserError, ValidationError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from ..clause import clause
from ..kit.wishes import GlassWishCommon


@tagged('post_install', '-at_install')
class TestWish(GlassWishCommon, TransactionCase):
    """What a member may wish for, and what becomes of the rank."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls._wishing_member()
        cls.others = [cls._wishing_member(number) for number in (1, 2)]

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
        self.assertEqual(wish._asked(), "200 g")
        self.assertEqual(self._wish(self.partner, quantity=1)._asked(), "1 piece")

    # === WHO === #

    def test_only_members_in_force(self):
        stranger = self.env['res.partner'].create({'name': "Stranger"})
        with self.assertRaisesRegex(UserError, "Stranger has no membership in force"):
            self._wish(stranger)
        with self.assertRaisesRegex(UserError, "no membership in force"):
            self._wish(self.partner, instant='2026-09-30 09:00:00')
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

    # === WHAT IS HELD === #

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
