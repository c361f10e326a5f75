from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from ..kit.members import MemberCommon


@tagged('post_install', '-at_install')
class TestToday(MemberCommon):
    """The screen of the day: each pile to who can do something of it, full ones first."""

    def setUp(self):
        super().setUp()
        self.cards = self.env['perles.today.card']
        self.cards.search([]).unlink()
        self.partners = self.env['res.partner'].create([{'name': "Pile"} for _number in range(3)])

    def _card(self, name, count, **values):
        action = self.env['ir.actions.act_window'].create({
            'name': name, 'res_model': 'res.partner',
            'domain': str([('id', 'in', self.partners[:count].ids)]),
        })
        return self.cards.create({'name': name, 'action_id': action.id, **values})

    def _shown(self, user, **options):
        result = self.cards.with_user(user).web_search_read(
            [], {'name': {}, 'count': {}}, **options,
        )
        self.assertEqual(result['length'], len(result['records']))
        return [(values['name'], values['count']) for values in result['records']]

    def test_urgent_before_the_rest_and_nothing_for_what_is_empty(self):
        self._card("empty urgent", 0, level='danger', sequence=1)
        self._card("to watch", 3, level='info', sequence=2)
        self._card("second", 1, level='warning', sequence=9)
        self._card("first", 2, level='warning', sequence=8)
        self._card("urgent", 1, level='danger', sequence=99)
        self._card("empty", 0, level='warning', sequence=3)
        self.assertEqual(self._shown(self.employee), [
            ("urgent", 1), ("first", 2), ("second", 1), ("to watch", 3),
        ])

    def test_an_order_that_was_asked_for_is_kept(self):
        self._card("b", 1, level='danger', sequence=1)
        self._card("a", 2, sequence=2)
        self.assertEqual(self._shown(self.employee, order='name'), [("a", 2), ("b", 1)])

    def test_a_pile_of_a_group_is_for_its_members(self):
        self._card("everybody", 1, sequence=1)
        pile = self._card("managers", 1, sequence=2,
                          group_id=self.env.ref('perles_ethiques.group_perles_manager').id)
        self.assertEqual(self._shown(self.employee), [("everybody", 1)])
        self.assertEqual(self._shown(self.manager), [("everybody", 1), ("managers", 1)])
        with self.assertRaises(AccessError):
            pile.with_user(self.employee).action_open()

    def test_a_group_reached_through_another(self):
        """Who has a group by implication is a member of it."""
        self._card("team", 1, group_id=self.env.ref('base.group_user').id)
        self.assertEqual(self._shown(self.employee), [("team", 1)])
        nobody = new_test_user(self.env, 'perles_nobody', 'base.group_user')
        with self.assertRaises(AccessError):
            self._shown(nobody)


@tagged('post_install', '-at_install')
class TestPiles(MemberCommon):
    """The piles that come with the house."""

    def test_late_mails_are_for_the_manager(self):
        pile = self.env.ref('perles_ethiques.today_card_notices')
        self.assertTrue(pile.with_user(self.manager).has_access('read'))
        self.assertFalse(pile.with_user(self.employee).has_access('read'))

    def test_the_clocks_come_before_every_pile_of_the_book(self):
        first = self.env['perles.today.card'].search([], limit=1)
        self.assertEqual(first, self.env.ref('perles_ethiques.today_card_clocks'))
        self.assertFalse(first.group_id)

    def test_every_pile_opens_and_counts_for_its_people(self):
        for pile in self.env['perles.today.card'].search([]):
            for user in (self.employee, self.manager):
                own = pile.with_user(user)
                if not own.has_access('read'):
                    continue
                with self.subTest(pile=pile.name, user=user.login):
                    action = own.action_open()
                    model = self.env[action['res_model']].with_user(user)
                    self.assertTrue(model.has_access('read'))
                    self.assertGreaterEqual(own.count, 0)


@tagged('post_install', '-at_install')
class TestEmptyLists(MemberCommon):
    """An empty list is empty: no people and no amounts that nobody knows."""

    def test_no_list_of_a_menu_shows_samples(self):
        actions = self.env['ir.actions.act_window'].search([])
        shown = []
        for action in actions:
            if action.res_model not in self.env:
                continue
            for view_id, kind in action.views:
                if kind in ('list', 'kanban', 'graph', 'pivot', 'activity'):
                    arch = self.env[action.res_model].get_view(view_id, kind)['arch']
                    if 'sample=' in arch.split('>', 1)[0]:
                        shown.append((action.res_model, kind))
        self.assertEqual(shown, [])

    def test_no_window_says_what_is_not_for_people(self):
        """Before anything is chosen, a window is empty: no “res.partner()” in it."""
        for name, model in self.registry.items():
            if not model._transient or model._original_module != 'perles_ethiques':
                continue
            window = self.env[name].with_user(self.manager).new({})
            for field in window._fields.values():
                if field.compute and field.type in ('char', 'text') and not field.related:
                    with self.subTest(window=name, field=field.name):
                        self.assertNotRegex(window[field.name] or '', r'^[a-z._]+\(')

    def test_the_screen_of_the_day_says_that_nothing_waits(self):
        self.assertIn("Nothing waits", self.env.ref('perles_ethiques.today_action').help)
