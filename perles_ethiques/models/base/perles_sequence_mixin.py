from collections import Counter

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.calendars import paris_date


class PerlesNumberedMixin(models.AbstractModel):
    """Numbers drawn from the sequence of a model, many of them as quickly as one."""

    _name = 'perles.numbered.mixin'
    _description = "Numbered record"

    _sequence_code = None

    def _next_number(self, vals):
        company = self.env['res.company'].browse(vals.get('company_id')) or self.env.company
        # the year printed in a number is the one of Paris
        sequences = self.env['ir.sequence'].with_company(company).with_context(
            ir_sequence_date=paris_date(fields.Datetime.now()),
        )
        return sequences.next_by_code(self._sequence_code)

    @api.model
    def _next_numbers(self, company, count):
        """Numbers for many records, in few queries.

        :param company: of the records.
        :param int count: how many.
        :return: list of str
        """
        day = paris_date(fields.Datetime.now())
        sequences = self.env['ir.sequence'].sudo()
        sequence = sequences.search([
            ('code', '=', self._sequence_code), ('company_id', 'in', [company.id, False]),
        ], order='company_id', limit=1)
        is_dated = sequence.use_date_range and sequence.implementation == 'standard'
        if count == 1 or not is_dated:
            return [self._next_number({'company_id': company.id}) for _number in range(count)]
        year = self.env['ir.sequence.date_range'].sudo().search([
            ('sequence_id', '=', sequence.id),
            ('date_from', '<=', day), ('date_to', '>=', day),
        ], limit=1) or sequence._create_date_range_seq(day)
        dated = sequence.with_context(
            ir_sequence_date=day, ir_sequence_date_range=year.date_from,
        )
        rows = self.env.execute_query(SQL(
            "SELECT nextval(%s) FROM generate_series(1, %s)",
            f'ir_sequence_{sequence.id:03d}_{year.id:03d}', count,
        ))
        return [dated.get_next_char(number) for (number,) in rows]

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
