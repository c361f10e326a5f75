from odoo.exceptions import ValidationError
from odoo.tests import Form, freeze_time, tagged

from ..kit.prices import FIRST_SECOND_AFTER, LAST_SECOND, PriceCommon


@tagged('post_install', '-at_install')
class TestListOfTheTeam(PriceCommon):
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
