from odoo import fields, models


class PerlesMembershipPeriod(models.Model):
    """A year of membership and the invoice that bills it: the database allows only one."""

    _name = 'perles.membership.period'
    _description = "Membership period"
    _order = 'start_date desc, id desc'
    _check_company_auto = True

    membership_id = fields.Many2one(
        'perles.membership', required=True, index=True, ondelete='cascade',
    )
    company_id = fields.Many2one(related='membership_id.company_id', store=True, index=True)
    partner_id = fields.Many2one(related='membership_id.partner_id', store=True, index=True)
    number = fields.Integer(required=True)
    start_date = fields.Date(required=True)
    end_date = fields.Date(required=True)
    invoice_id = fields.Many2one(
        'account.move', index='btree_not_null', ondelete='restrict', check_company=True,
    )
    payment_state = fields.Selection(related='invoice_id.payment_state')
    currency_id = fields.Many2one(related='company_id.currency_id')
    price = fields.Monetary(
        string="Fee (HT)", readonly=True, help="What the period was billed, excluding VAT.",
    )
    unpaid_since = fields.Date(
        readonly=True, index=True,
        help="Day, in Paris, from which the dunning ladder counts: the due date, or the day on "
             "which a payment was taken back. Empty once it is paid.",
    )

    _start_unique = models.UniqueIndex(
        "(membership_id, start_date)", "This period is already billed.",
    )
    _invoice_unique = models.UniqueIndex(
        "(invoice_id) WHERE invoice_id IS NOT NULL", "This invoice already bills a period.",
    )
    _dates_ordered = models.Constraint(
        'CHECK(end_date >= start_date)', "A period ends after it starts.",
    )

    # === BUSINESS METHODS === #

    def _refund_from(self, day):
        """What a period that is cut short costs less.

        :param date day: last day that is due, in Paris.
        :return: (credit TTC, refund TTC): the credit is the share of the days after ``day``;
            the refund what was received above what is due.
        """
        self.ensure_one()
        invoice = self.invoice_id.sudo()
        if not invoice or not invoice._perles_is_alive():
            return 0.0, 0.0
        total = (self.end_date - self.start_date).days + 1
        unused = min(max((self.end_date - day).days, 0), total)
        credit = invoice.currency_id.round(invoice.amount_total * unused / total)
        credit = min(credit, invoice.amount_total - invoice._perles_returned())
        received = invoice._perles_kept() + invoice._perles_returned()
        due = invoice.amount_total - credit
        return credit, max(invoice.currency_id.round(received - due), 0.0)
