from odoo import api, fields, models
from odoo.tools import html2plaintext

from ...const import TEAM
from ...tools.calendars import paris_date
from ...tools.transition import Transition
from ..base.perles_batch_mixin import CLOCK_STOPPED
from ..base.perles_document_mixin import state_field

# States of a membership that lives: one at a time for each commercial partner and company.
LIVE_STATES = ('draft', 'pending', 'active', 'suspended')


class PerlesMembership(models.Model):
    """The membership of a commercial partner: joined by paying, lived by periods."""

    _name = 'perles.membership'
    _description = "Membership"
    _inherit = ['perles.document.mixin', 'perles.batch.mixin']
    _failure_activity = CLOCK_STOPPED
    _order = 'create_date desc, id desc'
    _sequence_code = 'perles.membership'
    _said_texts = frozenset({'order_id.name', 'invoice_ids.name'})
    _said_people = frozenset({'contact_id'})
    _locked_fields = frozenset({
        'partner_id', 'company_id', 'order_id', 'version_id', 'accepted_at', 'immediate_start',
        'token_id', 'period_ids', 'name', 'plan_id', 'refund_amount',
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
        'res.partner', required=True, index=True, ondelete='restrict', tracking=True,
        help="The person who joined, and who receives the mails.",
    )
    contact_phone = fields.Char(related='contact_id.phone', string="Phone of the contact")
    contact_email = fields.Char(related='contact_id.email', string="E-mail of the contact")
    odd_transfer = fields.Text(
        string="Transfer that does not fit", copy=False, readonly=True, tracking=True,
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
    period_ids = fields.One2many('perles.membership.period', 'membership_id', string="Periods")
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

    invoice_ids = fields.One2many('account.move', 'perles_membership_id', string="Invoices")
    invoice_count = fields.Integer(compute='_compute_invoice_count')
    notice_count = fields.Integer(compute='_compute_notice_count')

    _one_live = models.UniqueIndex(
        "(partner_id, company_id) WHERE state IN ('draft', 'pending', 'active', 'suspended')",
        "This member already has a membership.",
    )
    _active_end_idx = models.Index("(end_date) WHERE state = 'active'")

    # === COMPUTE METHODS === #

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

    def _compute_notice_count(self):
        counts = dict(self.env['perles.notice'].sudo()._read_group(
            [('res_model', '=', self._name), ('res_id', 'in', self.ids)], ['res_id'], ['__count'],
        ))
        for membership in self:
            membership.notice_count = counts.get(membership.id, 0)

    @api.depends('name', 'partner_id.display_name')
    @api.depends_context('perles_show_member')
    def _compute_display_name(self):
        """Override of `base`: a calendar shows who, and not only a number."""
        result = super()._compute_display_name()
        if self.env.context.get('perles_show_member'):
            for membership in self:
                membership.display_name = membership.partner_id.display_name
        return result

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

    @api.model
    def _today(self):
        return paris_date(fields.Datetime.now())

    def _schedule_team(self, summary, note):
        """Leave one activity on this membership for who answers for it.

        What the team was told already, and did not close yet, is not told again.
        """
        told = (summary, note.split())
        for membership in self:
            known = [
                (activity.summary, html2plaintext(activity.note or '').split())
                for activity in membership.sudo().activity_ids
            ]
            if told not in known:
                membership.activity_schedule(
                    'mail.mail_activity_data_todo', summary=summary, note=note,
                    user_id=membership._responsible_user().id,
                )

    # === ACTION METHODS === #

    def action_cancel(self):
        """Cancel memberships that were never paid, and their quotation."""
        return self._move('cancel')

    # === MOVES === #

    def _after_dunning(self, name):
        """Hook: these memberships were suspended, closed or resumed; `dunning` says it by mail.

        :param str name: key of ``_transitions``.
        """

    def _after_leaving(self, name):
        """Hook: these memberships ended or were withdrawn; `leaving` drops what is still owed.

        :param str name: key of ``_transitions``.
        """

    def action_view_invoices(self):
        """Open the invoices of this membership."""
        return self.invoice_ids._get_records_action(name=self.env._("Invoices"))

    def action_view_order(self):
        """Open the joining order."""
        return self.order_id._get_records_action()

    def action_view_notices(self):
        """Open the mails owed and sent about this membership."""
        self.ensure_one()
        return {
            **self.env['ir.actions.actions']._for_xml_id('perles_ethiques.notice_action'),
            'domain': [('res_model', '=', self._name), ('res_id', '=', self.id)],
        }
