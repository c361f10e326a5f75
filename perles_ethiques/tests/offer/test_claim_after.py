from odoo.tests import tagged

from ..clause import clause
from ..kit.claims import ClaimCommon


@tagged('post_install', '-at_install')
class TestClaimAfterCare(ClaimCommon):
    """Care that ends otherwise than expected, and what comes after its end."""

    def test_more_than_expected_goes_on(self):
        lot = self._offered(300, a=200, b=200)
        self._taken(self._accept(lot, self.a))
        lot.perles_receipt_id.move_line_ids.quantity = 400
        self._end_care(lot, 400)
        self._run_clock('match', '2026-12-15 16:00:00')
        self.assertEqual(sum(self._offers(lot, self.b, 'live').mapped('quantity')), 200)
        self.assertEqual(lot.perles_held_qty, 400)

    def test_taken_after_care_is_settled_by_the_clock(self):
        lot = self._lot(quantity=100)
        self._end_care(lot, 100)
        claim = self._taken(self._take(lot, self.a, 40, 'a', instant='2026-12-16 10:00:00'))
        self._run_clock('match', '2026-12-16 10:05:00')
        self.assertEqual(claim.state, 'quoted')

    @clause('000-37')
    def test_ended_claim_goes_to_the_next(self):
        lot = self._offered(300, a=200, b=200)
        claim = self._taken(self._accept(lot, self.a))
        claim.with_user(self.employee)._move('cancel')
        self.assertEqual(lot.perles_held_qty, 100)
        self._run_clock('match', '2026-12-02 11:00:00')
        self.assertEqual(sum(self._offers(lot, self.b, 'live').mapped('quantity')), 200)
        self.assertEqual(len(self._offers(lot, self.a)), 1)

    @clause('000-38')
    def test_free_clicks_rank_as_they_came(self):
        lot = self._lot(quantity=100)
        first = self._taken(self._take(lot, self.a, 60, 'a', instant='2026-12-02 10:00:01'))
        # a clock that is one second late changes no rank
        second = self._taken(self._take(lot, self.b, 40, 'b', instant='2026-12-02 10:00:00'))
        self.assertLessEqual(first.rank_at, second.rank_at)
        self._end_care(lot, 70)
        self.assertEqual((first.quantity, second.quantity), (60, 10))
