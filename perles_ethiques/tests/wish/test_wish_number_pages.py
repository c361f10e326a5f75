from odoo.tests import tagged

from ..kit.wish_pages import WishPages


@tagged('post_install', '-at_install')
class TestWishNumberPages(WishPages):
    """Numbers of the wish form, as French hands type them: understood, or refused in words."""

    def test_quantities_as_people_type_them(self):
        for typed, kept in (
            ({'quantity': "1.500"}, (1500, 'pieces')), ({'quantity': "1 500"}, (1500, 'pieces')),
            ({'quantity': "250 g"}, (250, 'grams')), ({'quantity': "2 fils"}, (2, 'strands')),
            ({'quantity': "12,5", 'unit': 'grams'}, (12.5, 'grams')),
        ):
            with self.subTest(typed=typed):
                answer = self._post('/my/wishes/new', self._values(**typed))
                self.assertEqual(answer.status_code, 303, answer.text[:2000])
                self.assertEqual((self._mine()[0].quantity, self._mine()[0].unit), kept)
        before = len(self._mine())
        for typed in (
            {'quantity': "12,5"}, {'quantity': "1.500 g"}, {'max_price': "0,25 € TTC"},
            {'quantity': "3 fils", 'unit': 'grams'}, {'mm_min': "6 g"},
            {'min_quantity': "1 g", 'quantity': "3"},
        ):
            with self.subTest(typed=typed):
                answer = self._post('/my/wishes/new', self._values(**typed))
                self.assertEqual(answer.status_code, 400)
                self.assertIn(f'id="{next(iter(typed))}_error"', answer.text)
        self.assertEqual(len(self._mine()), before)
