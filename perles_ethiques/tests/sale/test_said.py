from lxml import etree

from odoo.fields import Domain
from odoo.tests import TransactionCase, tagged
from odoo.tools.safe_eval import safe_eval

from ..kit.sales import SaleCommon

SIRET = '98393922400017'
READ_BY = ('perles.membership', 'perles.wish', 'perles.offer', 'perles.claim', 'perles.care',
           'perles.termination', 'perles.joining')


@tagged('post_install', '-at_install')
class TestSaid(SaleCommon, TransactionCase):
    """Anything that somebody says on the telephone finds what it is about, in every list."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.membership = cls._cheap_member_since('2026-10-01', 71)
        cls.partner = cls.membership.partner_id
        cls.partner.write({'phone': "+33 6 71 72 73 74", 'company_registry': SIRET,
                           'vat': 'FR14983939224', 'name': "Ariane Vasseur",
                           'email': 'ariane@vasseur.example'})
        cls.desk = cls.env['res.partner'].create({
            'name': "Lucie Bonnet", 'parent_id': cls.partner.id, 'phone': "04.90.11.22.33",
        })
        cls.wish = cls._wish(cls.partner)
        cls.other = cls._wish(cls._cheap_member_since('2026-10-01', 72).partner_id)

    def _found(self, model, text):
        """What the first field of the search of a list finds."""
        records = self.env[model].with_user(self.employee)
        view = records.get_view(view_type='search')
        first = self._first_field(view['arch'])
        domain = first.get('filter_domain')
        if domain:
            return records.search(Domain(safe_eval(domain, {'self': text})))
        return records.search([(first.get('name'), 'ilike', text)])

    def _first_field(self, arch):
        return etree.fromstring(arch).xpath('//field')[0]

    def test_who_is_found_by_anything(self):
        for text in (
            "06 71 72 73 74", "0671727374", "06.71.72.73.74", "+33671727374", "0033 6 71 72 73 74",
            "72 73 74", "983 939 224 00017", "98393922400017", "983 939 224", "FR 14 983 939 224",
            "ariane@vasseur.example", "Vasseur Ariane", "ariane vass", "04 90 11 22 33", "Bonnet",
        ):
            with self.subTest(text=text):
                self.assertIn(self.membership, self._found('perles.membership', text))
                found = self._found('perles.wish', text)
                self.assertIn(self.wish, found)
                self.assertNotIn(self.other, found)

    def test_nobody_is_found_by_what_is_somebody_elses(self):
        for text in ("06 99 98 97 96", "111 222 333 00017", "Zzyzx"):
            with self.subTest(text=text):
                self.assertFalse(self._found('perles.membership', text))
                self.assertFalse(self._found('perles.wish', text))

    def test_names_with_accents_or_without(self):
        self.partner.name = "Atelier Éthéré"
        for text, contact in (
            ("etheré", self.partner), ("ETHERE atelier", self.partner),
            ("éthéré, atelier", self.partner), ("lucié BONNET", self.desk),
        ):
            with self.subTest(text=text):
                self.assertIn(contact, self._found('res.partner', text))
                self.assertIn(self.membership, self._found('perles.membership', text))
                found = self._found('perles.wish', text)
                self.assertIn(self.wish, found)
                self.assertNotIn(self.other, found)

    def test_who_is_archived_is_found_all_the_same(self):
        self.desk.active = False
        for text in ("Bonnet", "04 90 11 22 33"):
            with self.subTest(text=text):
                self.assertIn(self.membership, self._found('perles.membership', text))
                self.assertIn(self.wish, self._found('perles.wish', text))

    def test_a_sign_is_nobodys_name(self):
        for text in ("+", " , "):
            self.assertFalse(self._found('perles.membership', text))

    def test_contacts_are_looked_for_once(self):
        """Each of them again would be a search of the whole address book."""
        memberships = self.env['perles.membership'].with_user(self.employee)
        query = memberships._search([('said', 'ilike', "Vasseur")])
        self.assertNotIn('complete_name', query.subselect().code)

    def test_numbers_of_documents_and_lots(self):
        order, claim = self._quoted(self.membership, name='SAID-7')
        care = claim.lot_id.perles_care_ids
        claim.lot_id.product_id.name = "Perles dépolies"
        for model, text, record in (
            ('perles.membership', self.membership.name, self.membership),
            ('perles.claim', claim.name, claim), ('perles.claim', 'SAID-7', claim),
            ('perles.claim', order.name, claim), ('perles.claim', "06 71 72 73 74", claim),
            ('perles.care', 'SAID-7', care), ('perles.care', care.name, care),
            ('perles.claim', "depolies perle", claim), ('perles.care', "DÉPOLIES", care),
            ('perles.wish', self.wish.name, self.wish),
        ):
            with self.subTest(model=model, text=text):
                self.assertEqual(self._found(model, text), record)
        orders = self.env['sale.order'].with_user(self.employee)
        for domain in (
            [('partner_id', 'child_of', "06 71 72 73 74")],
            [('order_line.perles_lot_id.name', 'ilike', 'SAID-7')],
        ):
            self.assertIn(order, orders.search(domain))

    def test_what_was_typed_on_a_form(self):
        joining = self.env['perles.joining'].create({
            **self._form_values(), 'company_id': self.company.id, 'person_name': "Éthéré",
            'phone': "06 55 44 33 22", 'siret': SIRET, 'email': 'typed@luz.example',
        })
        for text in ("0655443322", "983 939 224 00017", "typed@luz", "ethere", joining.name):
            with self.subTest(text=text):
                self.assertIn(joining, self._found('perles.joining', text))

    def test_every_list_of_documents_begins_with_it(self):
        for model in READ_BY:
            with self.subTest(model=model):
                arch = self.env[model].get_view(view_type='search')['arch']
                self.assertEqual(self._first_field(arch).get('name'), 'said')

    def test_contacts_too(self):
        first = self._found('res.partner', "06 71 72 73 74")
        self.assertEqual(first, self.partner)
