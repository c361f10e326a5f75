from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.calendars import paris_date, period, period_number
from ...tools.transition import Transition
from ..base.perles_document_mixin import state_field

TEAM = 'perles_ethiques.group_perles_user'


class PerlesMembership(models.Model):
    """The membership of a commercial partner: joined by paying, lived by periods."""

    _name = 'perles.membership'
    _description = "Membership"
    _inherit = ['perles.document.mixin', 'perles.batch.mixin']
    _order = 'create_date desc, id desc'
    _sequence_code = 'perles.membership'
    _locked_fields = frozenset({
        'partner_id', 'company_id', 'order_id', 'joining_id', 'version_id', 'accepted_at',
        'immediate_start', 'token_id', 'period_ids', 'name', 'plan_id', 'refund_amount',
        'leaves_on', 'left_on', 'suspended_on', 'clock_error', 'clock_failed_at',
        'clock_step', 'announcement_ids',
    })

    _transitions = {
        'await_payment': Transition(('draft',), 'pending'),
        'activate': Transition(('draft', 'pending'), 'active'),
        'undo_payment': Transition(('active',), 'pending'),
        'cancel': Transition(('draft', 'pending'), 'cancelled', drag=True, group=TEAM),
        'withdraw': Transition(('draft', 'pending', 'active', 'suspended'), 'withdrawn'),
        'suspend': Transition(('active',), 'suspended'),
        'resume': Transition(('suspended', 'closed'), 'active'),
        'close': Transition(('suspended',), 'closed'),
        'end': Transition(('active', 'suspended'), 'ended'),
    }

    state = state_field([
        ('draft', "Draft"), ('pending', "Awaiting payment"), ('active', "Active"),
        ('suspended', "Suspended"), ('ended', "Ended"), ('closed', "Closed, unpaid"),
        ('cancelled', "Cancelled"), ('withdrawn', "Withdrawn"),
    ])
    plan_id = fields.Many2one(
        'perles.membership.plan', required=True, index=True, ondelete='restrict',
        check_company=True,
    )
    contact_id = fields.Many2one(
        'res.partner', required=True, index=True, ondelete='restrict',
        help="The person who joined, and who receives the mails.",
    )
    order_id = fields.Many2one(
        'sale.order', index='btree_not_null', copy=False, check_company=True, ondelete='restrict',
    )
    currency_id = fields.Many2one(related='company_id.currency_id')
    amount_due = fields.Monetary(
        string="Amount (TTC)", compute='_compute_amount_due', compute_sudo=True,
        help="What is awaited, VAT included: the unpaid invoice, else the joining order.",
    )
    refund_amount = fields.Monetary(
        copy=False, readonly=True, help="What the withdrawal pays back, VAT included.",
    )
    joining_id = fields.Many2one('perles.joining', index='btree_not_null', copy=False)
    period_ids = fields.One2many('perles.membership.period', 'membership_id', string="Periods")
    start_date = fields.Date(
        compute='_compute_dates', store=True, index=True, help="First day, in Paris.",
    )
    end_date = fields.Date(
        string="Valid until", compute='_compute_dates', store=True, index=True,
        help="Last day, included, in Paris.",
    )
    token_id = fields.Many2one(
        'payment.token', string="Card on file", copy=False, index='btree_not_null',
        help="Kept only if the member ticked the box when paying.",
    )
    version_id = fields.Many2one(
        'perles.terms.version', string="Accepted version", copy=False, readonly=True,
        index='btree_not_null', ondelete='restrict',
    )
    accepted_at = fields.Datetime(copy=False, readonly=True)
    immediate_start = fields.Boolean(
        copy=False, readonly=True,
        help="The consumer expressly asked for the service to start at once.",
    )
    transfer_expected = fields.Boolean(
        compute='_compute_transfer_expected', search='_search_transfer_expected',
    )
    transfer_ref = fields.Char(compute='_compute_transfer_expected', string="Transfer reference")
    invoice_ids = fields.One2many('account.move', 'perles_membership_id', string="Invoices")
    invoice_count = fields.Integer(compute='_compute_invoice_count')

    _one_live = models.UniqueIndex(
        "(partner_id, company_id) WHERE state IN ('draft', 'pending', 'active', 'suspended')",
        "This member already has a membership.",
    )
    _active_end_idx = models.Index("(end_date) WHERE state = 'active'")

    # === COMPUTE METHODS === #

    @api.depends('period_ids.start_date', 'period_ids.end_date')
    def _compute_dates(self):
        for membership in self:
            periods = membership.period_ids
            membership.start_date = min(periods.mapped('start_date'), default=False)
            membership.end_date = max(periods.mapped('end_date'), default=False)

    @api.depends(
        'state', 'order_id.transaction_ids.state', 'period_ids.invoice_id.transaction_ids.state',
    )
    def _compute_transfer_expected(self):
        for membership in self:
            transfer = membership._pending_transfer()
            membership.transfer_expected = bool(transfer)
            membership.transfer_ref = transfer._get_communication() if transfer else False

    def _search_transfer_expected(self, operator, value):
        """Search of `transfer_expected`: a pending bank transfer, for joining or for a year."""
        if operator != 'in':
            return NotImplemented
        # transactions are for accountants only: the team sees that one exists, and no more
        awaited = [('transaction_ids', 'any', [
            ('state', '=', 'pending'), ('provider_id.code', '=', 'custom'),
        ])]
        tied = Domain('perles_membership_id', '!=', False)
        orders = self.env['sale.order'].sudo()._search(tied & Domain(awaited))
        invoices = self.env['account.move'].sudo()._search(tied & Domain(awaited))
        joining = Domain('state', '=', 'pending') & Domain('order_id', 'in', orders)
        return joining | Domain('period_ids.invoice_id', 'in', invoices)

    @api.depends('order_id.amount_total', 'period_ids.unpaid_since')
    def _compute_amount_due(self):
        for membership in self:
            unpaid = membership._unpaid_invoice()
            due = unpaid.amount_residual if unpaid else membership.order_id.amount_total
            membership.amount_due = due

    def _compute_invoice_count(self):
        counts = dict(self.env['account.move'].sudo()._read_group(
            [('perles_membership_id', 'in', self.ids)], ['perles_membership_id'], ['__count'],
        ))
        for membership in self:
            membership.invoice_count = counts.get(membership, 0)

    def _compute_access_url(self):
        result = super()._compute_access_url()
        for membership in self:
            membership.access_url = '/my/membership'
        return result

    # === BUSINESS METHODS === #

    def _current_period(self):
        """The period of today in Paris, else the last one, else an empty record."""
        self.ensure_one()
        day = self._today()
        now = self.period_ids.filtered(lambda p: p.start_date <= day <= p.end_date)
        return now[:1] or self.period_ids[:1]

    def _coming_version(self):
        """A published version that does not bind this member yet, or an empty record.

        It binds from the next anniversary, unless it only takes effect later (000-19).
        """
        self.ensure_one()
        last = self.plan_id.terms_id.version_ids[:1]
        newer = self.version_id and last.number > self.version_id.number
        return last if newer and self._is_in_force() else last[:0]

    def _applies_from(self, version):
        """First day on which a version binds this member, in Paris, or ``False`` if never.

        :param version: a `perles.terms.version`.
        """
        self.ensure_one()
        if version == self.version_id:
            return paris_date(self.accepted_at)
        if not self.version_id or version.number < self.version_id.number or not self.end_date:
            return False
        # a period that has begun goes on under the version it was accepted with
        published = paris_date(version.published_at)
        day = max(version.effective_date, published + timedelta(days=1))
        number = period_number(self.start_date, day)
        start = period(self.start_date, number).start
        return start if start >= day else period(self.start_date, number + 1).start

    @api.model
    def _today(self):
        return paris_date(fields.Datetime.now())

    # === ACTION METHODS === #

    def action_cancel(self):
        """Cancel memberships that were never paid, and their quotation."""
        return self._move('cancel')

    def _before_cancel(self):
        self.order_id.sudo().filtered(lambda o: o.state in ('draft', 'sent'))._action_cancel()

    def action_view_invoices(self):
        """Open the invoices of this membership."""
        return self.invoice_ids._get_records_action(name=self.env._("Invoices"))

    def action_view_order(self):
        """Open the joining order."""
        return self.order_id._get_records_action()

    def action_receive_payment(self):
        """Open the wizard *Paiement reçu* on one expected transfer."""
        self.ensure_one()
        return {
            'type': 'ir.actions.act_window',
            'name': self.env._("Payment received"),
            'res_model': 'perles.payment.received',
            'view_mode': 'form',
            'target': 'new',
            'context': {'default_membership_id': self.id},
        }
