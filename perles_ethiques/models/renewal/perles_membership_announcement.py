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

    def _price_kept(self):
        """The fee that is billed, HT, once this was announced.

        To a consumer the amount with VAT is what was announced, and is never exceeded (code de
        la consommation, L112-1): should the tax rise meanwhile, the fee gives way. For a
        professional the fee without VAT holds (000-18).
        """
        self.ensure_one()
        membership, price = self.membership_id, self.price
        plan, partner = membership.plan_id, membership.partner_id
        if partner._perles_is_professional():
            return price
        address = partner._perles_invoice_address()

        def exceeds(amounts):
            return self.currency_id.compare_amounts(amounts['total_included'], self.amount) > 0

        amounts = plan._amounts(price, address)
        if exceeds(amounts):
            share = self.amount / amounts['total_included']
            price = self.currency_id.round(amounts['total_excluded'] * share)
            price += self.currency_id.rounding
        while exceeds(plan._amounts(price, address)):
            price = self.currency_id.round(price - self.currency_id.rounding)
        return price
