from odoo import fields, models
from odoo.exceptions import UserError


class PerlesMembership(models.Model):
    """What a membership knows of the requests to leave it."""

    _inherit = 'perles.membership'

    termination_ids = fields.One2many('perles.termination', 'membership_id')
    termination_count = fields.Integer(compute='_compute_termination_count')

    def _compute_termination_count(self):
        counts = dict(self.env['perles.termination'].sudo()._read_group(
            [('membership_id', 'in', self.ids)], ['membership_id'], ['__count'],
        ))
        for membership in self:
            membership.termination_count = counts.get(membership, 0)

    def _standing_terminations(self):
        """Requests that gave this membership its last day, the latest first."""
        return self.sudo().termination_ids.filtered(
            lambda t: t.state == 'applied' and not t.was_over
        ).sorted('requested_at', reverse=True)

    def _leaving_outcome(self, kind, instant=None, wished=None):
        """What a request to leave gives, without writing anything.

        An earlier last day, already asked for, stays.

        :param str kind: of a `perles.termination`.
        :param datetime instant: of the request, naive UTC; now by default.
        :param date wished: the day wished for, if any.
        :return: (last day, amount paid back TTC, last day to pay it back or ``False``)
        """
        self.ensure_one()
        day = self._last_day_on_leaving(instant, wished, termination=kind == 'termination')
        day = min(day, self.leaves_on or day)
        return day, *self._refund_on_leaving(day)

    def _is_billed_before(self, day):
        """Whether a year is still to be billed before this membership ends on a day."""
        self.ensure_one()
        return bool(day and self.end_date and self.state == 'active' and self.end_date < day)

    def _stay(self):
        """Override of `perles_ethiques`: whatever asked for the end is taken back with it."""
        result = super()._stay()
        self._standing_terminations()._move('undo')
        return result

    def _request_to_stay(self):
        """Take the leaving back at the member's request, and acknowledge it.

        :raise UserError: if nothing was asked, or the membership has ended.
        """
        self.ensure_one()
        standing = self._standing_terminations()[:1]
        if not standing:
            raise UserError(self.env._("Nothing was asked: your membership goes on."))
        standing._undo()

    def action_view_terminations(self):
        """Open the requests to leave this membership."""
        return self.termination_ids._get_records_action(name=self.env._("Terminations"))
