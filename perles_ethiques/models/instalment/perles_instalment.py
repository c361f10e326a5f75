from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.calendars import paris_date
from ..base.perles_batch_mixin import CLOCK_STOPPED

# A share is told to be late this long after its day.
LATE_AFTER = timedelta(days=7)


class PerlesInstalment(models.Model):
    """A share of an invoice: what it still asks for, and its mails (clause 000-43)."""

    _name = 'perles.instalment'
    _description = "Share of an invoice"
    _inherit = [
        'mail.thread', 'mail.activity.mixin', 'perles.mail.recipient.mixin', 'perles.locked.mixin',
        'perles.charge.mixin',
    ]
    _failure_activity = CLOCK_STOPPED
    _order = 'due_date desc, invoice_id, number'
    _kinds_with_papers = ('instalment_plan', 'instalment_late')
    _followed_kinds = ('instalment_plan',)
    # shares follow their invoice, its payments and the clocks
    _locked_fields = frozenset({
        'invoice_id', 'number', 'due_date', 'amount', 'residual', 'due_told', 'late_told',
        'charge_id', 'charge_asked_at', 'charge_error', 'charge_failed_at', 'charge_to_check',
    })

    invoice_id = fields.Many2one(
        'account.move', required=True, readonly=True, index=True, ondelete='cascade',
    )
    number = fields.Integer(required=True, readonly=True, aggregator=None)
    due_date = fields.Date(required=True, readonly=True, index=True)
    amount = fields.Monetary(readonly=True, required=True)
    residual = fields.Monetary(
        string="Left to pay", compute='_compute_residual', store=True,
        help="Payments of the invoice pay its shares in their order.",
    )
    due_told = fields.Boolean(readonly=True, copy=False)
    late_told = fields.Boolean(readonly=True, copy=False)
    is_late = fields.Boolean(compute='_compute_is_late', search='_search_is_late')
    partner_id = fields.Many2one(
        related='invoice_id.partner_id', string="Customer", store=True, index=True,
    )
    company_id = fields.Many2one(related='invoice_id.company_id', store=True, index=True)
    currency_id = fields.Many2one(related='invoice_id.currency_id')

    _once = models.UniqueIndex("(invoice_id, number)", "This share is already written.")
    _to_pay_idx = models.Index("(due_date) WHERE residual > 0")

    def write(self, vals):
        """Override of `base`.

        :raise AccessError: if a user writes what invoices, payments and clocks fill in.
        """
        if not self.env.su:
            self._refuse_by_hand(vals)
        return super().write(vals)

    # === COMPUTE METHODS === #

    @api.depends('invoice_id.name', 'number')
    def _compute_display_name(self):
        for share in self:
            share.display_name = f'{share.invoice_id.name} – {share.number}'

    @api.depends(
        'amount', 'number', 'invoice_id.state', 'invoice_id.payment_state',
        'invoice_id.amount_residual', 'invoice_id.perles_instalment_ids.amount',
        'invoice_id.matched_payment_ids.state', 'invoice_id.perles_shares_stopped',
        'invoice_id.reversal_move_ids.state', 'invoice_id.reversal_move_ids.amount_residual',
    )
    def _compute_residual(self):
        for share in self:
            invoice, number = share.invoice_id, share.number
            later = sum(s.amount for s in invoice.perles_instalment_ids if s.number > number)
            left = min(max(invoice._perles_left() - later, 0.0), share.amount)
            share.residual = invoice.currency_id.round(left)

    @api.depends('due_date', 'residual')
    def _compute_is_late(self):
        today = paris_date(fields.Datetime.now())
        for share in self:
            share.is_late = bool(share.residual and share.due_date and share.due_date < today)

    def _search_is_late(self, operator, value):
        if operator != 'in':
            return NotImplemented
        late = Domain('residual', '>', 0) & Domain(
            'due_date', '<', paris_date(fields.Datetime.now()),
        )
        return late if True in value else ~late

    # === CLOCK === #

    @api.model
    def _cron_remind(self, batch_size=100):
        """Clock: tell that a share is due where no card pays it; then who is late."""
        today = paris_date(fields.Datetime.now())
        unpaid = Domain('residual', '>', 0) & Domain('due_told', '=', False)
        due = unpaid & Domain('due_date', '<=', today) & Domain('number', '>', 1)
        self._work_through(due & ~self._card_pays_domain(), '_tell_due', batch_size=batch_size)
        self._work_through(
            Domain('residual', '>', 0) & Domain('late_told', '=', False)
            & Domain('due_date', '<=', today - LATE_AFTER), '_tell_late', batch_size=batch_size,
        )

    @api.model
    def _card_pays_domain(self):
        """Shares that need no word: the card on file is about to pay them, or is being charged.

        All others that are due are told. What cannot be charged is never passed over in silence.
        """
        charged = self._charge_domain() & Domain('charge_error', '=', False)
        running = Domain('charge_id', '!=', False)
        return charged | (running & Domain('charge_id.is_post_processed', '=', False))

    @api.model
    def _without_card_domain(self):
        return (
            Domain('invoice_id.perles_token_id', '=', False)
            | Domain('invoice_id.perles_token_id.active', '=', False)
            | Domain('invoice_id.perles_token_id.provider_id.state', '=', 'disabled')
        )

    def _tell_due(self):
        self._tell('instalment_due')
        self.due_told = True

    def _tell_late(self):
        self._tell('instalment_late')
        self.late_told = True

    def _tell(self, kind):
        book = self.env['perles.notice']
        book._owe_all(kind, [
            book._prepare_due(share, '-', share.partner_id) for share in self
        ])

    # === NOTICES === #

    def _notice_attachments(self, kind):
        """Extends `base`: the invoice goes with the mail that announces it."""
        attachments = super()._notice_attachments(kind)
        if kind in self._kinds_with_papers:
            attachments += self.env['perles.membership']._invoice_attachment(self.invoice_id)
        return attachments

    def _after_notice(self, kind):
        """Extends `base`: the invoice was sent."""
        result = super()._after_notice(kind)
        if kind == 'instalment_plan':
            self.sudo().invoice_id.is_move_sent = True
        return result

    # === BUSINESS METHODS === #

    @api.model
    def _late_of(self, partner, company):
        """The late shares of an organisation: whoever has one gets no new ones.

        :param partner: commercial `res.partner`.
        """
        return self.sudo().search([
            ('is_late', '=', True), ('company_id', '=', company.id),
            ('partner_id.commercial_partner_id', '=', partner.id),
        ], limit=1)

    def _pay_url(self):
        """Address where the share can be paid, without signing in."""
        self.ensure_one()
        invoice = self.sudo().invoice_id
        return f'{self.get_base_url()}{invoice.get_portal_url()}'
