import psycopg2
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..kit.documents import FORGED_CONTEXTS, DocumentCommon


@tagged('post_install', '-at_install')
class TestStateAtCreation(DocumentCommon):
    """A document begins in its first state, whoever creates it and however."""

    def test_another_first_state_is_refused(self):
        for model, values, state in self._kinds():
            for user in (self.manager, self.env.ref('base.user_root')):
                with self.assertRaises(AccessError, msg=model._name):
                    model.with_user(user).create({**values, 'state': state})
            with self.assertRaises(AccessError):
                model.sudo().create({**values, 'state': False})

    def test_defaults_are_ignored(self):
        for model, values, state in self._kinds():
            self.env['ir.default'].set(model._name, 'state', state)
            document = model.with_context(default_state=state).create(values)
            self.assertEqual(document.state, model._first_state)

    def test_forged_contexts_do_not_create(self):
        for context in FORGED_CONTEXTS:
            with self.assertRaises(AccessError, msg=context):
                self.env['perles.membership'].with_user(self.manager).with_context(
                    **context
                ).create(self._membership_values(state='active'))

    def test_imported_state_is_refused(self):
        model = self.env['perles.membership'].with_user(self.manager).sudo()
        columns = ['partner_id/.id', 'contact_id/.id', 'plan_id/.id']
        row = [str(self.person.id), str(self.person.id), str(self.plan.id)]
        result = model.load([*columns, 'state'], [[*row, "Active"]])
        self.assertFalse(result['ids'])
        self.assertIn("begins in its first state", result['messages'][0]['message'])
        self.assertFalse(self.person.perles_membership_ids)
        result = model.with_context(default_state='active').load(columns, [row])
        self.assertEqual(model.browse(result['ids']).state, 'draft')

    def test_imported_update_is_refused(self):
        membership = self._join()
        model = self.env['perles.membership'].with_user(self.manager)
        result = model.load(['.id', 'state'], [[str(membership.id), "Active"]])
        self.assertFalse(result['ids'])
        self.assertIn("a card goes one step at a time", result['messages'][0]['message'])
        self.assertEqual(membership.state, 'draft')

    def test_a_copy_starts_again(self):
        joining = self._join().joining_id
        copy = joining.copy()
        self.assertEqual((joining.state, copy.state), ('proved', 'requested'))
        self.assertNotEqual(copy.name, joining.name)
        with self.assertRaises(AccessError):
            joining.copy({'state': 'proved'})

    def test_numbers_are_unique(self):
        values = self._joining_values()
        first, second = (self.env['perles.joining'].create(values) for _time in range(2))
        self.assertTrue(first.name)
        self.assertNotEqual(first.name, second.name)
        with mute_logger('odoo.sql_db'), self.assertRaises(psycopg2.errors.UniqueViolation), \
                self.env.cr.savepoint():
            self.env['perles.joining'].create({**values, 'name': first.name})

    def test_number_bears_the_year_of_paris(self):
        for instant, year in (('2026-12-31 22:59:59', '2026'), ('2026-12-31 23:00:00', '2027')):
            with freeze_time(instant):
                self.assertIn(f'/{year}/', self._join(email=f'{year}@luz.example').name)

    def test_the_first_number_of_a_year_is_drawn_alone(self):
        """Who comes meanwhile waits for the counter, instead of making a second one."""
        model, held = self.env.registry['ir.sequence'], []
        create = model._create_date_range_seq

        def create_and_look(sequence, day):
            sequence.env.cr.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
                " AND pid = pg_backend_pid()"
            )
            held.append(sequence.env.cr.fetchone()[0])
            return create(sequence, day)

        self.patch(model, '_create_date_range_seq', create_and_look)
        with freeze_time('2041-01-01 08:00:00'):
            numbers = [self._join(email=f'{word}@luz.example').name for word in ('one', 'two')]
        self.assertTrue(held)
        self.assertTrue(all(held), "a counter was made that somebody else may be making")
        self.assertEqual(len(set(numbers)), 2)


@tagged('post_install', '-at_install')
class TestStateByHand(DocumentCommon):
    """The state is written by nobody; the superuser and `sudo` are somebody."""

    def setUp(self):
        super().setUp()
        self.membership = self._join()

    def test_write_is_refused(self):
        for user in self._everybody(self.membership):
            document = self.membership.with_user(user)
            for state in ('pending', 'active', 'withdrawn', False):
                with self.assertRaises(UserError, msg=(user.login, state)):
                    document.write({'state': state})
        with self.assertRaises(UserError):
            self.membership.sudo().state = 'active'
        with self.assertRaises(UserError):
            self.env['perles.joining'].create(self._joining_values()).state = 'proved'
        self.assertEqual(self.membership.state, 'draft')

    def test_the_web_client_is_refused(self):
        for user in (self.employee, self.manager):
            with self.assertRaises(UserError):
                self.membership.with_user(user).web_save({'state': 'active'}, {'state': {}})
        with self.assertRaises(UserError):
            self.person.write({'perles_membership_ids': [
                Command.create(self._membership_values(state='active')),
            ]})
        with self.assertRaises(UserError):
            self.membership.partner_id.write({'perles_membership_ids': [
                Command.update(self.membership.id, {'state': 'active'}),
            ]})

    def test_forged_contexts_do_not_write(self):
        for context in FORGED_CONTEXTS:
            for user in (self.manager, self.env.ref('base.user_root')):
                with self.assertRaises(UserError, msg=context):
                    self.membership.with_user(user).with_context(**context).write(
                        {'state': 'active'},
                    )

    def test_the_same_state_changes_nothing(self):
        person = self.env['res.partner'].create({
            'name': "Lou", 'parent_id': self.membership.partner_id.id,
        })
        self.membership.with_user(self.employee).web_save(
            {'state': 'draft', 'contact_id': person.id}, {'state': {}},
        )
        self.assertEqual(self.membership.contact_id, person)
