from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ...tools.calendars import period_words

RENEWAL_FAILED = 'perles_ethiques.mail_activity_type_renewal_failed'


class PerlesMembership(models.Model):
    """Tacit renewal: on the anniversary the next year is billed, exactly once (000-09 to 13)."""

    _inherit = 'perles.membership'

    _locked_fields = frozenset({'clock_error', 'clock_failed_at', 'clock_step'})
    _failure_activity = RENEWAL_FAILED

    clock_error = fields.Char(
        string="Stopped by", copy=False, readonly=True,
        help="Why the last clock could do nothing for this membership. It tries again each hour.",
    )
    clock_failed_at = fields.Datetime(copy=False, readonly=True)
    clock_step = fields.Char(
        copy=False, readonly=True, help="The step that failed: only its own clock forgets it.",
    )

    # === CLOCK === #

    @api.model
    def _cron_renew(self, batch_size=100):
        """Clock: bill the next period of every membership whose anniversary has come."""
        self._before_renewals()
        self.env['perles.membership'].with_context(tracking_disable=True)._work_through(
            self._renewal_domain(self._today()), '_renew',
            order='clock_failed_at NULLS FIRST, id', batch_size=batch_size,
        )

    @api.model
    def _before_renewals(self):
        """Hook: what has to be known before anybody is billed; `leaving` looks at who leaves."""

    @api.model
    def _renewal_domain(self, day):
        """Memberships to be billed on a day in Paris: the next day due is reached, or passed."""
        return Domain('renews_on', '<=', day)

    def _renew(self):
        """Bill the next period of each of these, less those that cannot be billed yet."""
        # all in one query: a slice, below, would read them one by one
        self.period_ids.fetch(['number', 'end_date'])
        ready = self
        for membership in self:
            if obstacle := membership._renewal_obstacle():
                membership._note_failure('_renew', UserError(obstacle))
                ready -= membership
        ready._bill_next_period()

    # === BILLING === #

    def _renewal_obstacle(self):
        """Why this membership cannot be billed, as a sentence for the team, or ``False``.

        What Odoo would accept and the house does not: a bill without address, at no price, or
        that could not be sent or paid (000-13, 000-91).
        """
        self.ensure_one()
        plan, partner, company = self.plan_id, self.partner_id, self.company_id
        address = partner._perles_invoice_address()
        start, _end = plan._next_period(self)
        checks = (
            (plan.active, self.env._("The plan “%s” is archived: choose another one.", plan.name)),
            (self._renewal_price(start) > 0, self.env._("The fee of “%s” is nought.", plan.name)),
            (partner.active, self.env._("%s is archived.", partner.display_name)),
            (
                address.street and address.zip and address.city and address.country_id,
                self.env._("%s has no complete invoice address.", address.display_name),
            ),
            (
                company.partner_id.bank_ids,
                self.env._("%s has no bank account: the invoice could not be paid by transfer.",
                           company.name),
            ),
        )
        return next((words for fine, words in checks if not fine), False)

    def _bill_next_period(self, day=None):
        """Create the next period of each membership with its posted invoice, and owe the mail.

        The database refuses a second bill of the same period (000-11). Accounts are not
        back-dated: the invoice bears the day of the billing (000-12).

        :param date day: of the invoices, in Paris; today by default.
        :return: the new `perles.membership.period` records
        """
        periods = self.env['perles.membership.period']
        for company, memberships in self.grouped('company_id').items():
            periods |= memberships.with_company(company)._bill_in_company(day or self._today())
        return periods

    def _bill_in_company(self, day):
        terms = [membership.plan_id._next_period(membership) for membership in self]
        invoices = self.env['account.move'].sudo().with_context(tracking_disable=True).create([
            membership._prepare_renewal_invoice(day, start, end)
            for membership, (start, end) in zip(self, terms, strict=True)
        ])
        invoices.action_post()
        periods = self.env['perles.membership.period'].sudo().create([
            membership._prepare_period(invoice, start, end)
            for membership, invoice, (start, end) in zip(self, invoices, terms, strict=True)
        ])
        book = self.env['perles.notice']
        book._owe_all('renewal', [
            book._prepare_due(period.membership_id, str(period.start_date),
                              period.membership_id.contact_id)
            for period in periods
        ])
        self._forget_failure()
        return periods

    def _prepare_renewal_invoice(self, day, start, end):
        """Values of the invoice of a period: one line, the announced price (000-10, 000-18)."""
        self.ensure_one()
        plan = self.plan_id.with_context(lang=self.partner_id.lang)
        return {
            'move_type': 'out_invoice',
            'partner_id': self.partner_id._perles_invoice_address().id,
            'company_id': self.company_id.id,
            'perles_membership_id': self.id,
            'invoice_date': day,
            'invoice_date_due': day + timedelta(days=self.company_id.perles_due_days),
            'invoice_payment_term_id': False,
            # the member's adviser if there is one; nobody else is told of each invoice
            'invoice_user_id': self.partner_id.user_id.id,
            'invoice_line_ids': [Command.create({
                'product_id': plan.product_id.id,
                'name': period_words(plan.env, start, end),
                'quantity': 1,
                'price_unit': self._renewal_price(start),
            })],
        }

    def _prepare_period(self, invoice, start, end):
        self.ensure_one()
        return {
            'membership_id': self.id,
            'number': max(self.period_ids.mapped('number'), default=0) + 1,
            'start_date': start,
            'end_date': end,
            'invoice_id': invoice.id,
            'price': invoice.amount_untaxed,
            # the free ones are settled when they are posted
            'unpaid_since': False if invoice._perles_is_paid() else invoice.invoice_date_due,
        }

    # === FAILURES === #

    def _step_passed(self, step):
        """Extends `base`: a step notes who it left out, so that each forgets its own failures."""

    def _report_failure(self, step, error):
        """Extends `base` to keep the reason here too, by which lists are searched (000-13)."""
        super()._report_failure(step, error)
        self.write({
            'clock_error': self._for_team()._failure_words(error), 'clock_step': step,
            'clock_failed_at': fields.Datetime.now(),
        })

    def _forget_failure(self, *steps):
        """Extends `base`: the clock passed, what stopped it is mended.

        :param str steps: forget only what stopped one of these steps; all of them by default.
        """
        mended = self.filtered(
            lambda m: m.clock_failed_at and (not steps or m.clock_step in steps)
        )
        if mended:
            mended.write({'clock_error': False, 'clock_step': False, 'clock_failed_at': False})
            super(PerlesMembership, mended)._forget_failure()

    def action_renew(self):
        """Bill at once what is due and failed before (the team)."""
        self.check_access('write')
        due = self.sudo().filtered_domain(self._renewal_domain(self._today()))
        for membership in self.sudo() - due:
            raise UserError(self.env._("%s has no bill due.", membership.display_name))
        for membership in due:
            if obstacle := membership._renewal_obstacle():
                raise UserError(obstacle)
        return due._bill_next_period()._get_records_action(name=self.env._("Periods"))
