from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..kit.access import AccessCommon
from .access_rows import ATTACHMENTS, CALLS, FORMS, MODELS, PAGES, ROLES, WIZARDS


@tagged('post_install', '-at_install')
class TestAccessTable(AccessCommon):
    """Routes, models and attachments, for each role; what has no row fails."""

    def _cells(self, letters):
        self.assertEqual(len(letters), len(ROLES))
        for role, letter in zip(ROLES, letters, strict=True):
            self._sign_in_as(role)
            yield role, letter

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
        for route, mark, letters in PAGES:
            for role, letter in self._cells(letters):
                with self.subTest(route=route, role=role), mute_logger('odoo.http'):
                    answer = self.url_open(route.format(**self._ids()))
                    self.assertEqual(
                        self._route_letter(answer, self._marks()[mark]), letter, (route, role),
                    )

    def _route_letter(self, answer, mark):
        if '/web/login' in answer.url:
            return 'L'
        if answer.status_code in (403, 404):
            return '-'
        self.assertEqual(answer.status_code, 200)
        if not mark:
            return 'S'
        return 'S' if mark in answer.text else 'n'

    def test_forms(self):
        for route, data, letters in FORMS:
            for role, letter in self._cells(letters):
                with self.subTest(route=route, role=role), mute_logger('odoo.http'):
                    found = self._effect(self._form_letter, self._send, route, data)
                    self.assertEqual(found, letter, (route, role))

    def test_calls(self):
        for route, params, letters in CALLS:
            for role, letter in self._cells(letters):
                with self.subTest(route=route, role=role), mute_logger('odoo.http'):
                    found = self._effect(self._call_letter, self._call, route, params)
                    self.assertEqual(found, letter, (route, role))

    def _effect(self, read_answer, press, *arguments):
        """The letter of a gesture, which is then taken back."""
        before = self._state_of_the_member()
        with self.env.cr.savepoint() as savepoint:
            letter = read_answer(press(*arguments))
            self.env.invalidate_all()
            changed = self._state_of_the_member() != before
            savepoint.rollback()
        self.env.invalidate_all()
        if changed:
            self.assertEqual(letter, 'n', "what was refused has written")
        return 'w' if changed else letter

    def _form_letter(self, answer):
        if '/web/login' in answer.headers.get('Location', ''):
            return 'L'
        self.assertLess(answer.status_code, 500)
        return '-' if answer.status_code >= 400 else 'n'

    def _call_letter(self, answer):
        if error := answer.json().get('error'):
            return 'L' if error['code'] == 100 else '-'
        return '-' if (answer.json()['result'] or {}).get('error') else 'n'

    def test_every_route_has_a_row(self):
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
        for model, thing, letters in MODELS:
            for role, letter in zip(ROLES, letters, strict=True):
                record = self.things[thing].with_user(self.people[role])
                with self.subTest(model=model, role=role):
                    self.assertEqual(record._name, model)
                    self.assertEqual(len(record), 1)
                    self.assertEqual(self._model_letter(record), letter)
                    if letter == '-':
                        with self.assertRaises(AccessError):
                            record.invalidate_recordset()
                            record.read(['display_name'])

    def test_wizards(self):
        for model, letters in WIZARDS:
            for role, letter in zip(ROLES, letters, strict=True):
                wizard = self.env[model].with_user(self.people[role])
                with self.subTest(model=model, role=role):
                    may = 'r' if wizard.has_access('read') else '-'
                    self.assertEqual('c' if wizard.has_access('create') else may, letter)

    def _model_letter(self, record):
        if not record.has_access('read'):
            return '-'
        return 'w' if record.has_access('write') else 'r'

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
        for thing, letters in ATTACHMENTS:
            path = f'/web/content/{self.things[thing].id}'
            for role, letter in self._cells(letters):
                with self.subTest(attachment=thing, role=role), mute_logger('odoo.http'):
                    answer = self.url_open(path)
                    served = answer.status_code == 200 and answer.content.startswith(b'%PDF')
                    self.assertEqual('S' if served else '-', letter, (thing, role))
                    if not served:
                        self.assertIn(answer.status_code, (403, 404))
