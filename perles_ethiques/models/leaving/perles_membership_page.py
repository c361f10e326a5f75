from datetime import timedelta

import vobject

from odoo import models

TO_PAY = ('unpaid', 'late', 'suspended', 'closed')
# As long as somebody is welcomed.
NEW_FOR = timedelta(days=30)
OVER = ('closed', 'ended', 'withdrawn', 'cancelled')


class PerlesMembership(models.Model):
    """What the member's page says: asked of the dates, so that it is right before a clock is."""

    _inherit = 'perles.membership'

    def _page_status(self):
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

        :return: dict with ``standing``, ``unpaid`` (the `account.move` to pay), ``taken_back``
            (whether a first payment was), ``awaits_transfer``, ``renewal`` (see `_next_renewal`),
            ``limit_day`` (last day to refuse it), ``window`` (days on which its price is
            announced) and ``gestures`` (see `_first_gestures`; none once the member is not new)
        """
        self.ensure_one()
        standing = self._page_status()
        if standing == 'active':
            self.plan_id._read_price()
        renewal = self._next_renewal() if standing == 'active' else None
        return {
            'standing': standing,
            'gestures': self._first_gestures() if standing == 'active' and self._is_new() else [],
            'unpaid': self._unpaid_bill() if self.past_due_since else None,
            'taken_back': standing == 'unpaid' and bool(self._unpaid_invoice()),
            'awaits_transfer': standing in TO_PAY and self.transfer_expected,
            'renewal': renewal,
            'limit_day': self._last_day_on_leaving() if renewal else None,
            'window': self._notice_window(self.end_date) if renewal else None,
        }

    def _is_new(self):
        """Whether the first year of this membership has just begun."""
        self.ensure_one()
        return bool(self.start_date) and self._today() < self.start_date + NEW_FOR

    def _unpaid_bill(self):
        """The oldest invoice of a year that is to be paid; may be empty.

        What the house is correcting asks for nothing until it is posted.
        """
        self.ensure_one()
        bills = self.period_ids.filtered('unpaid_since').sorted('unpaid_since').invoice_id
        return bills.filtered(lambda bill: bill.state != 'draft')[:1]

    def _calendar_days(self):
        """Days worth a line in a diary.

        :return: dict, key of the event → (date, title); a key never changes
        """
        self.ensure_one()
        if not self._may_leave() or not self.end_date:
            return {}
        if self.leaves_on:
            title = self.env._("Perles Éthiques: last day of my membership")
            return {'leaving': (self.leaves_on, title)}
        limit_title = self.env._("Perles Éthiques: last day to refuse the renewal")
        end_title = self.env._("Perles Éthiques: end of the current year")
        renewal_title = self.env._("Perles Éthiques: my membership is renewed")
        return {
            'limit': (self.end_date, limit_title),
            'end': (self.end_date, end_title),
            'renewal': (self.end_date + timedelta(days=1), renewal_title),
        }

    def _calendar_file(self):
        """The days of this membership as an iCalendar file, all-day events.

        An event keeps its identifier from one file to the next, so that a diary that opens
        both has it once.

        :return: bytes
        """
        self.ensure_one()
        calendar = vobject.iCalendar()
        calendar.add('prodid').value = '-//perles_ethiques//membership//FR'
        base = self.get_base_url()
        house = self.env['ir.config_parameter'].sudo().get_param('database.uuid')
        stamp = self.write_date.replace(microsecond=0, tzinfo=vobject.icalendar.utc)
        for key, (day, title) in self._calendar_days().items():
            event = calendar.add('vevent')
            event.add('uid').value = f'{key}-{self.id}-{self.end_date}@{house}'
            event.add('dtstamp').value = stamp
            event.add('dtstart').value = day
            event.add('dtend').value = day + timedelta(days=1)
            event.add('summary').value = title
            event.add('description').value = self.name
            event.add('url').value = f'{base}/my/membership'
            event.add('transp').value = 'TRANSPARENT'
        return calendar.serialize().encode()
