from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.calendars import opens_after, paris_date


class PerlesMembership(models.Model):
    """Rights asked of the dates: nothing is switched on or off by a clock (clause 000-21).

    A membership that renews itself goes on at midnight, billed or not yet; one that leaves
    stops the second after its last day; an unpaid one stops on the day of its suspension.
    """

    _inherit = 'perles.membership'

    leaves_on = fields.Date(
        copy=False, readonly=True, index=True, tracking=True,
        help="Last day, in Paris, of a membership that somebody asked to end. "
             "Empty: it renews itself.",
    )
    past_due_since = fields.Date(
        compute='_compute_standing', store=True, index=True,
        help="First day of the oldest unpaid bill, from which reminders count.",
    )
    renews_on = fields.Date(
        compute='_compute_standing', store=True, index=True,
        help="Day of the next bill. Empty for who leaves, or has something left to pay.",
    )
    rights_end = fields.Datetime(
        compute='_compute_standing', store=True, index=True,
        help="First instant without rights. Empty when no end is known.",
    )

    @api.depends(
        'state', 'leaves_on', 'end_date', 'period_ids.unpaid_since', 'period_ids.end_date',
        'company_id.perles_suspend_days',
    )
    def _compute_standing(self):
        for membership in self:
            unpaid = [day for day in membership.period_ids.mapped('unpaid_since') if day]
            membership.past_due_since = min(unpaid, default=False)
            membership.renews_on = membership._renewal_day()
            membership.rights_end = min(membership._rights_limits(), default=False)

    def _renewal_day(self):
        """Day of the next bill (000-09), or ``False``: no new bill while one is unpaid (000-17)."""
        self.ensure_one()
        leaves = self.leaves_on and self.end_date and self.leaves_on <= self.end_date
        if self.state != 'active' or not self.end_date or leaves or self.past_due_since:
            return False
        return self.end_date + timedelta(days=1)

    def _rights_limits(self):
        """Instants, naive UTC, at each of which the rights would be over."""
        self.ensure_one()
        limits = []
        if self.leaves_on:
            limits.append(opens_after(self.leaves_on))
        if self.past_due_since:
            # the day before the suspension is the last one with rights
            days = self.company_id.perles_suspend_days - 1
            limits.append(opens_after(self.past_due_since + timedelta(days=days)))
        return limits

    @api.model
    def _in_force_domain(self, instant):
        """Memberships whose rights are in force at an instant.

        :param datetime instant: naive UTC.
        """
        return (
            Domain('state', '=', 'active')
            & Domain('start_date', '<=', paris_date(instant))
            & (Domain('rights_end', '=', False) | Domain('rights_end', '>', instant))
        )

    def _is_in_force(self, instant=None):
        """Whether the rights of this membership are in force.

        :param datetime instant: naive UTC; now by default.
        """
        self.ensure_one()
        instant = instant or fields.Datetime.now()
        return bool(
            self.state == 'active' and self.start_date
            and self.start_date <= paris_date(instant)
            and (not self.rights_end or instant < self.rights_end)
        )
