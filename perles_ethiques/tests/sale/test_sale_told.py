from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from ..kit.lots import ARRIVAL, READY
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


@tagged('post_install', '-at_install')
class TestOfferedAndBilled(SaleCommon):
    """The price of one unit in an offer is the one of its quotation, however tax is typed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.included = cls.tax.copy({
            'name': "20 % in the price", 'price_include_override': 'tax_included',
        })
        with freeze_time('2026-10-01 10:00:00'):
            cls.person = cls._cheap_member(email='person@luz.example').partner_id
            cls.work = cls._cheap_member(kind='company', email='work@luz.example').partner_id
        cls.person.perles_professional, cls.work.perles_professional = 'no', 'yes'

    def _priced(self, tax):
        """A lot whose page says 10.00, with a tax."""
        lot = self._lot(f'LOT-{tax.id}', price=10.0)
        lot.product_id.taxes_id = [Command.set(tax.ids)]
        return lot

    def _words_of(self, lot, partner, at=ARRIVAL):
        with freeze_time(at):
            words = self.env['product.pricelist']._perles_words_of(
                lot.product_id, partner, self.company,
            )
        return words.replace('\xa0', ' ').replace(',', '.')

    def test_what_is_offered_is_billed(self):
        for tax, bare, full in ((self.tax, 10.0, 12.0), (self.included, 8.33, 10.0)):
            with self.subTest(tax.name):
                lot = self._priced(tax)
                person = self._claim(lot, 1.0, self.person, f'person-{lot.name}')
                work = self._claim(lot, 1.0, self.work, f'work-{lot.name}')
                self._settle(person, work)
                for claim in (person, work):
                    line = claim.order_line_ids
                    self.assertAlmostEqual(line.price_total, full, 2)
                    self.assertAlmostEqual(line.price_subtotal, bare, 2)
                words = self._words_of(lot, self.person)
                self.assertRegex(words, rf'\b{full:.2f}\D+incl\. VAT a piece$')
                words = self._words_of(lot, self.work)
                self.assertRegex(words, rf'\b{bare:.2f}.*excl\. VAT a piece .*{full:.2f}')

    def test_a_tax_of_elsewhere(self):
        """Where another tax is due, the price without tax stands, as on the quotation."""
        other = self.tax.copy({'name': "10 %", 'amount': 10.0})
        self.env['account.fiscal.position'].create({
            'name': "Elsewhere", 'auto_apply': True, 'country_id': self.env.ref('base.be').id,
            'company_id': self.company.id, 'tax_ids': [Command.link(other.id)],
        })
        other.original_tax_ids = self.included
        self.person.country_id = self.env.ref('base.be')
        lot = self._priced(self.included)
        claim = self._claim(lot, 1.0, self.person, 'elsewhere')
        self._settle(claim)
        self.assertAlmostEqual(claim.order_line_ids.price_total, 9.16, 2)
        self.assertRegex(self._words_of(lot, self.person), r'\b9\.16\d*\D+incl\. VAT')

    def test_who_is_no_member_any_more_pays_what_everybody_pays(self):
        self.env.ref('base.group_user')._apply_group(
            self.env.ref('product.group_product_pricelist'))
        self.plan.pricelist_id = self.env['product.pricelist'].create({
            'name': "For members", 'company_id': self.company.id, 'website_id': False,
        })
        self.plan.member_discount = 20.0
        lot = self._priced(self.included)
        self.assertIn('8.00', self._words_of(lot, self.person))
        self.person.perles_membership_ids._write_state('ended')
        self.assertIn('10.00', self._words_of(lot, self.person))
