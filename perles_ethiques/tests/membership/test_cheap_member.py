from odoo.tests import freeze_time, tagged

from ..kit.members import MemberCommon

INSTANT = '2026-12-15 10:00:00'
# what tells two members apart, or how the first one paid
OWN = {
    'id', 'display_name', 'name', 'create_date', 'write_date', 'partner_id', 'contact_id',
    'joining_id', 'membership_id', 'order_id', 'invoice_id', 'invoice_ids', 'period_ids',
    'email', 'res_id', 'message_ref', 'access_token', 'access_url', 'message_ids',
    'payment_ref', 'document_ref',
}


@tagged('post_install', '-at_install')
class TestCheapMember(MemberCommon):
    """A member of the kit that nobody paid is, for the house, as one who paid by card."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.real = cls._member_at(INSTANT, email='real@luz.example')
        cls.cheap = cls._cheap_member_at(INSTANT, email='cheap@luz.example')

    def _columns(self, record):
        """Everything that is stored of a record but what is its own."""
        names = [
            name for name, field in record._fields.items()
            if field.store and field.type not in ('one2many', 'many2many') and name not in OWN
        ]
        return record.read(names, load=False)[0] | {'id': None}

    def test_same_columns(self):
        for find in (
            lambda member: member,
            lambda member: member.period_ids,
            lambda member: member.joining_id,
            lambda member: member.env['perles.acceptance'].search(
                [('partner_id', '=', member.partner_id.id)],
            ),
            lambda member: self._notices(member),
        ):
            real, cheap = find(self.real), find(self.cheap)
            with self.subTest(model=real._name):
                self.assertEqual((len(real), len(cheap)), (1, 1))
                self.assertEqual(self._columns(cheap), self._columns(real))

    def test_same_rights(self):
        with freeze_time(INSTANT):
            for member in self.real | self.cheap:
                self.assertTrue(member._is_in_force())
                self.assertEqual(
                    member.contact_id.property_product_pricelist, self.plan.pricelist_id,
                )
