from odoo.tests import freeze_time

from .lots import ARRIVAL
from .wishes import WishCommon


class MatchCommon(WishCommon):
    """Lots and wishes held against each other, by the query and by its words."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.member = cls._wishing_member(0)

    def _matched(self, lot, wish):
        """Whether the query finds the wish; the words about it must agree."""
        match = self.env['perles.match']
        self.env.flush_all()
        with freeze_time(ARRIVAL):
            found = match._search_candidates([{
                **match._facts(lot)[lot.id], 'again': False, 'wanted': 1000,
            }])
            failing = lot._perles_failing(wish)
        is_found = wish.id in [row['wish_id'] for row in found]
        self.assertEqual(is_found, not failing, failing)
        return is_found

    def _failing(self, lot, wish):
        with freeze_time(ARRIVAL):
            return lot._perles_failing(wish)
