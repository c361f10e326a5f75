from datetime import timedelta

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ...tools.calendars import period

# Months of a membership; the notice of the law falls between three months and one before its end.
YEAR = 12


class PerlesMembershipPlan(models.Model):
    """What one joins: the product that is billed, the terms that are accepted, the duration."""

    _name = 'perles.membership.plan'
    _description = "Membership plan"
    _inherit = ['perles.typed.mixin', 'perles.locked.record.mixin']
    _order = 'sequence, id'
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one('res.company', required=True, default=lambda s: s.env.company)
    currency_id = fields.Many2one(related='company_id.currency_id')
    product_id = fields.Many2one(
        'product.product', required=True, ondelete='restrict', index=True,
        domain=[('type', '=', 'service')],
    )
    # kept, so that the rule below is asked whenever the product is published, and then alone
    product_is_published = fields.Boolean(
        string="On the shop", related='product_id.is_published', store=True,
    )
    price = fields.Float(
        string="Annual fee (HT)", related='product_id.list_price', readonly=False,
        min_display_digits='Product Price', help="Excluding VAT, for the whole duration.",
    )
    terms_id = fields.Many2one('perles.terms', required=True, ondelete='restrict')
    duration_months = fields.Integer(string="Duration (months)", default=YEAR, required=True)
    description = fields.Text(
        translate=True, help="What is included, one line each, shown on the joining page.",
    )

    membership_ids = fields.One2many('perles.membership', 'plan_id')

    _duration_positive = models.Constraint(
        'CHECK(duration_months > 0)', "The duration must be at least one month.",
    )
    _product_unique = models.UniqueIndex(
        "(product_id) WHERE active", "Another plan already sells this product.",
    )

    @api.model
    def _current(self, company=None):
        """The plan proposed on the joining page, or an empty record.

        :param company: a `res.company`; the current one by default.
        """
        company = company or self.env.company
        return self.sudo().search([('company_id', '=', company.id)], limit=1)

    @api.model
    def _companies(self):
        """Companies that sell a plan, or have sold one."""
        plans = self.sudo().with_context(active_test=False)
        return plans.search([('company_id', '!=', False)]).company_id

    @api.constrains('duration_months')
    def _check_duration(self):
        """A membership lasts a year: its contract, its legal notice and its mails say so.

        :raise ValidationError: for any other duration, whose notice could never be due.
        """
        if any(plan.duration_months != YEAR for plan in self):
            raise ValidationError(self.env._(
                "A membership lasts twelve months: its contract, its notice before the renewal "
                "and its mails are written for a year."
            ))

    @api.constrains('product_id', 'active', 'product_is_published')
    def _check_product_unpublished(self):
        """A membership is joined on its own page: its product is in no shop.

        :raise ValidationError: if the product is published.
        """
        if plans := self.filtered(lambda plan: plan.active and plan.product_is_published):
            raise ValidationError(self.env._(
                "%s is a membership: it is sold on the joining page, not in the shop.",
                plans[0].product_id.display_name,
            ))

    def _price_details(self):
        """Figures of the joining page, computed from the fee alone (clauses 000-01, 000-02).

        :return: dict with ``year_ht``, ``year_ttc``, ``month_ht``, ``month_ttc`` and
            ``currency``; the month is the fee divided by the months of the plan
        """
        self.ensure_one()
        totals = self._amounts(self.product_id.sudo().list_price)
        year_ht, year_ttc = totals['total_excluded'], totals['total_included']
        return {
            'year_ht': year_ht,
            'year_ttc': year_ttc,
            'month_ht': self.currency_id.round(year_ht / self.duration_months),
            'month_ttc': self.currency_id.round(year_ttc / self.duration_months),
            'currency': self.currency_id,
        }

    def _amounts(self, price, partner=None):
        """What a fee amounts to, as the native tax engine says.

        :param float price: HT.
        :param partner: a `res.partner` whose fiscal position applies; none for a visitor.
        :return: dict with ``total_excluded`` and ``total_included``
        """
        self.ensure_one()
        product = self.product_id.sudo()
        taxes = product.taxes_id._filter_taxes_by_company(self.company_id)
        if partner:
            positions = self.env['account.fiscal.position'].sudo().with_company(self.company_id)
            taxes = positions._get_fiscal_position(partner).map_tax(taxes)
        return taxes._get_tax_details(
            price, 1, precision_rounding=self.currency_id.rounding, product=product,
        )

    def _next_period(self, membership):
        """First and last day of the period that follows the last one of a membership.

        Counted from the day of joining, so that a 29 February is not forgotten; from the last
        day when periods do not follow one another (another duration, another start).

        :param membership: a `perles.membership` with at least one period.
        :return: (first day, last day)
        """
        self.ensure_one()
        last = membership.period_ids[:1]
        following = period(membership.start_date, last.number, self.duration_months)
        expected = last.end_date + timedelta(days=1)
        if following.start == expected:
            return following
        return period(expected, 0, self.duration_months)

    def _benefits(self):
        """What is included, as a list of sentences."""
        self.ensure_one()
        return [line.strip() for line in (self.description or '').splitlines() if line.strip()]

    def _read_price(self):
        """Read of the product what a price needs: a product has a hundred columns."""
        product = self.product_id.sudo()
        product.fetch(['product_tmpl_id', 'write_date'])
        product.product_tmpl_id.fetch(['list_price', 'write_date'])

    def _amounts_shown(self, price, partner):
        """What a fee amounts to for a member, as `_amounts` says, for who only reads it.

        :param float price: HT.
        :param partner: the `res.partner` whose fiscal position applies.
        :return: dict with ``total_excluded`` and ``total_included``
        """
        self.ensure_one()
        product = self.product_id.sudo()
        written = (
            self.write_date, partner.write_date, product.write_date,
            product.product_tmpl_id.write_date,
            *self._written_in('account.tax'), *self._written_in('account.fiscal.position'),
        )
        excluded, included = self._amounts_kept(price, partner.id, written)
        return {'total_excluded': excluded, 'total_included': included}

    def _written_in(self, model):
        """When each record of a small table was last written; another list if one is gone."""
        records = self.env[model].sudo().with_context(active_test=False)
        [[instants]] = records._read_group([], [], ['write_date:array_agg'])
        return sorted(filter(None, instants or ()))

    @tools.ormcache('self.id', 'price', 'partner_id', 'written')
    def _amounts_kept(self, price, partner_id, written):
        """Keep the answer for the key, which holds the last writing of all that is read."""
        totals = self._amounts(price, self.env['res.partner'].sudo().browse(partner_id))
        return totals['total_excluded'], totals['total_included']
