from lxml import html
from psycopg2.errors import UniqueViolation

from odoo.exceptions import ConcurrencyError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..kit.wish_pages import WishPages

# the elements of one page, as the guide of the house counts them
MOST_ELEMENTS = 480


@tagged('post_install', '-at_install')
class TestHttpWishOnce(WishPages):
    """A form that is sent twice, and how large it may be."""

    def _form_key(self):
        return self._page('/my/wishes/new').xpath('//input[@name="key"]/@value')[0]

    # === ONCE === #

    def test_pressing_twice_writes_one_wish(self):
        values = self._values(key=self._form_key(), project_id='event', project_name="Fair")
        first, second = (self._post('/my/wishes/new', values) for _press in range(2))
        wish = self._mine()
        self.assertEqual(len(wish), 1)
        self.assertEqual((first.status_code, second.status_code), (303, 303))
        self.assertEqual(first.headers['Location'], second.headers['Location'])
        self.assertEqual(len(self.env['perles.project'].search([('name', '=', "Fair")])), 1)
        # sent with something else, it writes one more only for who says so
        more = {**values, 'quantity': '300'}
        self.assertEqual(self._post('/my/wishes/new', more).status_code, 409)
        for _press in range(2):
            self._post('/my/wishes/new', {**more, 'again': '1'})
        self.assertEqual(sorted(self._mine().mapped('quantity')), [200, 300])
        # the next form has a key of its own
        self._post('/my/wishes/new', {**values, 'key': self._form_key()})
        self.assertEqual(len(self._mine()), 3)

    def test_who_goes_back_is_asked_what_is_meant(self):
        values = self._values(key=self._form_key())
        self._post('/my/wishes/new', values)
        wish = self._mine()
        answer = self._post('/my/wishes/new', {**values, 'quantity': '250', 'note': "Urgent"})
        self.assertEqual((answer.status_code, self._mine()), (409, wish))
        [form] = html.fromstring(answer.text).xpath('//form[@id="wish_form"]')
        buttons = form.xpath('.//button[@type="submit"]')
        self.assertEqual(
            [(button.get('formaction'), button.get('name')) for button in buttons],
            [(f'/my/wishes/{wish.id}', None), (None, 'again')],
        )
        self.assertEqual(form.xpath('.//input[@name="quantity"]/@value'), ['250'])
        # the first button, with what its form holds; the page tells what it does to the rank
        change = {**values, 'quantity': '150', 'note': "Urgent"}
        answer = self._post(f'/my/wishes/{wish.id}', change)
        if answer.status_code == 200:
            told = html.fromstring(answer.text).xpath('//input[@name="told"]/@value')[0]
            answer = self._post(f'/my/wishes/{wish.id}', {**change, 'told': told})
        self.assertEqual(answer.status_code, 303)
        self.assertEqual((self._mine(), wish.quantity, wish.note), (wish, 150, "Urgent"))

    def test_a_wish_that_is_over_is_not_changed(self):
        values = self._values(key=self._form_key())
        self._post('/my/wishes/new', values)
        self._mine().sudo()._move('close')
        self._post('/my/wishes/new', {**values, 'quantity': '250'})
        self.assertEqual(sorted(self._mine().mapped('quantity')), [200, 250])

    def test_a_key_is_ones_own(self):
        values = self._values(key=self._form_key())
        self._post('/my/wishes/new', values)
        self._sign_in(self.other)
        self._post('/my/wishes/new', values)
        self.assertEqual(len(self._mine()), 1)
        self.assertEqual(self.wishes.search_count([('partner_id', '=', self.other.id)]), 1)

    def test_a_key_that_is_none_is_left_aside(self):
        for key in ('', 'x', "'; DROP", 'a' * 65):
            self._post('/my/wishes/new', self._values(key=key))
        self.assertEqual(self._mine().mapped('key'), [False] * 4)

    def test_a_wrong_form_keeps_its_key(self):
        key = self._form_key()
        answer = self._post('/my/wishes/new', self._values(key=key, quantity='0'))
        self.assertEqual(answer.status_code, 400)
        kept = html.fromstring(answer.text).xpath('//input[@name="key"]/@value')
        self.assertEqual(kept, [key])

    def test_sent_twice_at_once_is_replayed(self):
        """The other press is committed but not seen: the server is asked to replay."""
        values = {'categ_id': self.bead.id, 'quantity': 5, 'value_ids': [(6, 0, [])]}
        key = '12345678'
        wish = self.wishes._write_new(self.partner, values, key)
        self.assertEqual(self.wishes._write_new(self.partner, values, key), wish)

        def unseen(wishes, domain, *args, **options):
            return wishes.browse() if 'key' in str(domain) else search(wishes, domain)

        search = type(self.wishes).search
        self.patch(type(self.wishes), 'search', unseen)
        with mute_logger('odoo.sql_db'), self.assertRaises(ConcurrencyError) as caught:
            self.wishes._write_new(self.partner, values, key)
        self.assertIsInstance(caught.exception.__cause__, UniqueViolation)

    def test_a_copy_is_another_wish(self):
        values = {'categ_id': self.bead.id, 'quantity': 5}
        wish = self.wishes._write_new(self.partner, values, '12345678')
        self.assertFalse(wish._duplicate().key)

    # === SIZE === #

    def test_the_form_stays_within_the_budget_of_elements(self):
        for number in range(3):
            self.env['perles.project'].create({
                'name': f"Project {number}", 'partner_id': self.partner.id,
            })
        wish = self._wish(self.partner)
        for path in ('/my/wishes/new', f'/my/wishes/{wish.id}'):
            count = len(self._page(path).xpath('//*'))
            self.assertLessEqual(count, MOST_ELEMENTS, path)

    def test_no_call_to_join_for_who_is_a_member(self):
        """The layout of the website has words of its own: a page must not fill them in."""
        for path in ('/my/wishes/new', f'/my/wishes/{self._wish(self.partner).id}'):
            header = self._page(path).xpath('//header//a[contains(@class, "btn_cta")]')
            self.assertEqual(header, [])
