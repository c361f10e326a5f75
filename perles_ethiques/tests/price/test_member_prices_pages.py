from odoo.tests import tagged

from ..clause import clause
from ..kit.price_pages import PricePages
from ..kit.prices import LAST_SECOND


@tagged('post_install', '-at_install')
class TestMemberPricePages(PricePages):
    """What the shop shows around the last second, and who chooses a list."""

    # === THE SHOP === #

    @clause('000-21')
    def test_pages_until_the_last_second(self):
        self.assertEqual(self._prices(), {80.0})
        self._end()
        self.assertEqual(self._prices(), {100.0})

    @clause('000-21')
    def test_the_very_next_page_whatever_it_is(self):
        """A session that remembers the member list never shows it again, script or page."""
        for ask in (self._json_price, lambda: min(self._page_prices())):
            self._at(LAST_SECOND)
            self.assertEqual(ask(), 80.0)
            self._end()
            self.assertEqual(ask(), 100.0)

    def test_list_tied_to_the_website(self):
        self.member_list.website_id = self.website
        self.assertEqual(self._prices(), {80.0})
        self._end()
        self.assertEqual(self._prices(), {100.0})

    def test_summer(self):
        self.membership.leaves_on = '2027-07-14'
        self._at('2027-07-14 21:59:59')
        self.authenticate('a-member', 'a-member')
        self.assertEqual(self._prices(), {80.0})
        self._at('2027-07-14 22:00:00')
        self.assertEqual(self._prices(), {100.0})

    def test_script_of_the_product_with_a_stale_cart(self):
        """Read-only routes cannot price the cart again: they do not believe it either."""
        cart = self._add_to_cart()
        self.assertEqual(cart.amount_total, 80.0)
        self._end()
        self.assertEqual(self._json_price(), 100.0)
        self.assertEqual(self._page_prices('/shop/cart'), {100.0})

    def test_visitor_and_customer(self):
        self.assertEqual(self._prices(), {80.0})
        self.authenticate(None, None)
        self.assertEqual(self._prices(), {100.0})
        stranger = self.env['res.partner'].create({'name': "Somebody", 'email': 's@s.example'})
        self._portal_user(stranger, login='a-stranger')
        self.authenticate('a-stranger', 'a-stranger')
        self.assertEqual(self._prices(), {100.0})

    def test_colleague(self):
        colleague = self.env['res.partner'].create({
            'name': "Sacha", 'email': 'sacha@luz.example', 'parent_id': self.contact.parent_id.id,
        })
        self._portal_user(colleague, login='a-colleague')
        self.authenticate('a-colleague', 'a-colleague')
        self.assertEqual(self._prices(), {80.0})
        self._end()
        self.assertEqual(self._prices(), {100.0})

    def test_list_of_the_team_comes_back(self):
        staff_list = self._list("Friends", 95.0)
        self.contact.commercial_partner_id.specific_property_product_pricelist = staff_list
        self.contact.specific_property_product_pricelist = staff_list
        self.assertEqual(self._prices(), {80.0})
        self._end()
        self.assertEqual(self._prices(), {95.0})

    def test_membership_that_begins_during_the_session(self):
        self.membership.period_ids.start_date = '2027-12-01'
        self._at('2027-11-30 22:59:59')
        self.authenticate('a-member', 'a-member')
        cart = self._add_to_cart()
        self.assertEqual(cart.amount_total, 100.0)
        self.assertEqual(self._prices(), {100.0})
        self._at('2027-11-30 23:00:00')
        self.assertEqual(self._prices(), {80.0})
        self.assertEqual(self._page_prices('/shop/cart'), {80.0})

    # === CHOOSING A LIST === #

    def test_the_member_list_is_not_chosen_without_the_right(self):
        self._end()
        self.authenticate('a-member', 'a-member')
        self._get(f'/shop/change_pricelist/{self.member_list.id}')
        self._get(f'/shop?pricelist={self.member_list.id}')
        self._get(f'{self._template().website_url}?pricelist={self.member_list.id}')
        self._get('/shop/pricelist?promo=')
        self._get('/shop/pricelist?promo=False')
        self.assertEqual(self._prices(), {100.0})

    def test_a_code_or_a_website_gives_nothing(self):
        """Even a list that the database holds with a code opens to nobody else."""
        self.env.cr.execute(
            "UPDATE product_pricelist SET code = 'OPEN', selectable = true, website_id = %s"
            " WHERE id = %s", (self.website.id, self.member_list.id),
        )
        self.env.registry.clear_cache()
        self._end()
        self.authenticate('a-member', 'a-member')
        self._get('/shop/pricelist?promo=OPEN')
        self.assertEqual(self._prices(), {100.0})
        self._get(f'/shop/change_pricelist/{self.member_list.id}')
        self.assertEqual(self._prices(), {100.0})
        self.authenticate(None, None)
        self._get('/shop/pricelist?promo=OPEN')
        self._get(f'/shop/change_pricelist/{self.member_list.id}')
        self.assertEqual(self._prices(), {100.0})

    def test_a_member_may_choose_another_list_and_come_back(self):
        chosen = self._list("Sales", 90.0, selectable=True)
        self.assertEqual(self._prices(), {80.0})
        self._get(f'/shop/change_pricelist/{chosen.id}')
        self.assertEqual(self._prices(), {90.0})
        self.assertEqual(self._add_to_cart().amount_total, 90.0)
        self._get(f'/shop/change_pricelist/{self.member_list.id}')
        self.assertEqual(self._prices(), {80.0})
        self.assertEqual(self._page_prices('/shop/cart'), {80.0})
        self._end()
        self.assertEqual(self._prices(), {90.0})  # the public list of the website now
