from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..kit.members import MemberCommon


@tagged('post_install', '-at_install')
class TestContact(MemberCommon):
    """Who receives the mails and the links of a membership."""

    def test_the_contact_belongs_to_the_member(self):
        membership = self._cheap_member()
        stranger = self.env['res.partner'].create({
            'name': "Stranger", 'email': 'stranger@luz.example',
        })
        refused = False
        try:
            with self.env.cr.savepoint():
                membership.with_user(self.manager).contact_id = stranger
        except ValidationError:
            refused = True
        self.assertTrue(refused)
        colleague = self.env['res.partner'].create({
            'name': "Colleague", 'parent_id': membership.partner_id.id,
        })
        membership.with_user(self.manager).contact_id = colleague
        self.assertEqual(membership.contact_id, colleague)
