from odoo import fields, models

from ...tools.calendars import paris_date


class PerlesMembershipAnnouncement(models.Model):
    """What a legal notice announced: the next period and its price (000-14, 000-18)."""

    _name = 'perles.membership.announcement'
    _description = "Renewal notice"
    _order = 'start_date desc, id desc'
    _check_company_auto = True

    membership_id = fields.Many2one(
        'perles.membership', required=True, readonly=True, index=True, ondelete='cascade',
    )
    company_id = fields.Many2one(related='membership_id.company_id', store=True, index=True)
    currency_id = fields.Many2one(related='company_id.currency_id')
    start_date = fields.Date(required=True, readonly=True)
    end_date = fields.Date(required=True, readonly=True)
    limit_date = fields.Date(
        string="Last day to refuse", required=True, readonly=True,
        help="Last day of the running period, in Paris.",
    )
    price = fields.Monetary(string="Fee (HT)", required=True, readonly=True)
    amount = fields.Monetary(string="Amount (TTC)", required=True, readonly=True)
    sent_at = fields.Datetime(readonly=True, help="When the mail server took the notice.")

    _once = models.UniqueIndex(
        "(membership_id, start_date)", "This renewal is already announced.",
    )

    def _was_in_time(self):
        """Whether the notice left inside the legal window: neither too early nor too late."""
        if not self.sent_at:
            return False
        window = self.membership_id._notice_window(self.limit_date)
        return window.start <= paris_date(self.sent_at) <= window.end
