from odoo import models

OVER = ('closed', 'ended', 'withdrawn', 'cancelled')


class PerlesMembership(models.Model):
    """What the member's page says: asked of the dates, so that it is right before a clock is."""

    _inherit = 'perles.membership'

    def _standing(self):
        """How this membership stands today, in one word.

        :return: ``unpaid`` (never paid), ``active``, ``late`` (a renewal is to be paid),
            ``suspended``, ``closed``, ``ended``, ``withdrawn`` or ``cancelled``
        """
        self.ensure_one()
        today = self._today()
        if self.state in ('draft', 'pending'):
            return 'unpaid'
        if self.state in OVER:
            return self.state
        if self.leaves_on and self.leaves_on < today:
            return 'ended'
        if self.state == 'suspended' or self.past_due_since and self._suspension_day() <= today:
            return 'suspended'
        return 'late' if self.past_due_since else 'active'

    def _renewal_page_values(self):
        """What the page says of the next year: its bill, and until when it may be refused.

        :return: dict with ``renewal`` (see `_next_renewal`), ``limit_day`` and ``window``, the
            days on which its price is announced
        """
        self.ensure_one()
        renewal = self._next_renewal()
        if not renewal:
            return {'renewal': None, 'limit_day': None, 'window': None}
        return {
            'renewal': renewal,
            'limit_day': self._last_day_on_leaving(),
            'window': self._notice_window(self.end_date),
        }
