from odoo import fields, models

from ...tools.calendars import add_months


class AccountPaymentTermLine(models.Model):
    """Shares due date to date, the day of the invoice never forgotten (000-43)."""

    _inherit = 'account.payment.term.line'

    delay_type = fields.Selection(
        selection_add=[('months_after', "Months after invoice date")],
        ondelete={'months_after': 'set default'},
    )

    def _get_due_date(self, date_ref):
        """Override of `account` for delays in months: 31 January, 28 February, 31 March."""
        if self.delay_type != 'months_after':
            return super()._get_due_date(date_ref)
        day = fields.Date.from_string(date_ref) or fields.Date.today()
        return add_months(day, self.nb_days)
