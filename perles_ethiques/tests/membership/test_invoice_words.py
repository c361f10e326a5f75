from odoo.tests import tagged

from ..kit.members import MemberCommon


@tagged('post_install', '-at_install')
class TestInvoiceWords(MemberCommon):
    """What the law wants to read on the invoice of a membership."""

    def _words(self, invoice):
        html = self.env['ir.actions.report'].with_context(lang='en_US')._render_qweb_html(
            'account.report_invoice', invoice.ids,
        )[0].decode()
        return ' '.join(html.split())

    def test_a_service(self):
        # as a native product is made, and as plans of before were
        self.plan.product_id.taxes_id = self.company.account_sale_tax_id
        self.assertEqual(self.plan.product_id.taxes_id.tax_scope, 'consu')
        self.company._perles_tax_services()
        invoice = self._member().invoice_ids
        self.assertEqual(invoice.invoice_line_ids.tax_ids.mapped('tax_scope'), ['service'])
        self.assertEqual((invoice.amount_untaxed, invoice.amount_total), (180.0, 216.0))
        words = self._words(invoice)
        self.assertRegex(words, "Service Delivery|Prestation de services")
        self.assertNotRegex(words, "Goods Delivery|Livraison de biens")
        self.assertNotIn('perles_late_payment', words)
        self.assertNotRegex(words, "L.441-10")

    def test_late_payment_of_professionals(self):
        invoice = self._member(
            kind='company', siret='44229377500031', email='a@atelier.example',
        ).invoice_ids
        words = self._words(invoice)
        self.assertRegex(words, r"L\.441-10.*40")
