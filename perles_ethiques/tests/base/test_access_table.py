import threading
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..kit.access import AccessCommon
from .access_rows import ATTACHMENTS, CALLS, FORMS, MODELS, PAGES, ROLES, WIZARDS


@tagged('post_install', '-at_install')
class TestAccessTable(AccessCommon):
    """Routes, models and attachments, for each role; what has no row fails."""

    @mute_logger('odoo.http')
    def _row(self, letter_of, *arguments):
        """What each role gets, as a word of so many letters; ``!`` is a fault, and never right."""
        letters = ''
        for role in ROLES:
            self._sign_in_as(role)
            letters += letter_of(*arguments)
        return letters

    def _assert_rows(self, rows):
        """Compare (thing, expected letters, found letters), all of them."""
        wrong = [row for row in rows if row[1] != row[2]]
        self.assertEqual(wrong, [], f"who gets what, in the order {ROLES}")

    # === ROUTES === #

    def _marks(self):
        things = self.things
        return {
            'SECRET': things['membership'].name, 'ORDER': things['order'].name,
            'QUOTATION': things['quotation'].name,
            'INVOICE': things['invoice'].name, 'v1': f'/terms/{things["version"].id}/pdf', '': '',
            'WISH': things['project'].name, 'PROJECT': things['project'].name,
            'OFFER': "OFFERED BEADS", 'CLAIM': "OFFERED BEADS",
        }

    def test_routes(self):
        marks = self._marks()
        self._assert_rows([
            (route, letters, self._row(self._route_letter, route, marks[mark]))
            for route, mark, letters in PAGES
        ])

    def _route_letter(self, route, mark):
        answer = self.url_open(route.format(**self._ids()))
        if '/web/login' in answer.url:
            return 'L'
        if answer.status_code in (403, 404, 410):
            return '-'
        if answer.status_code != 200:
            return '!'
        if not mark:
            return 'S'
        return 'S' if mark in answer.text else 'n'

    def test_forms(self):
        self._assert_rows([
            (route, letters, self._row(self._effect, self._form_letter, route, data))
            for route, data, letters in FORMS
        ])

    def test_calls(self):
        self._assert_rows([
            (route, letters, self._row(self._effect, self._call_letter, route, params))
            for route, params, letters in CALLS
        ])

    def _effect(self, letter_of, route, values):
        """The letter of a gesture, which is then taken back."""
        before = self._state_of_the_member()
        with self.env.cr.savepoint() as savepoint:
            letter = letter_of(route, values)
            self.env.invalidate_all()
            changed = self._state_of_the_member() != before
            savepoint.rollback()
        self.env.invalidate_all()
        if changed:
            self.assertEqual(letter, 'n', "what was refused has written")
        return 'w' if changed else letter

    def _form_letter(self, route, data):
        answer = self._send(route, data)
        if '/web/login' in answer.headers.get('Location', ''):
            return 'L'
        if answer.status_code >= 500:
            return '!'
        return '-' if answer.status_code >= 400 else 'n'

    def _call_letter(self, route, params):
        answer = self._call(route, params).json()
        if 'error' in answer:
            return 'L' if answer['error']['code'] == 100 else '-'
        result = answer['result']
        return '-' if isinstance(result, dict) and result.get('error') else 'n'

    def test_every_route_has_a_row(self):
        # natively it is asked for by the thread of a request
        thread = threading.current_thread()
        self.startPatcher(patch.object(thread, 'dbname', self.env.cr.dbname, create=True))
        rules = self.env['ir.http'].routing_map()
        adapter = rules.bind('localhost')
        ids = self._ids()

        def rule(path, method):
            found, _values = adapter.match(
                path.format(**ids).split('?')[0], method=method, return_rule=True,
            )
            return found.rule, method

        known = {rule(path, 'GET') for path, *_row in PAGES}
        known |= {rule(path, 'POST') for path, *_row in FORMS + CALLS}
        ours = {
            (found.rule, method) for found in rules.iter_rules() if self._is_ours(found.endpoint)
            for method in self._methods(found)
        }
        self.assertEqual(ours - known, set())

    def _is_ours(self, endpoint):
        return endpoint.func.__module__.startswith('odoo.addons.perles_ethiques.')

    def _methods(self, rule):
        if rule.endpoint.routing['type'] == 'jsonrpc':
            return ['POST']
        return set(rule.endpoint.routing['methods'] or ['GET']) - {'OPTIONS', 'HEAD'}

    # === MODELS === #

    def test_models(self):
        rows = []
        for model, thing, letters in MODELS:
            record = self.things[thing]
            self.assertEqual((record._name, len(record)), (model, 1), thing)
            rows.append((model, letters, ''.join(
                self._model_letter(record.with_user(self.people[role])) for role in ROLES
            )))
        self._assert_rows(rows)

    def _model_letter(self, record):
        if not record.has_access('read'):
            with self.assertRaises(AccessError):
                record.invalidate_recordset()
                record.read(['display_name'])
            return '-'
        return 'w' if record.has_access('write') else 'r'

    def test_wizards(self):
        self._assert_rows([
            (model, letters, ''.join(
                self._wizard_letter(self.env[model].with_user(self.people[role]))
                for role in ROLES
            ))
            for model, letters in WIZARDS
        ])

    def _wizard_letter(self, wizard):
        if wizard.has_access('create'):
            return 'c'
        return 'r' if wizard.has_access('read') else '-'

    def test_every_model_has_a_row(self):
        known = {model for model, *_row in MODELS + WIZARDS}
        ours = {
            name for name, model in self.registry.items()
            if model._original_module == 'perles_ethiques' and not model._abstract
        }
        for kind in ('ir.rule', 'ir.model.access'):
            records = self.env[kind].browse(self.env['ir.model.data'].search([
                ('module', '=', 'perles_ethiques'), ('model', '=', kind),
            ]).mapped('res_id'))
            ours |= set(records.model_id.mapped('model'))
        self.assertEqual(ours - known, set())

    # === FILES === #

    def test_attachments(self):
        self._assert_rows([
            (thing, letters, self._row(self._attachment_letter, thing))
            for thing, letters in ATTACHMENTS
        ])

    def _attachment_letter(self, thing):
        answer = self.url_open(f'/web/content/{self.things[thing].id}')
        if answer.status_code == 200 and answer.content.startswith(b'%PDF'):
            return 'S'
        self.assertIn(answer.status_code, (403, 404))
        return '-'
