from lxml import html

from odoo.tests import tagged

from ..clause import clause
from ..kit.wish_pages import MORNING, OfferPages


@tagged('post_install', '-at_install')
class TestOfferListPages(OfferPages):
    """The lists of offers and pre-reservations: what each line says, and what an empty one says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stranger = cls.env['res.partner'].create({
            'name': "Noe Blanc", 'email': "noe@blanc.example",
        })
        cls._portal_user(cls.stranger, 'no-member')

    def _main(self, path):
        [main] = html.fromstring(self._open(path)).xpath('//main')
        return main

    def _words(self, path):
        return ' '.join(self._main(path).text_content().replace('\xa0', ' ').split())

    def _cells(self, path, number=1):
        return [
            ' '.join(cell.text_content().split())
            for cell in self._main(path).xpath(f'//tbody/tr/*[{number}]')
        ]

    # === A LINE === #

    def test_an_offer_taken_in_part_says_how_much(self):
        lot = self._offered()
        offer = self._offers(lot, self.a)
        self._log_in('member-a')
        self.assertEqual(self._cells('/my/offers?show=all', 2), ["200 pièces"])
        self._take(lot, self.a, 150, 'part', offer)
        self.assertEqual(self._cells('/my/offers?show=all', 2), ["150 sur 200 pièces"])
        self.assertIn("150 sur 200 pièces", self._words(f'/my/offers/{offer.id}'))
        self.assertEqual(self._cells('/my/claims', 2), ["150 pièces"])

    @clause('000-41')
    def test_a_pre_reservation_cut_by_care_says_how_much(self):
        lot = self._offered()
        self._take(lot, self.a, 200, 'cut', self._offers(lot, self.a))
        self._end_care(lot, 120, at=MORNING)
        self._log_in('member-a')
        self.assertEqual(self._cells('/my/claims', 2), ["120 sur 200 pièces"])

    def test_two_offers_of_one_lot_are_told_apart(self):
        wishes = [self._wish(self.a, quantity) for quantity in (30, 30)]
        lot = self._lot(quantity=100)
        self._arrive(lot)
        self._log_in('member-a')
        titles = self._cells('/my/offers')
        self.assertEqual(len(set(titles)), 2, titles)
        for wish in wishes:
            [title] = [title for title in titles if wish.name in title]
            [offer] = self._offers(lot).filtered(lambda offer, wish=wish: offer.wish_id == wish)
            self.assertTrue(self._main(f'/my/offers/{offer.id}').xpath(
                f'.//dd/a[@href="/my/wishes/{wish.id}"]'), title)

    # === NOTHING TO SHOW === #

    @clause('000-48')
    def test_who_is_no_member_is_not_sent_to_write_wishes(self):
        self._log_in('no-member')
        for path in ('/my/offers', '/my/wishes'):
            with self.subTest(path=path):
                page = self._main(path)
                self.assertTrue(page.xpath('.//a[@href="/adhesion"]'))
                self.assertFalse(page.xpath('.//*[contains(@class, "pe-notice")]'
                                            '//a[@href="/my/wishes"]'))

    def test_who_has_not_paid_is_told_so(self):
        membership = self._join(email='unpaid@luz.example')
        self._portal_user(membership.contact_id, 'has-not-paid')
        self._log_in('has-not-paid')
        for path in ('/my/offers', '/my/wishes'):
            with self.subTest(path=path):
                [notice] = self._main(path).xpath('.//*[contains(@class, "pe-notice")]')
                self.assertIn("pas encore réglée", notice.text_content())
                self.assertTrue(notice.xpath('.//a[@href="/my/membership"]'))

    def test_an_empty_list_says_that_it_is_empty(self):
        self._log_in('member-a')
        for path in ('/my/offers', '/my/offers?show=all', '/my/claims'):
            with self.subTest(path=path):
                self.assertTrue(self._main(path).xpath('.//*[@class="pe-empty"]'))

    def test_the_search_has_a_label_that_is_seen(self):
        for path in ('/my/offers', '/my/claims'):
            self._log_in('member-a')
            with self.subTest(path=path):
                [box] = self._main(f'{path}?search=x').xpath('.//input[@name="search"]')
                [label] = self._main(f'{path}?search=x').xpath(
                    f'.//label[@for="{box.get("id")}"]')
                self.assertNotIn('visually-hidden', label.get('class') or '')
