"""What a termination form may contain: cleaned values, or one sentence per wrong field."""
from datetime import datetime

from odoo import fields

from ...exceptions import FormError
from ...tools.calendars import add_months, paris_date
from ..base.form import PublicForm

TEXT_FIELDS = ('person_name', 'email', 'contract_ref', 'wished_day')
# how a date is typed where the browser has no calendar
DATE_FORMATS = ('%Y-%m-%d', '%d/%m/%Y', '%d-%m-%Y', '%d.%m.%Y')
FARTHEST_MONTHS = 24


class TerminationForm(PublicForm):
    """The form by which one terminates the contract.

    :param membership: the one of a signed-in member, whose name, e-mail and number are known.
    """

    def __init__(self, env, post, membership=None):
        super().__init__(env, post)
        self.membership = membership

    def clean(self):
        """Check everything and return the values of a `perles.termination`.

        :return: dict of field values
        :raise FormError: with one sentence for each wrong field.
        """
        values = self._texts(TEXT_FIELDS)
        values['wished_day'] = self._read_day(values['wished_day'])
        if not self.membership:
            if not values['person_name']:
                self._missing('person_name', self.env._("Enter your first name and name."))
            values['email'] = self._check_email(values)
        if self.errors:
            raise FormError(self.errors)
        return values

    def _read_day(self, text):
        """The wished day; ``False`` when it was left empty: as early as possible."""
        if not text:
            return False
        day = self._parse(text)
        today = paris_date(fields.Datetime.now())
        if not day:
            self._missing('wished_day', self.env._(
                "This is not a date: for instance 31/12/2027. Leave it empty to end as early as"
                " possible."
            ))
        elif day < today:
            self._missing('wished_day', self.env._(
                "This day has passed: choose today or later, or leave it empty."
            ))
        elif day > add_months(today, FARTHEST_MONTHS):
            self._missing('wished_day', self.env._(
                "This day is too far away: choose one within two years, or leave it empty."
            ))
        return day

    def _parse(self, text):
        for known in DATE_FORMATS:
            try:
                return datetime.strptime(text, known).date()
            except ValueError:
                continue
        return None
