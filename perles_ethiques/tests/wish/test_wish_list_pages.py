from odoo import sql_db
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..clause import clause
from ..kit.wish_pages import WishPages


@tagged('post_install', '-at_install')
class TestHttpWishList(WishPages):
    """The list of a member's wishes, and who reaches which page."""

    # === LIST === #

    def _lines(self, query=''):
        page = self._page(f'/my/wishes{query}')
        return {int(line.get('id').split('_')[1]) for line in page.xpath('//tbody/tr')}

    @clause('000-31')
    def test_search_filter_sort(self):
        matt = self._wish(self.partner, value_ids=[(6, 0, (self.glass | self.matt).ids)])
        wood = self._wish(self.partner, value_ids=[(6, 0, self.wood.ids)], quantity=500)
        theirs = self._wish(self.other, value_ids=[(6, 0, (self.glass | self.matt).ids)])
        for lang in ('en_US', self.env.user.lang):
            words = f'{self.glass.with_context(lang=lang).name} + '
            words += self.matt.with_context(lang=lang).name
        page = self.url_open('/my/wishes', params={'search': words}).text
        self.assertIn(f'wish_{matt.id}"', page)
        self.assertNotIn(f'wish_{wood.id}"', page)
        self.assertNotIn(f'wish_{theirs.id}"', page)
        wood._request_move('pause')
        self.assertEqual(self._lines('?state=paused'), {wood.id})
        self.assertEqual(self._lines('?state=open'), {matt.id})
        self.assertEqual(self._lines('?state=nonsense&sortby=nonsense&project=x'), {
            matt.id, wood.id,
        })
        ids = self._page('/my/wishes?sortby=quantity').xpath('//tbody/tr/@id')
        self.assertEqual(ids, [f'wish_{wood.id}', f'wish_{matt.id}'])
        self.assertIn('href="/my/wishes"', self.url_open('/my/wishes?search=zzz').text)

    def test_as_many_queries_for_eighty_wishes_as_for_twenty(self):
        self._many(20)
        few = self._queries('/my/wishes')
        self._many(60)
        self.assertLessEqual(self._queries('/my/wishes'), few)
        self.assertEqual(len(self._lines('/page/4')), 20)

    def _many(self, number):
        project = self.env['perles.project'].create({
            'name': f"Project {number}", 'partner_id': self.partner.id,
        })
        for index in range(number):
            self._wish(self.partner, mm_max=5 + index % 3, project_id=project.id)

    def _queries(self, path):
        self.url_open(path)
        before = sql_db.sql_counter
        self.assertEqual(self.url_open(path).status_code, 200)
        return sql_db.sql_counter - before

    # === WHO === #

    @clause('000-48')
    def test_a_member_without_wishes_is_nudged(self):
        for path in ('/my/wishes', '/my/membership'):
            self.assertIn('href="/my/wishes/new"', self.url_open(path).text)
        self._wish(self.partner)
        self.assertNotIn('href="/my/wishes/new"', self.url_open('/my/membership').text)

    def test_who_is_no_member_reads_why(self):
        wish = self._wish(self.partner)
        path = f'/my/wishes/{wish.id}'
        token = self._csrf(path)
        self.membership.sudo()._write_state('suspended')
        self.assertFalse(self._page('/my/wishes/new').xpath('//form[@id="wish_form"]'))
        self.assertTrue(self._page(path).xpath('//form[@id="wish_form"]'))
        for target in ('/my/wishes/new', f'{path}/duplicate'):
            answer = self.url_open(
                target, data={'csrf_token': token, **self._values()}, allow_redirects=False,
            )
            self.assertEqual(answer.status_code, 400)
        self.assertEqual(self._mine(), wish)

    @mute_logger('odoo.http')
    def test_nobody_touches_the_wish_of_another(self):
        theirs = self._wish(self.other)
        token = self._csrf('/my/wishes/new')
        for path, values in (
            ('', self._values(note="Stolen")), ('/move', {'move': 'close'}), ('/duplicate', {}),
            ('/photo', {'remove': '1'}),
        ):
            answer = self.url_open(
                f'/my/wishes/{theirs.id}{path}', data={'csrf_token': token, **values},
                allow_redirects=False,
            )
            self.assertEqual(answer.status_code, 404)
        self.assertEqual(self.url_open(f'/my/wishes/{theirs.id}').status_code, 404)
        self.env.invalidate_all()
        self.assertEqual((theirs.state, theirs.note), ('open', False))
        answer = self.url_open('/my/wishes/new', data=self._values(), allow_redirects=False)
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(self._mine())

    def test_a_colleague_works_on_the_same_wishes(self):
        organisation = self._member_since('2026-10-01', 7, kind='company').partner_id
        wish = self._wish(organisation)
        colleague = self.env['res.partner'].create({
            'name': "Colleague", 'parent_id': organisation.id,
        })
        self._sign_in(colleague)
        self.assertEqual(self._lines(), {wish.id})
        answer = self._post(f'/my/wishes/{wish.id}', self._values(
            value_ids=[str(self.glass.id)], note="From a colleague",
        ))
        self.env.invalidate_all()
        self.assertEqual((answer.status_code, wish.note), (303, "From a colleague"))

    def test_the_french_address(self):
        answer = self.url_open('/my/demande', allow_redirects=False)
        self.assertEqual(answer.status_code, 301)
        self.assertTrue(answer.headers['Location'].endswith('/my/wishes'))
