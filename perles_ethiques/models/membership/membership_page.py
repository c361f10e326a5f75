from odoo import models

TO_PAY = ('unpaid', 'late', 'suspended', 'closed')
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

    def _page_facts(self):
        """What the page shows; nothing is read that the standing makes useless.

        :return: dict with ``standing``, ``unpaid`` (the `account.move` to pay),
            ``awaits_transfer``, ``renewal`` (see `_next_renewal`), ``limit_day`` (last day to
            refuse it) and ``window`` (days on which its price is announced)
        """
        self.ensure_one()
        standing = self._standing()
        if standing == 'active':
            self.plan_id._read_price()
        renewal = self._next_renewal() if standing == 'active' else None
        return {
            'standing': standing,
            'unpaid': self._unpaid_bill() if self.past_due_since else None,
            'awaits_transfer': standing in TO_PAY and self.transfer_expected,
            'renewal': renewal,
            'limit_day': self._last_day_on_leaving() if renewal else None,
            'window': self._notice_window(self.end_date) if renewal else None,
        }

    def _unpaid_bill(self):
        """The oldest invoice of a year that is to be paid; may be empty."""
        self.ensure_one()
        return self.period_ids.filtered('unpaid_since').sorted('unpaid_since')[:1].invoice_id
