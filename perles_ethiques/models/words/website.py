from odoo import fields, models

from ...tools.calendars import paris_date


class Website(models.Model):
    _inherit = 'website'

    def _perles_named(self, name, words=''):
        """A name and what it names: in French the colon stands apart.

        :param str name: such as “Material”.
        :param str words: such as “glass”; they may follow elsewhere.
        """
        return self.env._("%(name)s: %(words)s", name=name, words=words).rstrip()

    def _perles_due_words(self, day):
        """How long until something is to be paid, or since when: natively “in 1 day(s)”.

        :param date day: the day it is due, in Paris.
        """
        days = (day - paris_date(fields.Datetime.now())).days
        if days in (0, 1):
            return self.env._("to pay tomorrow") if days else self.env._("to pay today")
        if days == -1:
            return self.env._("one day late")
        if days < 0:
            return self.env._("%s days late", -days)
        return self.env._("to pay in %s days", days)
