from odoo.tests import freeze_time

from .lots import ARRIVAL
from .wishes import WishCommon


class MatchCommon(WishCommon):
    """Lots and wishes held against each other, by the query and by its words."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._wishing_member(0)

    def _matches(self, lot, wishes):
        """Those of the wishes that the query finds; the words about each must agree."""
        match = self.env['perles.match']
        self.env.flush_all()
        with freeze_time(ARRIVAL):
            found = {row['wish_id'] for row in match._search_candidates([{
                **match._facts(lot)[lot.id], 'again': False, 'wanted': 1000,
            }])}
            for wish in wishes:
                failing = lot._perles_failing(wish)
                self.assertEqual(wish.id in found, not failing, failing)
        return wishes.filtered(lambda wish: wish.id in found)

    def _matched(self, lot, wish):
        """Whether the query finds the wish."""
        return bool(self._matches(lot, wish))

    def _failing(self, lot, wish):
        with freeze_time(ARRIVAL):
            return lot._perles_failing(wish)
