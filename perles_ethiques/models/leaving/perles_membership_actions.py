import logging
import time

import psycopg2

from odoo import fields, models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.fields import Command

_logger = logging.getLogger(__name__)

# A list may be long and a request has its limits: what is left after this is left for the next.
TIME_LIMIT = 60
# What a notification can hold: reasons, and names for each.
MAX_SHOWN = 5


def _some(names):
    """The first names of a list, and how many more there are."""
    more = len(names) - MAX_SHOWN
    return ', '.join(names[:MAX_SHOWN]) + (f' (+ {more})' if more > 0 else '')


class PerlesMembership(models.Model):
    """What the team does to many memberships at once: the single action, one by one."""

    _inherit = 'perles.membership'

    termination_ids = fields.One2many('perles.termination', 'membership_id')
    termination_count = fields.Integer(compute='_compute_termination_count')

    def _compute_termination_count(self):
        counts = dict(self.env['perles.termination'].sudo()._read_group(
            [('membership_id', 'in', self.ids)], ['membership_id'], ['__count'],
        ))
        for membership in self:
            membership.termination_count = counts.get(membership, 0)

    def _applied_terminations(self):
        """Requests that gave this membership its last day, the latest first."""
        return self.sudo().termination_ids.filtered(
            lambda t: t.state == 'applied' and not t.was_over
        ).sorted('requested_at', reverse=True)

    def _stay(self):
        """Take a leaving back, and whatever asked for it: the membership renews itself again.

        :raise UserError: if the last day has passed.
        """
        self.ensure_one()
        is_over = self.leaves_on and self.leaves_on < self._today()
        waits = self._applied_terminations().filtered(lambda t: t._is_guest_of_late())
        if not self._may_leave() or (is_over and not waits):
            raise UserError(self.env._("%s has already ended.", self.display_name))
        self.sudo().leaves_on = False
        self._applied_terminations()._move('undo')

    def _request_to_stay(self):
        """Take the leaving back at the member's request, and acknowledge it.

        :raise UserError: if nothing was asked, or the membership has ended.
        """
        self.ensure_one()
        standing = self._applied_terminations()[:1]
        if not standing:
            raise UserError(self.env._("Nothing was asked: your membership goes on."))
        standing._undo()

    # === ACTION METHODS: one === #

    def action_view_terminations(self):
        """Open the requests to leave this membership."""
        return self.termination_ids._get_records_action(name=self.env._("Terminations"))

    def action_leave(self):
        """Do not renew, at the member's request: recorded now, acknowledged by mail.

        :raise UserError: if there is nothing to leave, or it is asked already.
        """
        self.check_access('write')
        now = fields.Datetime.now()
        for membership in self:
            if not membership._may_leave():
                raise UserError(self.env._("There is nothing to leave."))
            if membership.leaves_on:
                raise UserError(self.env._("The last day is already asked for."))
            self.env['perles.termination']._record_team(membership, 'no_renewal', now)

    def action_stay(self):
        """Take back a leaving, at the member's request; what was acknowledged is so again.

        :raise UserError: if nobody asked to leave, or the last day has passed.
        """
        self.check_access('write')
        for membership in self:
            if not membership.leaves_on:
                raise UserError(self.env._("Nobody asked to leave."))
            if membership._applied_terminations():
                membership._request_to_stay()
            else:
                membership._stay()

    # === ACTION METHODS: many === #

    def action_ask(self, gesture):
        """Ask before a gesture on these: how many, whom, and which mails leave.

        :param str gesture: ``leave``, ``stay``, ``renew`` or ``cancel``.
        :return: the action of the question
        """
        self.check_access('write')
        wizard = self.env['perles.membership.gesture'].create({
            'membership_ids': [Command.set(self.ids)], 'gesture': gesture,
        })
        return wizard._get_records_action(name=self.env._("Are you sure?"), target='new')

    def _can_be_asked(self, gesture):
        """Whether a gesture has something to do here; the single action may still refuse it."""
        self.ensure_one()
        if gesture == 'cancel':
            return self._can_move('cancel')
        if gesture == 'renew':
            return bool(self.sudo().filtered_domain(self._renewal_domain(self._today())))
        return self._may_leave() and bool(self.leaves_on) == (gesture == 'stay')

    def action_leave_all(self):
        """Do not renew each of these; see `action_leave`."""
        return self._one_by_one('action_leave')

    def action_stay_all(self):
        """Take back the leaving of each of these; see `action_stay`."""
        return self._one_by_one('action_stay')

    def action_renew_all(self):
        """Bill each of these that is due; see `action_renew`."""
        return self._one_by_one('action_renew')

    def action_cancel_all(self):
        """Cancel each of these; see `action_cancel`."""
        return self._one_by_one('action_cancel')

    def _one_by_one(self, action):
        """Call a single action on each of these, each under its own savepoint.

        :param str action: name of a method for one record.
        :return: a notification that says how many were done, which were refused, and why
        """
        limit = time.monotonic() + TIME_LIMIT
        done, refused, left = 0, {}, len(self)
        for membership in self:
            if time.monotonic() > limit:
                break
            left -= 1
            if reason := membership._refusal_of(action):
                refused.setdefault(reason, []).append(membership.partner_id.display_name)
            else:
                done += 1
        return self._tell_mass(done, refused, left)

    def _refusal_of(self, action):
        """Do one single action; why it was refused, or ``False``."""
        try:
            with self.env.cr.savepoint():
                getattr(self, action)()
        except (psycopg2.OperationalError, psycopg2.InterfaceError, ConcurrencyError):
            # the server replays the whole request
            raise
        except UserError as error:
            return str(error)
        except Exception as error:
            _logger.exception("%s failed on %s", action, self)
            return self._failure_words(error)
        return False

    def _tell_mass(self, done, refused, left):
        parts = [self.env._("Done: %s.", done)]
        if refused:
            count = sum(len(names) for names in refused.values())
            parts.append(self.env._("Refused: %s.", count))
            parts += [
                f"{_some(names)} – {reason}" for reason, names in list(refused.items())[:MAX_SHOWN]
            ]
        if left:
            parts.append(self.env._("Not looked at, for want of time: %s. Start again.", left))
        return {
            'type': 'ir.actions.client',
            'tag': 'display_notification',
            'params': {
                'type': 'warning' if refused or left else 'success',
                'sticky': bool(refused or left),
                'message': ' · '.join(parts),
                'next': {'type': 'ir.actions.client', 'tag': 'soft_reload'},
            },
        }
