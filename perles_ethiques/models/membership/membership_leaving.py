from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.calendars import paris_date, period, period_number


class PerlesMembership(models.Model):
    """How a membership is left: which day is its last, and how one changes one's mind."""

    _inherit = 'perles.membership'

    leaves_on = fields.Date(copy=False, readonly=True, index='btree_not_null')

    def _may_leave(self):
        self.ensure_one()
        return self.state in ('active', 'suspended')

    def _last_day_on_leaving(self, instant=None, wished=None):
        self.ensure_one()
        day = paris_date(instant or fields.Datetime.now())
        number = period_number(self.start_date, max(day, wished or day))
        return period(self.start_date, number).end

    def _leave_on(self, day):
        self.ensure_one()
        if not self._may_leave():
            raise UserError(self.env._("There is nothing to leave."))
        self.leaves_on = day

    def _stay(self):
        self.ensure_one()
        if not self.leaves_on or paris_date(fields.Datetime.now()) > self.leaves_on:
            raise UserError(self.env._("The last day has passed."))
        self.leaves_on = False

    def _refund_on_leaving(self, day):
        self.ensure_one()
        return 0.0, False
