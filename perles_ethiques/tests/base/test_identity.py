from odoo.tests import tagged

from ..clause import clause
from ..kit.members import MemberCommon


@tagged('post_install', '-at_install')
class TestIdentity(MemberCommon):

    @clause('000-91')
    def test_siret_and_vat(self):
        partner = self.env['res.partner'].create({
            'name': "LE JAS DES SOURCES", 'is_company': True,
            'country_id': self.env.ref('base.fr').id,
            'company_registry': "983 939 224 000 17", 'vat': "FR14983939224",
        })
        self.assertEqual(partner.company_registry, "98393922400017")
        self.assertFalse(partner.perles_identity_warning)
        partner.company_registry = "98393922400018"
        self.assertTrue(partner.perles_identity_warning)
        partner.company_registry = "98393922400017"
        partner.vat = "FR83404833048"
        self.assertIn("SIREN", partner.perles_identity_warning)

    @clause('000-91')
    def test_identity_on_the_contract(self):
        lines = '\n'.join(self.company._perles_identity_lines())
        for words in ("54 Avenue des Sources", "Impasse du grand Jas", "84000 AVIGNON",
                      "98393922400017", "4648Z", "FR14983939224"):
            self.assertIn(words, lines)

    @clause('000-91')
    def test_identity_on_the_invoice(self):
        invoice = self._member().invoice_ids
        html = self.env['ir.actions.report']._render_qweb_html(
            'account.report_invoice', invoice.ids,
        )[0].decode()
        for words in ("98393922400017", "FR14983939224", "4648Z", "54 Avenue des Sources"):
            self.assertIn(words, html)

    def test_nobody_joins_before_the_checklist_is_complete(self):
        self.assertTrue(self.company._perles_is_ready())
        for field in ('phone', 'email', 'vat', 'street', 'company_registry'):
            with self.subTest(field=field):
                value = self.company[field]
                self.company[field] = False
                self.assertFalse(self.company._perles_is_ready())
                self.company[field] = value
        self.company.partner_id.bank_ids.active = False
        self.company.partner_id.invalidate_recordset()
        self.assertFalse(self.company._perles_is_ready())

    @clause('000-01', '000-02')
    def test_price_is_computed_from_the_fee(self):
        price = self.plan._price_details()
        self.assertEqual((price['month_ht'], price['year_ht']), (15.0, 180.0))
        self.assertEqual((price['month_ttc'], price['year_ttc']), (18.0, 216.0))
        self.plan.price = 192.0
        self.assertEqual(self.plan._price_details()['month_ht'], 16.0)
        self.plan.price = 185.0
        price = self.plan._price_details()
        self.assertEqual((price['month_ht'], price['month_ttc']), (15.42, 18.5))
