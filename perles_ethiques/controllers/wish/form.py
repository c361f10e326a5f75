"""What the form of a wish may contain: cleaned values, or one sentence per wrong field."""
from datetime import date, datetime

from ...exceptions import FormError
from ...tools.typed_numbers import (
    OTHER_UNIT,
    Unread,
    read_price,
    read_quantity,
    read_size,
    refusal,
)
from ..base.form import PublicForm

LONGEST_NOTE = 2000
NEW_PROJECTS = ('collection', 'event')
NUMBERS = ('quantity', 'min_quantity', 'mm_min', 'mm_max', 'max_price')
QUANTITIES, SIZES = NUMBERS[:2], NUMBERS[2:4]


class WishForm(PublicForm):
    """The form of one wish.

    :param partner: the `res.partner` whose projects may be chosen.
    :param list value_ids: the posted boxes of the criteria.
    """

    _of_several_lines = ('note',)

    def __init__(self, env, post, partner, value_ids=()):
        super().__init__(env, post)
        self.partner = partner
        self.value_ids = [str(value) for value in value_ids]
        self.wishes = env['perles.wish'].sudo()

    def clean(self):
        """Check everything and return the values of a wish.

        :return: dict of field values; `new_project` instead of `project_id` for one to be made
        :raise FormError: with one sentence for each wrong field.
        """
        choices = self.wishes._choices()
        values = {
            **self._numbers(self._key('unit', choices['units'])),
            'categ_id': self._categ_id(choices),
            'colour_tolerance': self._key('colour_tolerance', choices['tolerances']),
            'value_ids': [(6, 0, self._criteria(choices))],
            'note': self._note(),
            **self._project(),
        }
        self._check_together(values)
        if self.errors:
            raise FormError(self.errors)
        return values

    def _numbers(self, unit):
        """The numbers that were typed, with the unit that they are in."""
        values = {'unit': unit, **dict.fromkeys(NUMBERS, 0.0)}
        for name in NUMBERS:
            if text := self.post.get(name, ''):
                try:
                    values[name] = self._read(name, text, values)
                except Unread as error:
                    self._missing(name, refusal(self.env, error.reason))
            if reason := self._too_large(name, values[name]):
                self._missing(name, reason)
        return values

    def _read(self, name, text, values):
        """One number; the quantity may say in which unit all of them are."""
        if name in SIZES:
            return read_size(text)
        if name not in QUANTITIES:
            return read_price(text, values['unit'])
        number, unit = read_quantity(text, values['unit'])
        if name == 'quantity':
            values['unit'] = unit
        elif unit != values['unit']:
            raise Unread(OTHER_UNIT)
        return number

    def _too_large(self, name, number):
        most = self.wishes._most(name)
        if number < most:
            return None
        return self.env._("%s at most.", self.wishes._format_number(most - 1))

    def _categ_id(self, choices):
        known = {str(category.id): category.id for category in choices['categories']}
        chosen = known.get(self.post.get('categ_id'))
        if not chosen:
            self._missing('categ_id', self.env._("Choose a product type of the list."))
        return chosen

    def _key(self, name, selection):
        key = self.post.get(name) or selection[0][0]
        if key not in dict(selection):
            self._missing(name, self.env._("Choose in the list."))
        return key

    def _criteria(self, choices):
        known = {str(value.id): value.id for _attribute, values in choices['criteria']
                 for value in values}
        if not known.keys() >= set(self.value_ids):
            self._missing('value_ids', self.env._("Choose the criteria in their lists."))
        return [known[value] for value in self.value_ids if value in known]

    def _note(self):
        note = self.post.get('note', '')
        if len(note) > LONGEST_NOTE:
            self._missing('note', self.env._("This is too long: 2,000 characters at most."))
        return note or False

    def _project(self):
        chosen = self.post.get('project_id', '')
        if chosen in NEW_PROJECTS:
            return {'new_project': self._new_project(chosen)}
        projects = self.env['perles.project']._of_member(self.partner)
        known = {'': False, **{str(project.id): project.id for project in projects}}
        if chosen not in known:
            self._missing('project_id', self.env._("Choose one of your projects."))
        return {'project_id': known.get(chosen, False)}

    def _new_project(self, kind):
        name = self._texts(['project_name'])['project_name']
        if not name:
            self._missing('project_name', self.env._("Give the project a name."))
        return {'name': name, 'kind': kind, 'date': self._day('project_date')}

    def _day(self, name):
        text = self.post.get(name, '')
        for form in ('%Y-%m-%d', '%d/%m/%Y') if text else ():
            try:
                day = datetime.strptime(text, form).date()
            except ValueError:
                continue
            if day >= date(2000, 1, 1):
                return day
        if text:
            self._missing(name, self.env._("A date is expected, such as 12/06/2027."))
        return False

    def _check_together(self, values):
        """Numbers that are right one by one may not go together."""
        if not values['quantity']:
            self._missing('quantity', self.env._("The quantity is a number above 0."))
        elif values['min_quantity'] > values['quantity']:
            self._missing('min_quantity', self.env._(
                "The smallest acceptable quantity is not above the quantity."
            ))
        if values['mm_max'] and values['mm_min'] > values['mm_max']:
            self._missing('mm_max', self.env._("The smallest size is not above the largest one."))
