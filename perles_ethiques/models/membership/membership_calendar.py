from datetime import timedelta

import vobject

from odoo import models


class PerlesMembership(models.Model):
    """The dates of a membership as a calendar file."""

    _inherit = 'perles.membership'

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
