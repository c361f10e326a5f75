from datetime import date, datetime, timedelta

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged

from ..exceptions import PricesLapsed
from .clause import clause
from .member_prices_common import (
    FIRST_SECOND_AFTER,
    LAST_DAY,
    LAST_SECOND,
    MemberPricesCommon,
)

ONE_SECOND = timedelta(seconds=1)


@tagged('post_install', '-at_install')
class TestMemberList(MemberPricesCommon):
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


@tagged('post_install', '-at_install')
class TestListOfTheTeam(MemberPricesCommon):
    """What the team set on a contact who is a member is neither read nor changed."""

    def test_it_comes_back(self):
        contact = self._member_until().contact_id
        staff_list = self._list("Friends", 95.0)
        contact.specific_property_product_pricelist = staff_list
        self.assertEqual(self._list_of(contact, LAST_SECOND)[contact.id], self.member_list)
        self.assertEqual(self._list_of(contact, FIRST_SECOND_AFTER)[contact.id], staff_list)
        self.assertEqual(contact.specific_property_product_pricelist, staff_list)

    @freeze_time(LAST_SECOND)
    def test_saved_forms_copy_nothing(self):
        contact = self._member_until().contact_id
        staff_list = self._list("Friends", 95.0)
        for value in (staff_list, self.env['product.pricelist']):
            contact.specific_property_product_pricelist = value
            contact.invalidate_recordset()
            with Form(contact) as form:
                form.country_id = self.env.ref('base.be')
                form.name = "Camille R."
            with Form(contact) as form:
                form.country_id = self.env.ref('base.fr')
            contact.property_product_pricelist = contact.property_product_pricelist
            contact.write({'property_product_pricelist': self.member_list.id})
            self.env.flush_all()
            contact.invalidate_recordset()
            self.assertEqual(contact.property_product_pricelist, self.member_list)
            self.assertEqual(contact.specific_property_product_pricelist, value)

    @freeze_time(LAST_SECOND)
    def test_sync_of_the_organisation_copies_nothing(self):
        membership = self._member_until(kind='company', company_name="Luz", email='l@luz.example')
        organisation = membership.partner_id
        child = self.env['res.partner'].create({'name': "Sacha", 'parent_id': organisation.id})
        organisation.write({'vat': False, 'property_product_pricelist': self.member_list.id})
        self.assertEqual(child.property_product_pricelist, self.member_list)
        for partner in organisation | child:
            self.assertFalse(partner.specific_property_product_pricelist)

    @freeze_time(LAST_SECOND)
    def test_another_list_set_by_the_team_waits(self):
        contact = self._member_until().contact_id
        staff_list = self._list("Friends", 95.0)
        contact.property_product_pricelist = staff_list
        contact.invalidate_recordset()
        self.assertEqual(contact.specific_property_product_pricelist, staff_list)
        self.assertEqual(contact.property_product_pricelist, self.member_list)

    def test_the_member_list_set_by_hand_gives_no_right(self):
        stranger = self.env['res.partner'].create({'name': "Somebody"})
        stranger.specific_property_product_pricelist = self.member_list
        self.assertNotEqual(self._list_of(stranger, LAST_SECOND)[stranger.id], self.member_list)

    def test_no_code_and_no_choice(self):
        for values in ({'code': 'MEMBER'}, {'selectable': True}):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.member_list.write(values)
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.plan.pricelist_id = self._list("Chosen", 90.0, **values)

    def test_in_no_shop_whatever_its_website(self):
        self.assertTrue(self._list("Friends", 95.0)._is_available_on_website(self.website))
        self.member_list.website_id = self.website
        self.assertFalse(self.member_list._is_available_on_website(self.website))
        self.assertNotIn(self.member_list, self.website.pricelist_ids)

    def test_default_plan_has_a_list_without_rules(self):
        members = self.env.ref('perles_ethiques.pricelist_members')
        for shown in (members.item_ids, members.website_id, members.selectable, members.code):
            self.assertFalse(shown)
        feature = 'product.group_product_pricelist'
        self.assertTrue(self.env['res.groups']._is_feature_enabled(feature))


@tagged('post_install', '-at_install')
class TestQuotations(MemberPricesCommon):
    """Quotations of the team, priced with the member list."""

    def setUp(self):
        super().setUp()
        self.membership = self._member_until()
        self.contact = self.membership.contact_id
        self.clock = freeze_time(LAST_SECOND)
        self.clock.start()
        self.addCleanup(lambda: self.clock.stop())
        self.order = self._quotation(self.contact)

    def _end(self):
        self.clock.stop()
        self.clock = freeze_time(FIRST_SECOND_AFTER)
        self.clock.start()
        self.env.flush_all()
        self.env.invalidate_all()

    def _sign(self, order):
        order.write({'signature': 'R0lGODlhAQABAAD/ACwAAAAAAQABAAACADs=', 'signed_by': "C."})

    @clause('000-21')
    def test_lapses_after_the_last_second(self):
        self.order.action_quotation_sent()
        self.assertEqual(self.order.amount_total, 80.0)
        self.assertFalse(self.order.is_expired or self.order.perles_prices_lapsed)
        self.assertTrue(self.order._has_to_be_signed() and self.order._has_to_be_paid())
        self._end()
        self.assertTrue(self.order.is_expired and self.order.perles_prices_lapsed)
        self.assertFalse(self.order._has_to_be_signed() or self.order._has_to_be_paid())
        with self.assertRaisesRegex(UserError, "no longer valid"), self.env.cr.savepoint():
            self.order.with_user(self.employee).action_confirm()
        with self.assertRaises(PricesLapsed), self.env.cr.savepoint():
            self._transaction(self.order)
        self.assertEqual(self.order.state, 'sent')
        self.assertEqual(self.order.amount_total, 80.0)

    def test_the_team_updates_the_prices(self):
        for state in ('draft', 'sent'):
            order = self._quotation(self.contact)
            order.state = state
            self.assertEqual(order.amount_total, 80.0)
            self._end()
            order.with_user(self.employee).action_update_prices()
            self.assertEqual(order.amount_total, 100.0)
            self.assertNotEqual(order.pricelist_id, self.member_list)
            self.assertFalse(order.is_expired or order.perles_prices_lapsed)
            order.with_user(self.employee).action_confirm()
            self.assertEqual(order.state, 'sale')
            self.clock.stop()
            self.clock = freeze_time(LAST_SECOND)
            self.clock.start()

    def test_the_form_offers_to_update(self):
        self._end()
        with Form(self.order.with_user(self.employee)) as form:
            self.assertTrue(form.perles_prices_lapsed)
        self.order.action_update_prices()
        with Form(self.order.with_user(self.employee)) as form:
            self.assertFalse(form.perles_prices_lapsed)

    def test_updated_prices_follow_the_list_of_the_team(self):
        self.contact.specific_property_product_pricelist = self._list("Friends", 95.0)
        self._end()
        self.order.action_update_prices()
        self.assertEqual(self.order.amount_total, 95.0)

    def test_what_was_confirmed_is_never_touched(self):
        self.order.action_confirm()
        self._end()
        self.assertFalse(self.order.is_expired or self.order.perles_prices_lapsed)
        self.assertEqual(self.order.amount_total, 80.0)
        self.assertEqual(self.order.pricelist_id, self.member_list)
        self._transaction(self.order)

    def test_what_was_signed_in_time_is_paid_at_its_price(self):
        self._sign(self.order)
        self._end()
        self.assertFalse(self.order.is_expired)
        self.assertTrue(self.order._has_to_be_paid())
        self._pay_by_card_of(self.order)
        self.assertEqual((self.order.state, self.order.amount_total), ('sale', 80.0))

    def _pay_by_card_of(self, order):
        transaction = self._transaction(order)
        self._notify(transaction)
        transaction._post_process()

    def test_payment_begun_in_time_confirms_at_its_price(self):
        """Money that left in time is never met with a refusal."""
        transaction = self._transaction(self.order)
        self._end()
        self._notify(transaction)
        transaction._post_process()
        self.assertEqual((self.order.state, self.order.amount_total), ('sale', 80.0))

    def test_transfer_begun_in_time(self):
        transaction = self._pending_transfer(self.order)
        transaction._post_process()
        self.assertEqual((transaction.state, self.order.state), ('pending', 'sent'))
        self._end()
        self.assertFalse(self.order.perles_prices_lapsed)
        transaction._set_canceled()
        self.env.invalidate_all()
        self.assertTrue(self.order.perles_prices_lapsed)

    def test_a_cent_paid_in_time_holds_no_price(self):
        transaction = self._transaction(self.order, amount=0.01)
        self._notify(transaction)
        transaction._post_process()
        self._end()
        self.assertTrue(self.order.perles_prices_lapsed)

    def test_quotation_of_who_is_no_member(self):
        stranger = self.env['res.partner'].create({'name': "Somebody"})
        order = self._quotation(stranger, pricelist_id=self.member_list.id)
        self.assertTrue(order.is_expired)
        with self.assertRaisesRegex(UserError, "no longer valid"):
            order.action_confirm()

    def test_a_cart_being_paid_is_not_priced_again(self):
        self.order.website_id = self.website
        self._pending_transfer(self.order)
        self._end()
        self.assertFalse(self.order._perles_follow_membership())
        self.assertEqual(self.order.amount_total, 80.0)

    def _pending_transfer(self, order):
        transaction = self._transaction(order, provider=self.transfer, operation='online_redirect')
        self._notify(transaction)
        return transaction

    def test_public_quotation_of_a_member_does_not_lapse(self):
        order = self._quotation(self.contact, pricelist_id=False)
        self.assertEqual(order.amount_total, 100.0)
        self._end()
        self.assertFalse(order.is_expired)
        order.action_confirm()

    def test_another_plan(self):
        """The list of a plan that the member has left is not the list of the new one."""
        other = self._list("Other plan", 70.0)
        self.plan.copy({
            'product_id': self.plan.product_id.copy().id, 'pricelist_id': other.id,
        })
        order = self._quotation(self.contact, pricelist_id=other.id)
        self.assertTrue(order.perles_prices_lapsed)
        self.assertFalse(self.order.perles_prices_lapsed)

    def test_the_order_of_a_membership_is_never_priced_again(self):
        membership = self._join(email='other@luz.example')
        order = membership.order_id
        order._compute_pricelist_id()
        self.assertFalse(order.pricelist_id or order.perles_prices_lapsed)
        paid = self.membership.order_id
        paid._compute_pricelist_id()
        self.assertFalse(paid.pricelist_id)
        self.assertEqual(order.amount_total, 216.0)

    def test_lines_are_batched(self):
        orders = self.order
        for _number in range(9):
            orders |= self._quotation(self.contact)
        self.assertLessEqual(self._queries(orders), self._queries(orders[:2]))

    def _queries(self, orders):
        self.env.flush_all()
        self.env.invalidate_all()
        orders.mapped('pricelist_id.name')
        before = self.env.cr.sql_log_count
        self.assertFalse(orders._perles_lapsed())
        return self.env.cr.sql_log_count - before

    def test_capture_of_what_was_authorised_in_time(self):
        """A deposit holds no price, but the money that was promised in time is taken."""
        self.card.capture_manually = True
        transaction = self._transaction(self.order, amount=10.0)
        self._notify(transaction)
        transaction._post_process()
        self._end()
        self.assertEqual((transaction.state, self.order.state), ('authorized', 'draft'))
        self.assertTrue(self.order.perles_prices_lapsed)
        self.assertTrue(transaction._create_child_transaction(10.0))
