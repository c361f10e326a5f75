from datetime import datetime

from odoo.tests import freeze_time

from .promises import PromiseCommon

# three in the afternoon and noon in Paris, in winter
SORTED = datetime(2026, 12, 3, 14, 0)
CARED = datetime(2026, 12, 8, 11, 0)
REVALUED = datetime(2026, 12, 15, 15, 0)


class CareCommon(PromiseCommon):
    """Care step by step, as the clause tells it."""

    def _through(self, lot, usable=180):
        """The care of the clause: sorting 3, care 8, revaluation 15 December 2026."""
        care = self._care(lot).with_user(self.employee)
        with freeze_time(SORTED):
            care._move('sort', lost=100)
        with freeze_time(CARED):
            care._move('care', lost=5)
        with freeze_time(REVALUED):
            care._move('revalue', usable=usable)
        return care
