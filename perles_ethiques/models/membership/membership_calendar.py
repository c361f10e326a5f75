from datetime import timedelta

import vobject

from odoo import models


class PerlesMembership(models.Model):
    """The dates of a membership as a calendar file."""

    _inherit = 'perles.membership'

    def _calendar_days(self):
        """Days worth a line in a diary.

        :return: list of (key, date, title) tuples; the key says which event it is, for ever
        """
        self.ensure_one()
        if not self._may_leave() or not self.end_date:
            return []
        if self.leaves_on:
            last = self.env._("Perles Éthiques: last day of my membership")
            return [('leaving', self.leaves_on, last)]
        return [
            ('limit', self.end_date, self.env._("Perles Éthiques: last day to refuse the renewal")),
            ('end', self.end_date, self.env._("Perles Éthiques: end of the current year")),
            (
                'renewal', self.end_date + timedelta(days=1),
                self.env._("Perles Éthiques: my membership is renewed"),
            ),
        ]

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
        for key, day, title in self._calendar_days():
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
