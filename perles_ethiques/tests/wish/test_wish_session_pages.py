import threading
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

from lxml import html

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..kit.wish_pages import WishPages

NEW = '/my/wishes/new'


@tagged('post_install', '-at_install')
class TestSessionEnded(WishPages):
    """Whose session ends while a form is written loses neither the page nor the words."""

    def _send(self, path, data=(), referer='', **options):
        """A form that was drawn for a session which is over."""
        headers = {'Referer': self.base_url() + referer} if referer else {}
        with mute_logger('odoo.http'):
            return self.url_open(
                path, data={'csrf_token': 'of-before', **dict(data)}, headers=headers,
                allow_redirects=False, **options,
            )

    def _return_to(self, answer):
        """Where signing in leads to."""
        self.assertEqual(answer.status_code, 303)
        target = urlsplit(answer.headers['Location'])
        self.assertEqual(target.path, '/web/login')
        return parse_qs(target.query)['redirect'][0]

    def _sign_in_by_form(self, way_back, partner=None):
        """What the browser does: the same cookies, and the form of signing in."""
        login = (partner or self.partner).user_ids.login
        page = self.url_open(f'/web/login?redirect={way_back}')
        answer = self.url_open('/web/login', data={
            'csrf_token': self._csrf_in(page.text), 'login': login, 'password': login,
            'redirect': way_back,
        })
        self.assertEqual(answer.status_code, 200)
        return answer

    def _typed(self, partner=None, **values):
        who = (partner or self.partner).user_ids.id
        return self._values(**{'written_by': str(who), 'note': "Typed for long", **values})

    # === THE WAY BACK === #

    def test_every_form_leads_back_to_a_page(self):
        """Signed out, nobody is sent to an address that can only be sent to."""
        wish = self._wish(self.partner)
        self.authenticate(None, None)
        # natively it is asked for by the thread of a request
        thread = threading.current_thread()
        self.startPatcher(patch.object(thread, 'dbname', self.env.cr.dbname, create=True))
        rules = self.env['ir.http'].routing_map().iter_rules()
        paths = {
            rule.rule.replace('<int:wish_id>', str(wish.id)) for rule in rules
            if rule.endpoint.routing['type'] == 'http' and rule.endpoint.routing['auth'] == 'user'
            and 'POST' in (rule.methods or ()) and rule.rule.startswith('/my/')
        }
        self.assertGreater(len(paths), 8)
        self._sign_in(self.partner)
        pages = set()
        for path in sorted(paths):
            path = path.replace('<int:', '').replace('_id>', '')
            path = '/'.join('7' if part in ('offer', 'lot', 'claim', 'order', 'invoice') else part
                            for part in path.split('/'))
            self.authenticate(None, None)
            back = self._return_to(self._send(path))
            pages.add((path, back))
        self._sign_in(self.partner)
        for path, back in pages:
            with self.subTest(path=path), mute_logger('odoo.http'):
                self.assertNotEqual(self.url_open(back).status_code, 405, back)

    def test_where_one_was(self):
        wish = self._wish(self.partner)
        self.authenticate(None, None)
        listed = '/my/wishes?state=open'
        for path, referer, back in (
            (f'/my/wishes/{wish.id}/move', listed, listed),
            (f'/my/wishes/{wish.id}/move', '', f'/my/wishes/{wish.id}'),
            (f'/my/wishes/{wish.id}/photo', f'/my/wishes/{wish.id}/photo', f'/my/wishes/{wish.id}'),
            ('/my/wishes/confirm', '', '/my/wishes'),
            ('/my/lots/7/take', '/shop', '/shop'),
        ):
            with self.subTest(path=path, referer=referer):
                self.assertEqual(self._return_to(self._send(path, referer=referer)), back)
        # another site does not choose where one goes
        with mute_logger('odoo.http'):
            answer = self.url_open(
                '/my/wishes/confirm', data={'x': '1'}, headers={'Referer': 'https://elsewhere.example/x'},
                allow_redirects=False,
            )
        self.assertEqual(self._return_to(answer), '/my/wishes')

    # === WHAT WAS TYPED === #

    def test_a_wish_that_was_typed_comes_back(self):
        self.authenticate(None, None)
        back = self._return_to(self._send(NEW, self._typed(quantity='321'), f'{NEW}?form=12345678'))
        answer = self._sign_in_by_form(back)
        page = html.fromstring(answer.text)
        self.assertEqual(page.get_element_by_id('quantity').value, '321')
        self.assertEqual(page.get_element_by_id('note').text_content(), "Typed for long")
        boxes = {int(box) for box in page.xpath('//input[@name="value_ids"][@checked]/@value')}
        self.assertEqual(boxes, set((self.glass | self.green).ids))
        self.assertTrue(page.xpath('//main//*[@role="status"]'))
        self.assertFalse(self._mine())
        # it is said once
        page = self._page(NEW)
        self.assertFalse(page.get_element_by_id('quantity').value)
        self.assertFalse(page.xpath('//main//*[@role="status"]'))

    def test_signing_in_says_that_it_is_kept(self):
        def told(back):
            page = html.fromstring(self.url_open(f'/web/login?redirect={back}').text)
            return page.xpath('//main//p[@role="status"]')

        self.authenticate(None, None)
        self.assertFalse(told(NEW))
        back = self._return_to(self._send(NEW, self._typed(), NEW))
        self.assertEqual(len(told(back)), 1)
        # of another form nothing was kept
        self.assertFalse(told('/my/offers'))

    def test_an_edit_comes_back(self):
        wish = self._wish(self.partner)
        path = f'/my/wishes/{wish.id}'
        self.authenticate(None, None)
        typed = self._typed(quantity='260', told='x')
        back = self._return_to(self._send(path, typed, '/my/wishes'))
        self.assertEqual(back, path)
        page = html.fromstring(self._sign_in_by_form(back).text)
        self.assertEqual(page.get_element_by_id('quantity').value, '260')
        self.assertEqual(self._mine().quantity, 200)

    def test_nobody_reads_what_somebody_else_typed(self):
        self.authenticate(None, None)
        back = self._return_to(self._send(NEW, self._typed(), NEW))
        answer = self._sign_in_by_form(back, self.other)
        self.assertNotIn("Typed for long", answer.text)
        self.assertNotIn("Typed for long", self.url_open(NEW).text)

    def test_what_strangers_send_is_not_kept(self):
        for data, referer in (
            (self._typed(), ''), (self._typed(note='x' * 20_000), NEW),
        ):
            self.authenticate(None, None)
            self._send(NEW, data, referer)
            page = html.fromstring(self._sign_in_by_form(NEW).text)
            self.assertFalse(page.get_element_by_id('quantity').value)

    # === A TOKEN OF BEFORE === #

    def test_a_form_of_the_session_before(self):
        answer = self._send(NEW, self._typed(quantity='321'), NEW)
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(urlsplit(answer.headers['Location']).path, NEW)
        page = self._page(NEW)
        self.assertEqual(page.get_element_by_id('quantity').value, '321')
        self.assertTrue(page.xpath('//main//*[@role="status"]'))
        self.assertFalse(self._mine())

    def test_no_other_error_is_hidden(self):
        self.assertEqual(self._post(NEW, self._values(quantity='0')).status_code, 400)
        # outside the member's space the native answer stays
        self.assertEqual(self._send('/adhesion').status_code, 400)
