from collections import Counter

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ...tools.calendars import paris_date
from ...tools.texts import clean_values
from ...tools.transaction import own_transaction


class PerlesDocumentMixin(models.AbstractModel):
    """How a document is created, numbered and written: its state by its moves alone."""

    _inherit = 'perles.document.mixin'

    # === CRUD METHODS: the guard === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `base` to number documents and to let them begin in their first state.

        The state is always written here, so that no default of the context fills it.

        :raise AccessError: if another first state is asked for, or if hands fill in what is the
            house's.
        """
        if not self.env.su:
            self._refuse_given(vals_list)
        vals_list = [self._prepare_opening_vals(vals) for vals in vals_list]
        return super().create(self._with_numbers(vals_list) if self._sequence_code else vals_list)

    def _prepare_opening_vals(self, vals):
        if vals.get('state', self._first_state) != self._first_state:
            raise AccessError(self.env._(
                "A document begins in its first state. Use the buttons to move it."
            ))
        return {**clean_values(self._fields, vals), 'state': self._first_state}

    def write(self, vals):
        """Override of `base` to refuse any change of state but a declared draggable move.

        :raise AccessError: if a field that only the house fills in is written by hand.
        :raise UserError: for a state that no declared draggable move leads to.
        """
        vals = clean_values(self._fields, vals)
        others = {key: value for key, value in vals.items() if key != 'state'}
        if not self.env.su:
            self._refuse_by_hand(others)
        if 'state' not in vals:
            return super().write(vals)
        target = vals['state']
        if others:
            super().write(others)
        for document in self.filtered(lambda d: d.state != target):
            document._drag_to(target)
        return True

    # === NUMBERS: many of them as quickly as one === #

    @api.model
    def _next_numbers(self, company, count=1):
        """Numbers for some records of a company, many of them as quickly as one.

        The year printed in a number is the one of Paris.

        :param company: a `res.company`.
        :param int count: how many.
        :return: list of str
        """
        day = paris_date(fields.Datetime.now())
        sequence = self.env['ir.sequence'].sudo().search([
            ('code', '=', self._sequence_code), ('company_id', 'in', [company.id, False]),
        ], order='company_id', limit=1)
        if not sequence.use_date_range or sequence.implementation != 'standard':
            sequence = sequence.with_company(company).with_context(ir_sequence_date=day)
            return [sequence.next_by_id() for _number in range(count)]
        first_day, numbers = self._draw_numbers(sequence, day, count)
        dated = sequence.with_context(ir_sequence_date=day, ir_sequence_date_range=first_day)
        return [dated.get_next_char(number) for number in numbers]

    @api.model
    def _draw_numbers(self, sequence, day, count):
        """Draw from the counter of a year, which is made once, whoever draws its first number.

        Natively two transactions that both draw it make two counters, which count the same.

        :param sequence: an `ir.sequence` with a counter a year.
        :param date day: in Paris.
        :param int count: how many.
        :return: (first day of the counter, list of int)
        """
        if year := self._year_of(sequence, day):
            return year.date_from, self._draw_from(year, count)
        with own_transaction(self.env.registry) as cr:
            cr.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [self._sequence_code])
            # who asks may be as new as the transaction that waits
            alone = sequence.with_env(api.Environment(cr, SUPERUSER_ID, {})).exists()
            if alone:
                # drawn here too: the counter may be too new for the transaction that waits
                year = self._year_of(alone, day) or alone._create_date_range_seq(day)
                return year.date_from, self._draw_from(year, count)
        # a sequence that this very transaction has made is nobody else's yet
        year = sequence._create_date_range_seq(day)
        return year.date_from, self._draw_from(year, count)

    @api.model
    def _year_of(self, sequence, day):
        return sequence.env['ir.sequence.date_range'].search([
            ('sequence_id', '=', sequence.id), ('date_from', '<=', day), ('date_to', '>=', day),
        ], limit=1)

    @api.model
    def _draw_from(self, year, count):
        rows = year.env.execute_query(SQL(
            "SELECT nextval(%s) FROM generate_series(1, %s)",
            f'ir_sequence_{year.sequence_id.id:03d}_{year.id:03d}', count,
        ))
        return [number for (number,) in rows]

    @api.model
    def _with_numbers(self, vals_list):
        """These values, numbered where they are not, in their order.

        :param list vals_list: of `create`.
        :return: list of dicts; those that were given are left as they were
        """
        company_of = [vals.get('company_id') or self.env.company.id for vals in vals_list]
        counts = Counter(
            company_id for vals, company_id in zip(vals_list, company_of, strict=True)
            if not vals.get('name')
        )
        numbers = {
            company_id: iter(self._next_numbers(self.env['res.company'].browse(company_id), count))
            for company_id, count in counts.items()
        }
        return [
            vals if vals.get('name') else {**vals, 'name': next(numbers[company_id])}
            for vals, company_id in zip(vals_list, company_of, strict=True)
        ]
