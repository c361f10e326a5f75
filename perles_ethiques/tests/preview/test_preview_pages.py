import base64
from datetime import datetime, timedelta

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..clause import clause
from ..kit.preview_doors import SOME_DOORS
from ..kit.previews import IN_PREVIEW, LAST_DAY, LAST_SECOND, ONE_SECOND, OPENS, PreviewPages


@tagged('post_install', '-at_install')
class TestPreview(PreviewPages):
    """The doors to a lot in preview, for each who knocks (000-20, 000-21, 000-39).

    All of them at the two moments that change what one sees, the end of the rights and the
    opening; elsewhere one of each kind.
    """

    def _assert_shown(self, login, doors=SOME_DOORS):
        self._as(login)
        # natively nobody reads a record by call before signing in, whatever it is
        closed = set() if login else {'records'}
        self.assertEqual(self._shown(doors), set(doors) - closed)

    def _assert_hidden(self, login, doors=SOME_DOORS):
        self._as(login)
        self.assertEqual(self._shown(doors), set())
        status = self.url_open(f'/shop/{self._slug()}', allow_redirects=False).status_code
        self.assertEqual(status, 404)

    @clause('000-39')
    def test_visitor_sees_nothing(self):
        self._assert_hidden(None)

    @clause('000-39')
    def test_signed_in_without_a_membership(self):
        self._assert_hidden('a-stranger')

    @clause('000-39')
    def test_active_member_sees_all(self):
        self._assert_shown('a-member')

    @clause('000-39')
    def test_colleague_of_a_member_sees_all(self):
        colleague = self.env['res.partner'].create({
            'name': "Sacha", 'parent_id': self.membership.partner_id.id,
        })
        self._portal_user(colleague, login='a-colleague')
        self._assert_shown('a-colleague')

    @clause('000-39')
    def test_suspended_member(self):
        self._assert_shown('a-member')
        self.membership.sudo()._write_state('suspended')
        self.env.flush_all()
        # the very session that has just seen it
        self._assert_hidden('a-member')

    @clause('000-21')
    def test_rights_that_end_between_two_clicks(self):
        self.membership.leaves_on = LAST_DAY
        self._at(LAST_SECOND)
        self._assert_shown('a-member', self._all_doors())
        self._at(LAST_SECOND + ONE_SECOND)
        self._assert_hidden('a-member', self._all_doors())

    @clause('000-20')
    def test_renewed_member_goes_on(self):
        self.assertFalse(self.membership.rights_end)
        self.membership.period_ids.write({'end_date': IN_PREVIEW.date() - timedelta(days=1)})
        self.env.flush_all()
        self._assert_shown('a-member')

    def test_rights_that_begin_tomorrow(self):
        self.membership.start_date = IN_PREVIEW.date() + timedelta(days=1)
        self._assert_hidden('a-member')
        # midnight in Paris
        self._at(datetime(2026, 12, 10, 23, 0))
        self._assert_shown('a-member')

    def test_plan_without_preview(self):
        self.page.perles_preview_plan_ids = False
        self._assert_hidden('a-member')

    @clause('000-39')
    def test_public_date(self):
        self._at(OPENS - ONE_SECOND)
        self._assert_hidden(None, self._all_doors())
        self._at(OPENS)
        self._assert_shown(None, self._all_doors())
        self._assert_shown('a-stranger')

    # === LISTS FOR EVERYBODY, WHOEVER HAS THEM DRAWN === #

    @clause('000-39')
    def test_sitemap_and_feed_asked_for_by_a_member(self):
        for login in ('a-member', None):
            self._as(login)
            self.assertFalse(self._sitemap())
            self.assertFalse(self._feed())

    def test_sitemap_and_feed_after_the_opening(self):
        self._as(None)
        self.assertFalse(self._sitemap() or self._feed())
        self._at(OPENS)
        self.lot._perles_open()
        self.env.flush_all()
        self.assertTrue(self._sitemap())
        self.assertTrue(self._feed())
        # a date that is put off hides it again at once
        self.lot.perles_public_at = OPENS + timedelta(days=9)
        self.assertFalse(self._sitemap() or self._feed())

    # === THE CART === #

    @mute_logger('odoo.http')
    def test_no_cart_takes_it_before_the_shop_has_it(self):
        for login in (None, 'a-stranger', 'a-member', 'admin'):
            self._as(login)
            self.assertFalse(self._add_to_cart(), login)
        self._at(OPENS)
        self._as(None)
        self.assertFalse(self._add_to_cart(), "the date has passed, care has not")
        self._end_care(self.lot, usable=10, at=OPENS)
        self.lot._perles_open()
        self.env.flush_all()
        self.assertTrue(self._add_to_cart())

    # === THE PAGE === #

    def test_wishlist_does_not_outlive_the_rights(self):
        self.membership.leaves_on = LAST_DAY
        self._at(LAST_SECOND)
        self._as('a-member')
        self.assertTrue(self._door_wishlist())
        self._at(LAST_SECOND + ONE_SECOND)
        page = self.url_open('/shop/wishlist')
        self.assertEqual(page.status_code, 200)
        self.assertNotIn("Zinzoline", page.text)

    @clause('000-21')
    def test_what_one_has_looked_at_does_not_outlive_the_rights(self):
        self.membership.leaves_on = LAST_DAY
        self._at(LAST_SECOND)
        self._as('a-member')
        self.assertTrue(self._door_looked_at())
        self._at(LAST_SECOND + ONE_SECOND)
        self.assertFalse(self._looked_at())

    def test_page_of_a_lot(self):
        self.lot.write({
            'perles_mm': 8, 'perles_mm_tolerance': 0.2, 'perles_weight': 150,
            'perles_pieces_per_gram': 2, 'perles_flawless_share': 97.5,
            'perles_origin': "Dead stock",
        })
        self._as('a-member')
        page = self.url_open(f'/shop/{self._slug()}').text.replace('\xa0', ' ')
        for words in (
            "8 ± 0,2 mm", "300 pièces", "150 g", "97,5 %", "Dead stock", self.lot.name,
            "Verre", "Mat", 'id="perles_lot_gestures"', "Avant-première adhérents",
            '<time datetime="2026-12-16T08:00:00Z">',
        ):
            self.assertIn(words, page)
        self.assertIn('section_cta mb-4 d-none', page)
        self.assertNotIn("On one strand", page, "what nobody measured is not there")

    @mute_logger('odoo.http', 'odoo.addons.base.models.ir_model')
    def test_lot_itself_is_for_the_team(self):
        for login, is_served in ((None, False), ('a-member', False), ('perles_employee', True)):
            self._as(login)
            content = self.url_open(f'/web/image/stock.lot/{self.lot.id}/photo').content
            self.assertEqual(content == base64.b64decode(self.lot.photo), is_served, login)

    def test_reading_a_page_never_counts_the_members(self):
        """What one member costs, a plan of many members costs as well."""
        others = self._cheap_member(email='others@many.example')
        user = self.env['res.users'].search([('login', '=', 'a-member')])
        self.env.flush_all()
        self.env.invalidate_all()
        self.page.with_user(user).check_access('read')
        self.assertFalse(others.env.cache.contains(others, others._fields['state']))
