from .wishes import WishCommon


class ClaimCommon(WishCommon):
    """Three members, what they are offered by rank, and what they accept of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.a, cls.b, cls.c = (cls._wishing_member(number) for number in range(3))

    def _offered(self, quantity, **wishes):
        """A lot that was offered; quantities of the wishes of A, B and C by rank."""
        self.wishes = {
            name: self._wish(getattr(self, name), wanted, f'2026-11-0{rank} 09:00:00')
            for rank, (name, wanted) in enumerate(wishes.items(), 3)
        }
        lot = self._lot(quantity=quantity)
        self._arrive(lot)
        return lot

    def _accept(self, lot, partner, quantity=None, key=None, **options):
        offer = self._offers(lot, partner)[:1]
        return self._take(
            lot, partner, quantity or offer.quantity, key or f'offer-{offer.id}', offer, **options,
        )

    def _taken(self, answer):
        self.assertIsNone(answer[1])
        return self.env['perles.claim'].browse(answer[0])
