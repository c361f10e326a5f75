from odoo.tests import freeze_time, tagged

from ..kit.lots import READY
from ..kit.pages import PageCommon
from ..kit.sales import SaleCommon

# What would be run by a browser, or reckoned by a template that reads it as its own.
MIXED = (
    '''<script>alert(1)</script> "><img src=x onerror=alert(1)> {{ 7 * '7' }} ${7 * '7'} '''
    '''<t t-out="7 * '7'"/> %(a)s {0}'''
)
# A hand that writes from right to left, and a name without an end.
OTHERS = ("\u0623\u062d\u0645\u062f \u202eeilA", 'W' * 190)
RUN = ('<script>alert(1)', '<img src=x', '7777777')


@tagged('post_install', '-at_install')
class TestHostileNames(SaleCommon, PageCommon):
    """Names are words, wherever they are printed: pages, mails, quotations, invoices."""

    def _assert_words(self, text, where):
        for run in RUN:
            self.assertNotIn(run, text, f'{run} in {where}')

    def _documents(self, name):
        membership = self._member_at(
            READY, person_name=name, company_name=name, kind='company', siret='44229377500031',
            email='hostile@luz.example', street=name[:100], city=name[:60],
        )
        order, claim = self._quoted(membership, name=name)
        return membership, order, claim

    def _assert_documents(self, membership, order):
        reports = self.env['ir.actions.report']
        for report, document in (('sale.report_saleorder', order),
                                 ('account.report_invoice', membership.invoice_ids)):
            words = reports._render_qweb_html(report, document.ids)[0].decode()
            self._assert_words(words, report)
            self.assertIn(document.partner_id.display_name.split()[-1], words)

    def test_markup_is_words_everywhere(self):
        membership, order, claim = self._documents(MIXED)
        self._assert_documents(membership, order)
        invoice = membership.invoice_ids
        user = membership.contact_id.user_ids or self._portal_user(membership.contact_id)
        user.password = user.login
        self._log_in(user.login, READY)
        for path in ('/my', '/my/membership', '/my/wishes', '/my/claims', f'/my/claims/{claim.id}',
                     f'/my/orders/{order.id}', f'/my/orders/{order.id}/choices',
                     f'/my/invoices/{invoice.id}', '/my/account', '/my/orders', '/my/quotes'):
            with self.subTest(path=path):
                self._assert_words(self._open(path, 200, READY), path)
        with freeze_time(READY):
            self._send_notices()
        bodies = [mail['body'] for mail in self._mails]
        self.assertTrue(bodies)
        for body in bodies:
            self._assert_words(body, 'a mail')

    def test_a_printed_quotation(self):
        _membership, order, _claim = self._documents(MIXED)
        content, kind = self.env['ir.actions.report'].with_context(
            force_report_rendering=True,
        )._render_qweb_pdf('sale.report_saleorder', order.ids)
        self.assertEqual((content[:4], kind), (b'%PDF', 'pdf'))

    def test_other_hands_and_names_without_an_end(self):
        for name in OTHERS:
            with self.subTest(name=name[:10]):
                self._assert_documents(*self._documents(name)[:2])
