from odoo import api, fields, models
from odoo.exceptions import UserError


class PerlesRenewalRehearsal(models.TransientModel):
    """*Prochaine nuit de renouvellement*: what it would do, before it happens."""

    _name = 'perles.renewal.rehearsal'
    _description = "Next renewal night"

    day = fields.Date(
        string="Night of the", required=True, default=lambda self: self._next_day(),
        help="Everything due on this day in Paris, or late already, is rehearsed.",
    )
    due_count = fields.Integer(compute='_compute_due_count')
    rehearsed_at = fields.Datetime(readonly=True)
    line_ids = fields.One2many('perles.renewal.rehearsal.line', 'rehearsal_id')
    currency_id = fields.Many2one('res.currency', default=lambda self: self.env.company.currency_id)
    bill_count = fields.Integer(string="Will be billed", compute='_compute_totals')
    fail_count = fields.Integer(string="Will fail", compute='_compute_totals')
    checked_count = fields.Integer(string="Only checked", compute='_compute_totals')
    total_ht = fields.Monetary(string="Total (HT)", compute='_compute_totals')
    total_ttc = fields.Monetary(string="Total (TTC)", compute='_compute_totals')
    card_count = fields.Integer(string="Card on file", compute='_compute_totals')
    transfer_count = fields.Integer(string="Transfer", compute='_compute_totals')
    link_count = fields.Integer(string="Link to pay", compute='_compute_totals')

    @api.model
    def _next_day(self):
        """The next day on which at least one membership is due; today when none is."""
        memberships = self.env['perles.membership']
        today = memberships._today()
        following = memberships.search(
            [('renews_on', '>', today)], order='renews_on, id', limit=1,
        )
        return following.renews_on or today

    @api.depends('day')
    @api.depends_context('lang')
    def _compute_display_name(self):
        for rehearsal in self:
            day = f'{rehearsal.day:%d/%m/%Y}' if rehearsal.day else ''
            rehearsal.display_name = self.env._("Night of the %s", day)

    @api.depends('day')
    def _compute_due_count(self):
        memberships = self.env['perles.membership']
        for rehearsal in self:
            rehearsal.due_count = rehearsal.day and memberships.search_count(
                memberships._renewal_domain(rehearsal.day),
            )

    @api.depends('line_ids')
    def _compute_totals(self):
        for rehearsal in self:
            by_outcome = rehearsal.line_ids.grouped('outcome')
            empty = rehearsal.line_ids.browse()
            rehearsal.bill_count = len(by_outcome.get('bill', empty))
            rehearsal.fail_count = len(by_outcome.get('fail', empty))
            rehearsal.checked_count = len(by_outcome.get('checked', empty))
            good = rehearsal.line_ids - by_outcome.get('fail', empty)
            rehearsal.total_ht = sum(good.mapped('price'))
            rehearsal.total_ttc = sum(good.mapped('amount'))
            by_way = good.grouped('way')
            rehearsal.card_count = len(by_way.get('card', empty))
            rehearsal.transfer_count = len(by_way.get('transfer', empty))
            rehearsal.link_count = len(by_way.get('link', empty))

    # === ACTION METHODS === #

    def action_rehearse(self):
        """Rehearse the night, and show what came out.

        :raise UserError: if the day has passed.
        """
        self.ensure_one()
        memberships = self.env['perles.membership']
        if self.day < memberships._today():
            raise UserError(self.env._("This night has passed: choose today or a day to come."))
        predictions = memberships._rehearse_renewals(self.day)
        self.line_ids.unlink()
        self.env['perles.renewal.rehearsal.line'].create([
            self._prepare_line(prediction) for prediction in predictions
        ])
        self.rehearsed_at = fields.Datetime.now()

    def _prepare_line(self, prediction):
        return {
            'rehearsal_id': self.id,
            'membership_id': prediction.membership_id,
            'start_date': prediction.start,
            'end_date': prediction.end,
            'price': prediction.price,
            'amount': prediction.amount,
            'way': prediction.way,
            'outcome': prediction.outcome,
            'reason': prediction.reason,
        }

    def action_view_lines(self):
        """Open the whole list, with its filters."""
        return self._view_lines()

    def action_view_failures(self):
        """Open what will fail."""
        return self._view_lines(search_default_fail=1)

    def action_view_checked(self):
        """Open what was only checked."""
        return self._view_lines(search_default_checked=1)

    def _view_lines(self, **filters):
        self.ensure_one()
        title = self.env._("Renewals of the %s", f'{self.day:%d/%m/%Y}')
        return {
            'type': 'ir.actions.act_window',
            'name': title,
            'res_model': 'perles.renewal.rehearsal.line',
            'view_mode': 'list',
            'domain': [('rehearsal_id', '=', self.id)],
            'context': filters,
        }
