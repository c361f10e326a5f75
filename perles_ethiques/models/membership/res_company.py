from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools.bounds import bounds
from ..base.res_company import APART


class ResCompany(models.Model):
    _inherit = 'res.company'

    # every number that the contract leaves open is a setting, with its proposed value
    perles_withdrawal_days = fields.Integer(
        string="Withdrawal period (days)", default=14, prefetch=APART,
    )
    perles_refund_days = fields.Integer(string="Refund within (days)", default=14, prefetch=APART)
    perles_proof_hours = fields.Integer(
        string="Joining link valid for (hours)", default=48, prefetch=APART,
    )
    perles_joining_per_email = fields.Integer(
        string="Joining mails per hour", default=3, prefetch=APART,
    )
    perles_joining_per_address = fields.Integer(
        string="Forms per hour and visitor", default=10, prefetch=APART,
    )
    perles_unproved_days = fields.Integer(
        string="Unproved forms kept (days)", default=7, prefetch=APART,
    )
    perles_due_days = fields.Integer(string="Renewal due after (days)", default=0, prefetch=APART)
    perles_reminder_days = fields.Integer(
        string="First reminder (days late)", default=7, prefetch=APART,
    )
    perles_second_reminder_days = fields.Integer(
        string="Second reminder (days late)", default=15, prefetch=APART,
    )
    perles_suspend_days = fields.Integer(
        string="Suspension (days late)", default=30, prefetch=APART,
    )
    perles_close_days = fields.Integer(string="Closing (days late)", default=60, prefetch=APART)
    perles_notice_earliest = fields.Integer(
        string="Notice not earlier than (months before the end)", default=3, prefetch=APART,
    )
    perles_notice_months = fields.Integer(
        string="Notice sent (months before the end)", default=2, prefetch=APART,
    )
    perles_notice_latest = fields.Integer(
        string="Notice not later than (months before the end)", default=1, prefetch=APART,
    )
    perles_notice_professionals = fields.Boolean(
        string="Send the notice to professionals too", default=True, prefetch=APART,
    )
    perles_termination_refund_days = fields.Integer(
        string="Refund of a termination within (days)", default=30, prefetch=APART,
    )

    _perles_withdrawal_days_bounds = models.Constraint(*bounds('perles_withdrawal_days'))
    _perles_refund_days_bounds = models.Constraint(*bounds('perles_refund_days'))
    _perles_notice_earliest_bounds = models.Constraint(*bounds('perles_notice_earliest'))
    _perles_notice_months_bounds = models.Constraint(*bounds('perles_notice_months'))
    _perles_notice_latest_bounds = models.Constraint(*bounds('perles_notice_latest'))
    _perles_termination_refund_days_bounds = models.Constraint(
        *bounds('perles_termination_refund_days'),
    )
    _perles_proof_hours_bounds = models.Constraint(*bounds('perles_proof_hours'))
    _perles_joining_per_email_bounds = models.Constraint(*bounds('perles_joining_per_email'))
    _perles_joining_per_address_bounds = models.Constraint(*bounds('perles_joining_per_address'))
    _perles_unproved_days_bounds = models.Constraint(*bounds('perles_unproved_days'))
    _perles_due_days_bounds = models.Constraint(*bounds('perles_due_days'))
    _perles_reminder_days_bounds = models.Constraint(*bounds('perles_reminder_days'))
    _perles_second_reminder_days_bounds = models.Constraint(*bounds('perles_second_reminder_days'))
    _perles_suspend_days_bounds = models.Constraint(*bounds('perles_suspend_days'))
    _perles_close_days_bounds = models.Constraint(*bounds('perles_close_days'))

    @api.constrains(
        'perles_due_days', 'perles_reminder_days', 'perles_second_reminder_days',
        'perles_suspend_days', 'perles_close_days',
    )
    def _check_perles_ladder(self):
        """Each step of the dunning ladder comes after the one before (000-17).

        :raise ValidationError: if two steps fall on the same day, or in the wrong order.
        """
        for company in self:
            steps = [
                0, company.perles_reminder_days, company.perles_second_reminder_days,
                company.perles_suspend_days, company.perles_close_days,
            ]
            if company.perles_due_days < 0 or steps != sorted(set(steps)):
                raise ValidationError(self.env._(
                    "First reminder, second reminder, suspension and closing follow one another, "
                    "each at least one day after the one before."
                ))

    @api.constrains('perles_notice_earliest', 'perles_notice_months', 'perles_notice_latest')
    def _check_perles_notice_window(self):
        """The notice leaves inside its window, which the law sets (000-14).

        :raise ValidationError: if the planned month lies outside the window.
        """
        for company in self:
            earliest, latest = company.perles_notice_earliest, company.perles_notice_latest
            if not 0 < latest <= company.perles_notice_months <= earliest:
                raise ValidationError(self.env._(
                    "The notice is planned between its earliest and its latest month."
                ))

    def _perles_apply_house_defaults(self):
        """Extends `base` to bill memberships as services."""
        result = super()._perles_apply_house_defaults()
        self._perles_tax_services()
        return result

    def _perles_tax_services(self):
        """Memberships are services: they bear the tax on services, not the one on goods.

        Natively a new product bears the default tax of the company, which in France is the one on
        goods; invoices would say so. Where there is no tax on services of the same rate, nothing
        changes.
        """
        plans = self.env['perles.membership.plan'].sudo().with_context(active_test=False)
        for company in self:
            for product in plans.search([('company_id', '=', company.id)]).product_id:
                for tax in product.taxes_id._filter_taxes_by_company(company):
                    if twin := company._perles_twin_on_services(tax):
                        product.taxes_id = product.taxes_id - tax + twin

    def _perles_twin_on_services(self, tax):
        """The tax on services of the rate of a tax on goods, or an empty record."""
        self.ensure_one()
        if tax.tax_scope != 'consu':
            return tax.browse()
        twins = tax.search([
            ('company_id', '=', self.id), ('type_tax_use', '=', 'sale'),
            ('tax_scope', '=', 'service'), ('amount_type', '=', tax.amount_type),
            ('amount', '=', tax.amount),
        ])
        return twins.filtered(lambda twin: twin.price_include == tax.price_include)[:1]

    def _perles_facts(self):
        """Extends `terms` by how long a form of joining is kept."""
        label = self._fields['perles_unproved_days']._description_string(self.env)
        days = str(self.sudo().perles_unproved_days)
        return {**super()._perles_facts(), 'unproved_days': (label, days)}

    def _perles_checklist(self):
        """Extends `base` to ask for a plan with tax and a published contract."""
        plan = self.env['perles.membership.plan']._current(self)
        return [
            *super()._perles_checklist(),
            (
                bool(plan.product_id.taxes_id._filter_taxes_by_company(self)),
                self.env._("Membership plan"),
                self.env._("Its product needs a sales tax."),
                f'/odoo/action-perles_ethiques.plan_action/{plan.id or "new"}',
            ),
            (
                bool(plan.terms_id.current_version_id),
                self.env._("Published contract"),
                self.env._("Publish a version of the membership contract."),
                f'/odoo/textes/{plan.terms_id.id or "new"}',
            ),
        ]

    def _perles_first_steps(self):
        """Extends `base` by what is paid with, and the first member."""
        means = self.env['payment.provider'].sudo().search_count([
            ('company_id', '=', self.id), ('state', '!=', 'disabled'), ('is_published', '=', True),
        ], limit=1)
        members = self.env['perles.membership'].sudo().search_count([
            ('company_id', '=', self.id), ('state', '=', 'active'),
        ], limit=1)
        return [
            *super()._perles_first_steps(),
            (
                bool(means), self.env._("Means of payment"),
                self.env._("Enable and publish one: a transfer costs nothing."),
                '/odoo/action-payment.action_payment_provider',
            ),
            (
                bool(members), self.env._("First member"),
                self.env._("Share the joining page, or join there yourself."), '/adhesion',
            ),
        ]
