from datetime import date, datetime, timedelta

from odoo.tests import freeze_time, tagged

from ..clause import clause
from ..kit.prices import (
    FIRST_SECOND_AFTER,
    LAST_DAY,
    LAST_SECOND,
    PriceCommon,
)

ONE_SECOND = timedelta(seconds=1)


@tagged('post_install', '-at_install')
class TestMemberList(PriceCommon):
    """Which list a contact gets, and when."""

    @clause('000-21')
    def test_until_the_last_second_of_paris(self):
        contact = self._member_until(LAST_DAY).contact_id
        self.assertEqual(self._list_of(contact, LAST_SECOND)[contact.id], self.member_list)
        after = self._list_of(contact, FIRST_SECOND_AFTER)[contact.id]
        self.assertNotEqual(after, self.member_list)

    @clause('000-21')
    def test_neighbours_with_summer_time(self):
        """The day ends at 22:00 UTC in summer, at 23:00 in winter, on leap days too."""
        for last_day, after in (
            (date(2027, 7, 14), datetime(2027, 7, 14, 22)),
            (date(2027, 3, 27), datetime(2027, 3, 27, 23)),   # summer time starts at night
            (date(2027, 3, 28), datetime(2027, 3, 28, 22)),   # the day that has 23 hours
            (date(2027, 10, 30), datetime(2027, 10, 30, 22)),
            (date(2027, 10, 31), datetime(2027, 10, 31, 23)),  # the day that has 25 hours
            (date(2027, 12, 31), datetime(2027, 12, 31, 23)),
            (date(2028, 2, 28), datetime(2028, 2, 28, 23)),
        ):
            with self.subTest(last_day=last_day):
                contact = self._member_until(last_day, email=f'{last_day}@luz.example').contact_id
                last = self._list_of(contact, after - ONE_SECOND)[contact.id]
                self.assertEqual(last, self.member_list)
                self.assertNotEqual(self._list_of(contact, after)[contact.id], self.member_list)

    @clause('000-21')
    def test_from_the_first_second(self):
        contact = self._member_until(LAST_DAY).contact_id
        first = datetime(2026, 12, 14, 23)
        before = self._list_of(contact, first - ONE_SECOND)[contact.id]
        self.assertNotEqual(before, self.member_list)
        self.assertEqual(self._list_of(contact, first)[contact.id], self.member_list)

    @clause('000-21')
    def test_who_renews_has_no_gap(self):
        """At midnight of the anniversary the renewal is not billed yet: the prices go on."""
        membership = self._member_until(LAST_DAY)
        membership.leaves_on = False
        contact = membership.contact_id
        answer = self._list_of(contact, FIRST_SECOND_AFTER)
        self.assertEqual(answer[contact.id], self.member_list)

    @clause('000-21')
    def test_unpaid_until_the_day_of_its_suspension(self):
        membership = self._member_until(LAST_DAY)
        membership.leaves_on = False
        membership.period_ids.unpaid_since = date(2027, 6, 1)
        contact = membership.contact_id
        suspended = datetime(2027, 6, 30, 22)  # thirty days after 1 June, 00:00 in Paris
        last = self._list_of(contact, suspended - ONE_SECOND)[contact.id]
        self.assertEqual(last, self.member_list)
        self.assertNotEqual(self._list_of(contact, suspended)[contact.id], self.member_list)

    def test_unpaid_cancelled_and_withdrawn(self):
        membership = self._join()
        contact = membership.contact_id
        lists = self.env['product.pricelist']
        self.assertNotIn(contact.id, lists._perles_member_lists(contact))
        self._pay_by_card(membership)
        self.assertIn(contact.id, lists._perles_member_lists(contact))
        membership._move('withdraw')
        self.assertNotIn(contact.id, lists._perles_member_lists(contact))

    def test_colleagues_but_not_others(self):
        membership = self._member_until(
            kind='company', company_name="Atelier Luz", email='luz@luz.example',
        )
        organisation = membership.partner_id
        colleague = self.env['res.partner'].create({
            'name': "Sacha", 'parent_id': organisation.id,
        })
        stranger = self.env['res.partner'].create({'name': "Somebody"})
        partners = organisation | membership.contact_id | colleague | stranger
        answer = self._list_of(partners, LAST_SECOND)
        for partner in partners - stranger:
            self.assertEqual(answer[partner.id], self.member_list)
        self.assertNotEqual(answer[stranger.id], self.member_list)

    def test_nobody_gets_it_by_default(self):
        """Alone and first of all lists, it is still nobody's default."""
        self.env['product.pricelist'].search([('id', '!=', self.member_list.id)]).filtered(
            lambda pricelist: pricelist not in self.plan.pricelist_id
        ).active = False
        self.member_list.sequence = 0
        stranger = self.env['res.partner'].create({'name': "Somebody"})
        self.assertFalse(self._list_of(stranger, LAST_SECOND)[stranger.id])

    def test_other_company(self):
        contact = self._member_until().contact_id
        other = self.env['res.company'].create({'name': "Elsewhere"})
        with freeze_time(LAST_SECOND):
            answer = self.env['product.pricelist'].with_company(other)\
                ._get_partner_pricelist_multi(contact.ids)
        self.assertNotEqual(answer[contact.id], self.member_list)

    def test_website_of_another_company(self):
        """A portal user is in their own company there: the website asks for its own members."""
        user = self._portal_user(self._member_until().contact_id)
        site = self.env['website'].create({
            'name': "Elsewhere",
            'company_id': self.env['res.company'].create({'name': "Elsewhere"}).id,
        })
        with freeze_time(LAST_SECOND):
            self.assertEqual(
                self.website.with_user(user)._perles_member_list(), self.member_list)
            self.assertFalse(site.with_user(user)._perles_member_list())

    def test_plan_without_list_and_archived_list(self):
        contact = self._member_until().contact_id
        self.member_list.active = False
        self.assertNotEqual(self._list_of(contact, LAST_SECOND)[contact.id], self.member_list)
        self.member_list.active = True
        self.assertEqual(self._list_of(contact, LAST_SECOND)[contact.id], self.member_list)
        self.plan.pricelist_id = False
        self.assertNotEqual(self._list_of(contact, LAST_SECOND)[contact.id], self.member_list)

    def test_what_is_remembered_follows_the_plans(self):
        lists = self.env['product.pricelist']
        first, second = self._list("One", 90.0), self._list("Two", 85.0)
        self.assertNotIn(first.id, lists._perles_reserved_ids())
        other = self.plan.copy({
            'product_id': self.plan.product_id.copy().id, 'pricelist_id': first.id,
        })
        self.assertIn(first.id, lists._perles_reserved_ids())
        other.pricelist_id = second
        self.assertNotIn(first.id, lists._perles_reserved_ids())
        self.assertIn(second.id, lists._perles_reserved_ids())
        other.active = False
        self.assertIn(second.id, lists._perles_reserved_ids())
        other.unlink()
        self.assertNotIn(second.id, lists._perles_reserved_ids())

    def test_queries_do_not_grow_with_the_partners(self):
        members = self.env['res.partner']
        for number in range(5):
            members |= self._member(email=f'{number}@luz.example').contact_id
        strangers = self.env['res.partner'].create(
            [{'name': f'S{number}'} for number in range(45)]
        )
        few, many = self._queries(members[:1] | strangers[:1]), self._queries(members | strangers)
        self.assertEqual(many, few)

    def _queries(self, partners):
        lists = self.env['product.pricelist']
        lists._get_partner_pricelist_multi(partners.ids)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        answer = lists._get_partner_pricelist_multi(partners.ids)
        self.assertEqual(len(answer), len(partners))
        return self.env.cr.sql_log_count - before
