from collections import Counter

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.calendars import paris_date
from ...tools.transaction import own_transaction


class PerlesSequenceMixin(models.AbstractModel):
    """Numbers drawn from the sequence of a model, many of them as quickly as one."""

    _name = 'perles.sequence.mixin'
    _description = "Numbered record"

    _sequence_code = None

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
        year_id, first_day = self._year_of(sequence, day)
        dated = sequence.with_context(ir_sequence_date=day, ir_sequence_date_range=first_day)
        rows = self.env.execute_query(SQL(
            "SELECT nextval(%s) FROM generate_series(1, %s)",
            f'ir_sequence_{sequence.id:03d}_{year_id:03d}', count,
        ))
        return [dated.get_next_char(number) for (number,) in rows]

    @api.model
    def _year_of(self, sequence, day):
        """The counter of the year of a day: made once, whoever draws its first number.

        Natively two transactions that both draw it make two counters, which count the same.

        :param sequence: an `ir.sequence` with a counter a year.
        :param date day: in Paris.
        :return: (id of the counter, its first day)
        """
        years = self.env['ir.sequence.date_range'].sudo()
        covering = [
            ('sequence_id', '=', sequence.id), ('date_from', '<=', day), ('date_to', '>=', day),
        ]
        if year := years.search(covering, limit=1):
            return year.id, year.date_from
        with own_transaction(self.env.registry) as cr:
            cr.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [self._sequence_code])
            alone = self.with_env(self.env(cr=cr, su=True))
            if alone.env['ir.sequence'].browse(sequence.id).exists():
                year = alone.env[years._name].search(covering, limit=1) or (
                    alone.env['ir.sequence'].browse(sequence.id)._create_date_range_seq(day)
                )
                return year.id, year.date_from
        # a sequence that this very transaction has made is nobody else's yet
        year = sequence._create_date_range_seq(day)
        return year.id, year.date_from

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
