import base64
import io
import json

from lxml import html
from PIL import Image

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..clause import clause
from ..kit.wish_pages import WishPages


@tagged('post_install', '-at_install')
class TestHttpWish(WishPages):
    """The pages of a member's wishes, read and written without script."""

    # === WRITING === #

    @clause('000-31')
    @clause('000-32')
    def test_write_read_and_edit(self):
        answer = self._post('/my/wishes/new', self._values(
            quantity='1 200,5 g', mm_min='7,5 mm', mm_max='8.5', min_quantity='50',
            max_price='0,25 €', note="For the <b>fair</b>",
        ))
        wish = self._mine()
        self.assertEqual(answer.status_code, 303)
        self.assertIn(f'/my/wishes?saved={wish.id}&done=new', answer.headers['Location'])
        self.assertEqual(
            (wish.quantity, wish.mm_min, wish.mm_max, wish.min_quantity, wish.max_price),
            (1200.5, 7.5, 8.5, 50, 0.25),
        )
        self.assertEqual(wish.value_ids, self.glass | self.green)
        page = self._page(f'/my/wishes/{wish.id}')
        self.assertEqual(page.get_element_by_id('note').text_content(), "For the <b>fair</b>")
        boxes = page.xpath('//input[@name="value_ids"][@checked]/@value')
        self.assertEqual({int(box) for box in boxes}, set((self.glass | self.green).ids))
        answer = self._post(f'/my/wishes/{wish.id}', self._values(note="Other words"))
        self.assertEqual(answer.status_code, 303)  # other units, just written: at its rank
        self.assertEqual((self._mine().quantity, self._mine().unit), (200, 'pieces'))

    @clause('000-35')
    def test_the_effect_is_told_before_it_is_saved(self):
        wish = self._wish(self.partner)
        path = f'/my/wishes/{wish.id}'
        answer = self._post(path, self._values(
            quantity='260', value_ids=[str(self.glass.id)], note="More",
        ))
        self.assertEqual(answer.status_code, 200)
        page = html.fromstring(answer.text)
        told = page.xpath('//input[@name="told"]/@value')[0]
        self.assertIn("260", page.get_element_by_id('quantity').value)
        self.assertIn("60", told)
        self.assertEqual(self._parts(wish), [('2026-11-03 09:00:00', 200)])
        # something else is typed meanwhile: it is told again
        answer = self._post(path, self._values(
            quantity='300', value_ids=[str(self.glass.id)], told=told,
        ))
        self.assertEqual((answer.status_code, self._mine().quantity), (200, 200))
        answer = self._post(path, self._values(
            quantity='260', value_ids=[str(self.glass.id)], told=told, note="More",
        ))
        self.assertEqual(answer.status_code, 303)
        self.assertEqual([part[1] for part in self._parts(wish)], [200, 60])
        self.assertEqual(wish.note, "More")

    @clause('000-35')
    def test_what_keeps_the_rank_is_saved_at_once(self):
        wish = self._wish(self.partner)
        answer = self._post(f'/my/wishes/{wish.id}', self._values(
            value_ids=[str(self.glass.id), str(self.round.id)], note="Same rank",
        ))
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self._parts(wish), [('2026-11-03 09:00:00', 200)])

    @clause('000-35')
    def test_the_effect_while_one_types(self):
        wish, theirs = self._wish(self.partner), self._wish(self.other)
        post = {**self._values(quantity='260'), 'value_ids': None}

        def ask(asked):
            return self.url_open(
                f'/my/wishes/{asked.id}/effect', headers={'Content-Type': 'application/json'},
                data=json.dumps({'params': {'post': post, 'value_ids': [str(self.glass.id)]}}),
            ).json()

        answer = ask(wish)['result']
        self.assertTrue(answer['changes'])
        self.assertIn("60", answer['effect'])
        self.assertEqual(self._mine().quantity, 200)
        post['quantity'] = 'many'
        self.assertFalse(ask(wish)['result']['changes'])
        with mute_logger('odoo.http'):
            self.assertIn('error', ask(theirs))

    @clause('000-26')
    def test_a_project_is_made_in_place(self):
        answer = self._post('/my/wishes/new', self._values(
            project_id='event', project_name="Salon",
            project_date='2027-06-12', next='another',
        ))
        wish = self._mine()
        self.assertEqual((wish.project_id.name, wish.project_id.kind), ("Salon", 'event'))
        self.assertEqual(str(wish.project_id.date), '2027-06-12')
        self.assertIn(f'/my/wishes/new?like={wish.id}', answer.headers['Location'])
        page = self._page(f'/my/wishes/new?like={wish.id}')
        self.assertEqual(page.xpath('//select[@id="project_id"]/option[@selected]/@value'), [
            str(wish.project_id.id),
        ])
        self.assertIn("12/06/2027", self.url_open('/my/wishes').text)

    def test_wrong_fields_are_told_one_by_one(self):
        theirs = self.env['perles.project'].create({
            'name': "Theirs", 'partner_id': self.other.id,
        })
        cases = (
            ({'quantity': '0'}, 'quantity'), ({'quantity': '-5'}, 'quantity'),
            ({'quantity': '1000000000'}, 'quantity'), ({'quantity': 'many'}, 'quantity'),
            ({'quantity': 'NaN'}, 'quantity'), ({'quantity': 'inf'}, 'quantity'),
            ({'quantity': '1e5'}, 'quantity'), ({'quantity': ''}, 'quantity'),
            ({'min_quantity': '201'}, 'min_quantity'), ({'max_price': 'cheap'}, 'max_price'),
            ({'mm_min': '9', 'mm_max': '8'}, 'mm_max'), ({'mm_max': '99999'}, 'mm_max'),
            ({'categ_id': '0'}, 'categ_id'), ({'categ_id': 'x'}, 'categ_id'),
            ({'categ_id': str(self.env.ref('product.product_category_goods').id)}, 'categ_id'),
            ({'unit': 'kilos'}, 'unit'), ({'value_ids': ['999999']}, 'value_ids'),
            ({'value_ids': ['; DROP']}, 'value_ids'), ({'note': 'x' * 2001}, 'note'),
            ({'project_id': str(theirs.id)}, 'project_id'),
            ({'project_id': 'event'}, 'project_name'),
            ({'project_id': 'event', 'project_name': 'S', 'project_date': '31/02/2027'},
             'project_date'),
        )
        token = self._csrf('/my/wishes/new')
        wish = self._wish(self.partner)
        for values, field in cases:
            for path in ('/my/wishes/new', f'/my/wishes/{wish.id}'):
                with self.subTest(values=values, path=path):
                    answer = self.url_open(
                        path, data={'csrf_token': token, **self._values(**values)},
                        allow_redirects=False,
                    )
                    self.assertEqual(answer.status_code, 400)
                    links = html.fromstring(answer.text).xpath('//*[@role="alert"]//a/@href')
                    self.assertEqual(links, [f'#{field}'])
        self.assertEqual(self._mine(), wish)
        self.assertEqual((wish.quantity, wish.note), (200, False))
        self.assertFalse(self.env['perles.project'].search([('name', '=', "S")]))

    # === PHOTO === #

    def test_addresses_that_somebody_made_up(self):
        for path in (
            '/my/wishes?search=%00glass', '/my/wishes?search=' + '%25' * 300, '/my/wishes?page=x',
            '/my/wishes?project=%C2%B2&state=%00&sortby=id;drop', '/my/wishes/new?like=%C2%B2',
        ):
            with self.subTest(path=path):
                self.assertEqual(self.url_open(path).status_code, 200)
        for path in ('/my/wishes/new?like=999999999', '/my/wishes/99999999999999999999'):
            with self.subTest(path=path):
                self.assertEqual(self.url_open(path).status_code, 404)

    def test_photo(self):
        picture = io.BytesIO()
        Image.new('RGB', (40, 30), 'teal').save(picture, 'PNG')
        answer = self._post('/my/wishes/new', self._values(), files={
            'photo': ('bead.png', picture.getvalue(), 'image/png'),
        })
        wish = self._mine()
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(base64.b64decode(wish.photo)[8:12], b'WEBP')
        source = self._page(f'/my/wishes/{wish.id}').xpath('//img[@class="pe-photo"]/@src')[0]
        self.assertEqual(self.url_open(source).headers['Content-Type'], 'image/webp')
        for name, content in (('x.svg', b'<svg onload="alert(1)"/>'), ('x.png', b'nothing')):
            answer = self._post(
                f'/my/wishes/{wish.id}/photo', {}, token_from=f'/my/wishes/{wish.id}',
                files={'photo': (name, content, 'image/png')},
            )
            self.assertEqual(answer.status_code, 400)
            self.assertIn('href="#photo"', answer.text)
        self.assertTrue(self._mine().photo)
        before = self.wishes.search_count([])
        answer = self._post('/my/wishes/new', self._values(), files={
            'photo': ('x.png', b'nothing', 'image/png'),
        })
        self.assertEqual((answer.status_code, self.wishes.search_count([])), (400, before))
        self._post(
            f'/my/wishes/{wish.id}/photo', {'remove': '1'}, token_from=f'/my/wishes/{wish.id}',
        )
        self.assertFalse(self._mine().photo)
        self._sign_in(self.other)
        with mute_logger('odoo.http'):
            self.assertNotIn('webp', self.url_open(source).headers['Content-Type'])

    # === MOVES === #
