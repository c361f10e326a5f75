import contextlib
import inspect
import re
from pathlib import Path
from unittest.mock import patch

import requests

from odoo.exceptions import UserError
from odoo.modules import Manifest
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.html_editor.controllers.main import HTML_Editor
from odoo.addons.website.controllers.main import Website

from ...const import NOWHERE, OUTSIDE_ADDONS, OUTSIDE_CLOCK, OUTSIDE_PARAMETERS
from ...controllers.base.editor import Editor
from ...controllers.base.website import HouseWebsite
from ..clause import clause
from ..kit.pages import PageCommon

CALL = re.compile(
    r'\brequests\.(?:get|post|put|head|request|Session)\(|\biap_jsonrpc\(|\burlopen\('
    r'|\bcheck_vies\(|\bpush_to_end_point\('
)
# file of a native addon that can ask or tell somebody outside → why it does not
HELD = {
    'base/models/ir_actions.py': "a webhook that the administrator would have to write",
    'base_import_module/models/ir_module.py': "models/base/ir_module_module.py",
    'base_import/models/base_import.py': "pictures by address: off without a setting",
    'base_vat/models/res_partner.py': "VIES: off without a setting of the company",
    'google_gmail/controllers/main.py': "a mail server of one's own choice",
    'google_gmail/models/google_gmail_mixin.py': "a mail server of one's own choice",
    'google_recaptcha/models/ir_http.py': "off without a key",
    'html_editor/controllers/main.py': "controllers/base/editor.py",
    'html_editor/models/ir_qweb_fields.py': "a picture by address, put by the editor of a page",
    'html_editor/tools.py': "thumbnail of a film, put by the editor of a page",
    'mail/controllers/discuss/gif.py': "off without a key",
    'mail/controllers/google_translate.py': "off without a key",
    'mail/models/discuss/discuss_channel_member.py': "a server of calls, of which none is set",
    'mail/models/discuss/discuss_channel_rtc_session.py': "the same",
    'mail/models/mail_ice_server.py': "the same",
    'mail/models/mail_link_preview.py': "the parameter of the house",
    'mail/models/mail_push.py': "models/newsletter/mail_push_device.py",
    'mail/models/mail_thread.py': "models/newsletter/mail_push_device.py",
    'mail/models/update.py': "the clock of the publisher, off",
    'mail/tools/link_preview.py': "its three callers are held",
    'mail/tools/web_push.py': "models/newsletter/mail_push_device.py",
    'mass_mailing/models/mailing.py': "pictures that the team has put in a letter",
    'microsoft_outlook/models/microsoft_outlook_mixin.py': "a mail server of one's own choice",
    'payment/models/payment_provider.py': "the provider of payments, named in the contract",
    'website/controllers/main.py': "controllers/base/website.py",
    'website/models/assets.py': "fonts: the list that one would choose from is empty",
    'website/models/website.py': "the assistant that makes a site: the house has one",
}


@tagged('post_install', '-at_install')
class TestOutside(PageCommon):
    """Nothing that is typed, billed or read here is asked or told elsewhere (000-88)."""

    @clause('000-88')
    def test_addons_of_outside_services_are_away(self):
        modules = self.env['ir.module.module'].search([
            ('name', 'in', OUTSIDE_ADDONS), ('state', 'not in', ('uninstalled', 'uninstallable')),
        ])
        self.assertEqual(modules.mapped('name'), [])
        models = {'iap.account', 'sms.sms', 'snailmail.letter', 'account_edi_proxy_client.user'}
        self.assertEqual(models & set(self.env.registry), set())

    @clause('000-88')
    def test_parameters_and_clock(self):
        parameters = self.env['ir.config_parameter'].sudo()
        for name, value in OUTSIDE_PARAMETERS.items():
            self.assertEqual(parameters.get_param(name), value, name)
        self.assertFalse(self.env.ref(OUTSIDE_CLOCK).active)
        self.assertFalse(self.env['mail.link.preview']._is_link_preview_enabled())
        self.assertFalse(self.env['res.company'].search([('vat_check_vies', '=', True)]))

    def _installed(self, *names):
        modules = self.env['ir.module.module'].search([('name', 'in', names)])
        self.assertEqual(len(modules), len(names))
        modules.state = 'installed'
        return {module.name: module for module in modules}

    def _outside_line(self):
        return [
            line for line in self.company._perles_sales_checklist()
            if line[1] == "Nothing goes outside"
        ]

    @clause('000-88')
    def test_what_installed_itself_goes_with_its_bridges(self):
        modules = self._installed('iap', 'iap_mail', 'sms', 'sale_sms', 'snailmail')
        self.env['ir.module.module']._perles_close_house()
        self.assertEqual({module.state for module in modules.values()}, {'to remove'})
        self.assertFalse(self._outside_line())

    @clause('000-88')
    def test_what_somebody_chose_is_not_dropped(self):
        """It stays with what it stands on, which speaks to nobody; the team is told."""
        modules = self._installed('iap', 'iap_mail', 'sms', 'snailmail', 'base_automation')
        self.env['ir.config_parameter'].set_param('iap.endpoint', 'https://iap.example')
        self.env['ir.module.module']._perles_close_house()
        self.assertEqual(
            {name: module.state for name, module in modules.items()},
            {
                'iap': 'installed', 'iap_mail': 'installed', 'sms': 'installed',
                'base_automation': 'installed', 'snailmail': 'to remove',
            },
        )
        parameters = self.env['ir.config_parameter']
        self.assertEqual(parameters.get_param('sms.endpoint'), NOWHERE)
        self.assertEqual(parameters.get_param('iap.endpoint'), 'https://iap.example')
        (done, _label, words, _screen), = self._outside_line()
        self.assertFalse(done)
        for module in ('base_automation', 'sms', 'iap'):
            self.assertIn(modules[module].shortdesc, words)
        self.assertNotIn(modules['snailmail'].shortdesc, words)

    @clause('000-88')
    def test_every_native_call_is_known(self):
        """An addon that comes along later, and calls outside, is looked at by somebody first."""
        installed = self.env['ir.module.module'].search([
            ('state', '=', 'installed'), ('author', '=like', 'Odoo%'),
        ])
        found = {
            f'{name}/{path.relative_to(folder)}'
            for name in installed.mapped('name') for folder in [Path(Manifest.for_addon(name).path)]
            for path in folder.rglob('*.py')
            if 'tests' not in path.parts and CALL.search(path.read_text(encoding='utf-8'))
        }
        self.assertEqual(found - set(HELD), set())

    @clause('000-88')
    def test_routes_that_would_ask_are_answered_here(self):
        self.authenticate(self.employee.login, self.employee.login)
        calls = (
            ('/html_editor/media_library_search', {'query': "perle"}),
            ('/html_editor/save_library_media', {'media': {'1': {'query': "perle"}}}),
            ('/html_editor/generate_text', {'prompt': "Bonjour", 'conversation_history': []}),
            ('/html_editor/link_preview_external', {'preview_url': 'https://luz.example/'}),
            ('/website/seo_suggest', {'keywords': "perle", 'lang': 'fr_FR'}),
            ('/website/google_font_metadata', {}),
        )
        with self._outside() as asked, mute_logger('odoo.http'):
            for route, values in calls:
                with self.subTest(route=route):
                    answer = self.url_open(route, json={'params': values})
                    self.assertEqual(answer.status_code, 200)
                    self.assertEqual(asked, [])

    @contextlib.contextmanager
    def _outside(self):
        """Give the list of the addresses that are asked for, those of the house left aside."""
        own, asked, request = self.base_url(), [], requests.Session.request

        def record(session, method, url, *arguments, **options):
            if url.startswith(own):
                return request(session, method, url, *arguments, **options)
            asked.append(url)
            raise requests.ConnectionError

        with patch.object(requests.Session, 'request', record):
            yield asked

    def test_titles_and_notifications_stay_here(self):
        with self._outside() as asked:
            link = self.env['link.tracker'].create({'url': 'https://luz.example/page'})
            self.assertEqual(link.title, 'https://luz.example/page')
            devices = self.env['mail.push.device'].with_user(self.employee)
            devices.register_devices(endpoint='https://push.example/x', keys={'auth': 'x'})
        self.assertEqual(asked, [])
        self.assertFalse(self.env['mail.push.device'].search([], limit=1))

    def test_the_shop_of_industries_is_not_asked(self):
        modules = self.env['ir.module.module']
        with self._outside() as asked:
            self.assertEqual(modules._get_industry_categories_from_apps(), [])
            for ask in (
                lambda: modules.web_search_read([('module_type', '=', 'industries')], {'name': {}}),
                modules.button_immediate_install_app,
            ):
                with self.assertRaises(UserError):
                    ask()
        self.assertEqual(asked, [])

    def test_every_override_is_a_native_route(self):
        """A route that is renamed natively would leave the door open."""
        for house, native in ((Editor, HTML_Editor), (HouseWebsite, Website)):
            for name, _method in inspect.getmembers(house, inspect.isfunction):
                if name in vars(house):
                    self.assertTrue(hasattr(native, name), name)
