from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.calendars import paris_date
from ..base.perles_batch_mixin import CLOCK_STOPPED


class SaleOrder(models.Model):
    """Quotations of what a member has pre-reserved: they tell their claims what becomes of them."""

    _inherit = ['sale.order', 'perles.mail.recipient.mixin', 'perles.batch.mixin']
    _name = 'sale.order'
    _failure_activity = CLOCK_STOPPED

    perles_is_of_claims = fields.Boolean(
        string="Quotation of pre-reservations", copy=False, readonly=True, index=True,
    )

    # === COMPUTE METHODS === #

    @api.depends('perles_is_of_claims', 'validity_date')
    def _compute_is_expired(self):
        """Override of `sale`: the last day of a quotation of the house ends in Paris."""
        result = super()._compute_is_expired()
        today = paris_date(fields.Datetime.now())
        for order in self.filtered('perles_is_of_claims'):
            is_open = order.state in ('draft', 'sent')
            is_over = order.validity_date and order.validity_date < today
            order.is_expired = is_open and bool(is_over or order.perles_prices_lapsed)
        return result

    # === CLOCK === #

    @api.model
    def _cron_lapse_quotations(self, batch_size=100):
        """Clock: give back what was quoted and neither signed nor paid in time."""
        self._work_through(
            self._perles_lapse_domain(), '_perles_lapse_quotation', batch_size=batch_size,
        )

    @api.model
    def _perles_lapse_domain(self):
        today = paris_date(fields.Datetime.now())
        return (
            Domain('perles_is_of_claims', '=', True) & Domain('state', 'in', ('draft', 'sent'))
            & Domain('validity_date', '<', today)
            & Domain('transaction_ids', 'not any', self._perles_live_payment())
        )

    def _perles_lapse_quotation(self):
        """The member let these quotations pass: their claims lapse, the next rank is offered."""
        for order in self.sudo():
            order.order_line.perles_claim_id._move_if_possible('lapse')
            order._action_cancel()
            self.env['perles.notice']._owe(order, 'quotation_lapsed', partner=order.partner_id)

    # === BUSINESS METHODS === #

    @api.model
    def _perles_live_payment(self):
        """Domain of transactions that brought money, or may still bring some."""
        return [
            ('operation', '!=', 'refund'), ('state', 'in', ('pending', 'authorized', 'done')),
        ]

    def _perles_is_being_paid(self):
        self.ensure_one()
        return bool(self.sudo().transaction_ids.filtered_domain(self._perles_live_payment()))

    def _perles_redraw(self):
        """Draw again what hangs on the lines of these orders; the choices of the member do."""

    def _perles_portal_address(self):
        """Address of this order for its customer, who needs not sign in."""
        self.ensure_one()
        return f'{self.get_base_url()}{self.get_portal_url()}'

    def action_quotation_send(self):
        """Override of `sale`: nothing is quoted before the end of care (000-42)."""
        self.order_line._perles_before_quoted()
        return super().action_quotation_send()

    def action_draft(self):
        """Override of `sale`: what was given back, or billed, is not taken up again.

        :raise UserError: for a quotation of pre-reservations, or an order with an invoice.
        """
        if self.filtered('perles_is_of_claims'):
            raise UserError(self.env._(
                "The pieces of this quotation were given back. Make another quotation."
            ))
        for order in self.filtered(lambda order: order.state == 'cancel'):
            order._perles_refuse_billed()
        return super().action_draft()

    def _action_cancel(self):
        """Override of `sale`: what was promised needs not leave any more, then the parcels go."""
        self.picking_ids.move_ids._perles_of_promises()._action_cancel()
        return super()._action_cancel()

    def _perles_after_confirm(self):
        """Extends `membership` to tell the claims that they are ordered."""
        super()._perles_after_confirm()
        for line in self.order_line.filtered('perles_claim_id'):
            line._perles_order_claim()

    def _perles_cancelled(self):
        """Extends `membership`: what was held is given back, the money is asked about."""
        super()._perles_cancelled()
        self.sudo().order_line.perles_claim_id._move_if_possible('cancel')
        self.filtered('perles_has_money')._perles_ended('cancelled')
