from lxml import etree

from odoo.tests import Form, freeze_time, tagged

from ..kit.members import MemberCommon


@tagged('post_install', '-at_install')
class TestMembershipScreen(MemberCommon):
    """The membership as an employee sees it while its member is on the telephone."""

    def _arch(self, model, kind):
        view = self.env[model].with_user(self.employee).get_view(view_type=kind)
        return etree.fromstring(view['arch'])

    def test_who_is_the_title_and_can_be_called(self):
        arch = self._arch('perles.membership', 'form')
        self.assertEqual(arch.xpath('//h1/field/@name'), ['partner_id'])
        membership = self._join()
        membership.contact_id.write({'phone': "06 12 34 56 78"})
        with Form(membership.with_user(self.employee)) as form:
            self.assertEqual(form.contact_phone, "06 12 34 56 78")
            self.assertEqual(form.contact_email, membership.contact_id.email)

    def test_a_letter_is_recorded_where_one_looks(self):
        """On the membership, and above the list of terminations; no menu of a gear is needed."""
        action = self.env.ref('perles_ethiques.termination_record_action')
        self.assertFalse(action.binding_model_id)
        for model, kind in (('perles.membership', 'form'), ('perles.termination', 'list')):
            buttons = self._arch(model, kind).xpath(f"//header/button[@name='{action.id}']")
            self.assertEqual(len(buttons), 1, model)
        with freeze_time('2026-12-15 10:00:00'):
            membership = self._member(email='letter@luz.example')
        with freeze_time('2027-02-01 10:00:00'):
            wizard = Form(self.env[action.res_model].with_user(self.employee))
            wizard.membership_id = membership
            wizard.save().action_confirm()
        self.assertTrue(membership.leaves_on)
        self.assertEqual(membership.termination_ids.channel, 'team')
