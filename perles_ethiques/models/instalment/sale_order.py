from odoo import api, fields, models
from odoo.fields import Command

from ...tools.calendars import paris_date

# What an order has because it is paid in shares.
CHOSEN = ('payment_term_id', 'require_payment')


class SaleOrder(models.Model):
    """An order paid in shares, by members in force only (clause 000-43)."""

    _inherit = 'sale.order'

    perles_instalments = fields.Boolean(
        string="Paid in shares", copy=False, readonly=True, tracking=True,
        help="The member chose it before signing; the invoice is posted at the signature.",
    )

    # === COPIES: the choice of one order is none of the next === #

    def copy_data(self, default=None):
        """Override of `sale`: terms that follow from the shares are computed again."""
        vals_list = super().copy_data(default)
        for order, vals in zip(self, vals_list, strict=True):
            for name in CHOSEN if order.perles_instalments else ():
                if name not in (default or {}):
                    vals.pop(name, None)
        return vals_list

    def _get_copiable_order_lines(self):
        """Override of `sale`: the fee of the shares is not copied."""
        return super()._get_copiable_order_lines() - self._perles_fee_lines().with_env(self.env)

    # === COMPUTE METHODS === #

    @api.depends('perles_instalments')
    def _compute_payment_term_id(self):
        """Override of `sale`: the shares that the member chose are the terms of the order."""
        chosen = self.filtered('perles_instalments')
        for order in chosen:
            order.payment_term_id = order.company_id._perles_instalment_term()
        return super(SaleOrder, self - chosen)._compute_payment_term_id()

    @api.depends('perles_instalments')
    def _compute_require_payment(self):
        """Override of `sale`: who pays in shares signs first, and pays the invoice."""
        result = super()._compute_require_payment()
        for order in self:
            if order.perles_is_of_claims or order.perles_instalments:
                order.require_payment = not order.perles_instalments
        return result

    # === RULES === #

    def _perles_offers_instalments(self, total=None):
        """Whether the customer of this order may pay it in shares, at this instant.

        :param float total: TTC without the fee, if not the one of its lines.
        """
        self.ensure_one()
        order, company = self.sudo(), self.company_id
        partner = order.partner_id.commercial_partner_id
        if total is None:
            total = order.amount_total - sum(order._perles_fee_lines().mapped('price_total'))
        return bool(
            not order.perles_membership_id
            and order.currency_id == company.currency_id
            and order.currency_id.compare_amounts(total, company.perles_instalment_threshold) >= 0
            and order.env['perles.membership']._in_force_of(partner, company)
            and not self.env['perles.instalment']._late_of(partner, company)
        )

    def _perles_stale_instalments(self):
        """Why the shares that were chosen are refused now, or ``False``."""
        self.ensure_one()
        if not self.perles_instalments or self._perles_is_paid_whole():
            return False
        if not self._perles_offers_instalments():
            return self.env._(
                "This order can no longer be paid in shares. Choose again how you pay it."
            )
        return False

    def _perles_confirmation_refusal(self):
        """Extends `membership`: shares are granted at the instant of the signature."""
        return super()._perles_confirmation_refusal() or self._perles_stale_instalments()

    def _perles_is_paid_whole(self):
        """Whether its customer has paid all of this order at once, by a link for example."""
        self.ensure_one()
        payments = self.sudo().transaction_ids.filtered(
            lambda tx: tx.operation != 'refund' and tx.state == 'done'
        )
        paid = sum(payments.mapped('amount'))
        return bool(payments) and self.currency_id.compare_amounts(paid, self.amount_total) >= 0

    def _perles_fee_lines(self):
        product = self.env.ref('perles_ethiques.product_instalment_fee')
        return self.sudo().order_line.filtered(lambda line: line.product_id == product)

    # === BUSINESS METHODS === #

    def _perles_set_instalments(self, chosen):
        """Write whether this order is paid in shares, with its terms and its fee."""
        self.ensure_one()
        self._perles_fee_lines().unlink()
        if chosen and self.company_id.perles_instalment_fee:
            self.env['sale.order.line'].create(self._perles_prepare_fee())
        # terms that the team wrote by hand are not made again for nothing
        if chosen != self.perles_instalments:
            self.sudo().perles_instalments = chosen

    def _perles_prepare_fee(self):
        """Values of the line of the fee, taxed as sales of the company are."""
        company = self.company_id
        product = self.env.ref('perles_ethiques.product_instalment_fee')
        taxes = product.taxes_id._filter_taxes_by_company(company) or company.account_sale_tax_id
        return {
            'order_id': self.id, 'product_id': product.id, 'sequence': 1000,
            'product_uom_qty': 1.0, 'price_unit': company.perles_instalment_fee, 'discount': 0.0,
            'tax_ids': [Command.set(self.fiscal_position_id.map_tax(taxes).ids)],
        }

    def _perles_shares(self, untaxed=None, tax=None):
        """The shares of this order if it were signed today.

        :param float untaxed: HT, fee included, if not what its lines amount to; with ``tax``.
        :return: list of (date, amount)
        """
        self.ensure_one()
        if untaxed is None:
            untaxed, tax = self.amount_untaxed, self.amount_tax
        company, today = self.company_id, paris_date(fields.Datetime.now())
        terms = company._perles_instalment_term()._compute_terms(
            date_ref=today, currency=self.currency_id, company=company, sign=1,
            tax_amount=tax, tax_amount_currency=tax,
            untaxed_amount=untaxed, untaxed_amount_currency=untaxed,
        )
        return [(share['date'], share['foreign_amount']) for share in terms['line_ids']]

    def _perles_invoice_values(self):
        """Extends `membership`: the shares begin on the day of the signature, in Paris."""
        values = super()._perles_invoice_values()
        if self.perles_instalments:
            values['perles_has_instalments'] = True
            values['invoice_date'] = paris_date(fields.Datetime.now())
        return values

    def _perles_cancelled(self):
        """Extends `sale`: the shares of an order that is cancelled ask for nothing more."""
        super()._perles_cancelled()
        self._perles_stop_shares()

    def _perles_stop_shares(self):
        """Neither charge nor remind the shares of invoices of which every order is cancelled.

        :return: these invoices (sudo)
        """
        bills = self.sudo().invoice_ids.filtered('perles_has_instalments')
        for bill in bills:
            bill.perles_shares_stopped = all(
                order.state == 'cancel' for order in bill._perles_orders()
            )
        return bills.filtered('perles_shares_stopped')

    def _perles_before_confirm(self):
        """Extends `membership`: what was paid whole meanwhile has no shares any more."""
        super()._perles_before_confirm()
        self.filtered(
            lambda order: order.perles_instalments and order._perles_is_paid_whole()
        ).perles_instalments = False

    def _perles_after_confirm(self):
        """Extends `membership`: an order paid in shares is invoiced at once."""
        super()._perles_after_confirm()
        for order in self.filtered('perles_instalments'):
            order._force_lines_to_invoice_policy_order()
            invoices = order._create_invoices(final=True)
            invoices.action_post()
            for invoice in invoices:
                invoice._portal_ensure_token()
