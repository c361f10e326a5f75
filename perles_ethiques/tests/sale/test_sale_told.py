from odoo.tests import tagged

from ..kit.lots import READY
from ..kit.pages import PageCommon
from ..kit.sales import SaleCommon


@tagged('post_install', '-at_install')
class TestToldAndBilled(SaleCommon, PageCommon):
    """What the page of choices says is what the invoice asks for."""

    def setUp(self):
        super().setUp()
        self._at(READY)
        self.parcel = self._carrier(perles_has_member_price=True, perles_member_price=4.9)
        self.express = self._carrier(12.0, name="Express")
        membership = self._cheap_member(email='m@luz.example')
        self.order, _claim = self._quoted(membership, quantity=1.0, price=300.0)
        self.token = self.order.get_portal_url(suffix='/choices')
        self.env.flush_all()

    def _choose(self, **values):
        self._post(self.token, values)
        self.env.invalidate_all()

    def test_what_is_told_is_billed(self):
        """Each delivery of the page, with the fee: the shares told are those of the invoice."""
        self.company.perles_instalment_fee = 5.0
        for carrier, tax in ((self.parcel, True), (self.express, False)):
            carrier.product_id.taxes_id = self.tax if tax else False
        self.env.flush_all()
        page = self.url_open(self.token).text.replace(',', '.')
        plans = dict(self.order._perles_choices()['plans'])
        totals = {c['carrier']: c['total'] for c in self.order._perles_choices()['carriers']}
        self.assertEqual(len(plans), 2)
        for carrier in (self.express, self.parcel):
            with self.subTest(carrier.name):
                self._choose(carrier=str(carrier.id), payment='once')
                self.assertEqual(self.order.amount_total, totals[carrier])
                self._choose(carrier=str(carrier.id), payment='shares')
                told = [(day, round(amount, 2)) for day, amount in plans[carrier]]
                written = [(day, round(amount, 2)) for day, amount in self.order._perles_shares()]
                self.assertEqual(told, written)
                for _day, amount in told:
                    self.assertIn(f'{amount:.2f}', page)
        quotation = self.url_open(self.order.get_portal_url()).text
        self.assertRegex(quotation, f'{written[0][1]:.2f}'.replace('.', '[.,]'))
        self._sign(self.order)
        invoice = self.order.invoice_ids
        self.assertEqual(
            [(share.due_date, share.amount) for share in
             invoice.perles_instalment_ids.sorted('number')], told,
        )
