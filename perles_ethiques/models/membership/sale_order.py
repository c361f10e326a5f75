from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.calendars import paris_date, period, period_words

LOCKED_FIELDS = {
    'state', 'perles_membership_id', 'order_line', 'partner_id', 'partner_invoice_id',
    'partner_shipping_id', 'company_id', 'currency_id', 'fiscal_position_id', 'pricelist_id',
    'amount_total', 'amount_tax', 'amount_untaxed', 'prepayment_percent', 'require_payment',
    'require_signature', 'locked', 'transaction_ids',
}


class SaleOrder(models.Model):
    """The door of orders: what other features do about a sale, they never do about a membership."""

    _name = 'sale.order'
    _inherit = ['sale.order', 'perles.locked.mixin']

    perles_membership_id = fields.Many2one(
        'perles.membership', string="Membership", copy=False, index='btree_not_null',
        ondelete='restrict', readonly=True,
    )

    # === CRUD METHODS: a membership order is made and moved by the house alone === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override of `sale`: what only the house writes is asked of hands.

        :raise UserError: if a user ties an order to a membership, or makes it as it may not be.
        """
        if not self.env.su:
            self._refuse_given(vals_list)
            for vals in vals_list:
                self._refuse_by_hand(vals)
        orders = super().create(vals_list)
        if not self.env.su:
            orders._refuse_made_by_hand()
        return orders

    def write(self, vals):
        """Override of `sale`: what only the house writes is asked of hands.

        :raise UserError: if a user changes what was accepted on a membership order.
        """
        if not self.env.su:
            self._refuse_by_hand(vals)
        if vals.get('state') == 'sent':
            self.order_line._perles_before_quoted()
        result = super().write(vals)
        if vals.get('state') == 'cancel':
            self.filtered(lambda order: not order.perles_membership_id)._perles_cancelled()
        return result

    def _refuse_by_hand(self, vals):
        """Extends `base` to keep what was accepted: price, member, taxes and state.

        :raise UserError: if a user changes them on a membership order, or makes such an order.
        """
        super()._refuse_by_hand(vals)
        if not self and vals.get('perles_membership_id'):
            raise UserError(self.env._("A membership order is made on the joining page only."))
        tied = 'perles_membership_id' in vals or self.sudo().perles_membership_id
        if self and tied and LOCKED_FIELDS & vals.keys():
            raise UserError(self.env._(
                "The order of a membership cannot be changed. Cancel the membership instead."
            ))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_perles_membership(self):
        """The order of a membership says what was accepted: it stays.

        :raise UserError: if it is deleted.
        """
        if not self.env.su and self.sudo().perles_membership_id:
            raise UserError(self.env._(
                "The order of a membership cannot be deleted. Cancel the membership instead."
            ))

    def _compute_pricelist_id(self):
        """Override of `sale`: a membership is billed at the price of its plan, without list."""
        orders = self.filtered(lambda order: not order.perles_membership_id)
        return super(SaleOrder, orders)._compute_pricelist_id()

    def _refuse_made_by_hand(self):
        """Hook: how orders may not be made by hand; `sale` refuses those born confirmed."""

    # === THE DOOR: a membership goes its own way, other orders are told of === #

    def _perles_name_period(self, day):
        """Write on the line the period that a payment of this day opens (clause 000-10)."""
        for order in self.filtered('perles_membership_id'):
            order.order_line.name = order._perles_period_words(day)

    def _perles_period_words(self, day):
        """Words of the first period of a membership, if it is paid on a day, for its member."""
        first = period(day, 0, self.perles_membership_id.plan_id.duration_months)
        return period_words(self.with_context(lang=self.partner_id.lang).env, *first)

    def _prepare_invoice(self):
        """Override of `sale` to tie the invoice of a membership to it, dated in Paris."""
        values = super()._prepare_invoice()
        if self.perles_membership_id:
            values['perles_membership_id'] = self.perles_membership_id.id
            values['invoice_date'] = paris_date(fields.Datetime.now())
        else:
            values.update(self._perles_invoice_values())
        return values

    def _perles_invoice_values(self):
        """Hook: more values of the invoice of this order, which is no membership's."""
        return {}

    def _confirmation_error_message(self):
        """Override of `sale`: features say why an order that is no membership's waits."""
        return super()._confirmation_error_message() or (
            not self.perles_membership_id and self._perles_confirmation_refusal()
        )

    def _perles_confirmation_refusal(self):
        """Hook: why this order, which is no membership's, is not confirmed now, or ``False``."""
        return False

    def _action_confirm(self):
        """Override of `sale`: features are told of the orders that are no membership's."""
        shop = self.sudo().filtered(lambda order: not order.perles_membership_id)
        if shop:
            shop._perles_before_confirm()
        result = super()._action_confirm()
        if shop:
            shop._perles_after_confirm()
        return result

    def _perles_cancelled(self):
        """Hook: these orders, which are no membership's, are cancelled, by whatever gesture."""

    def _perles_before_confirm(self):
        """Hook: these orders (sudo) are about to be confirmed."""

    def _perles_after_confirm(self):
        """Hook: these orders (sudo) have just been confirmed."""

    def _send_order_notification_mail(self, mail_template, allow_deferred_sending=True):
        """Override of `sale`: a membership order has its own mails, in the notice book."""
        if self.perles_membership_id:
            return None
        return super()._send_order_notification_mail(
            mail_template, allow_deferred_sending=allow_deferred_sending,
        )

    def _try_apply_code(self, code):
        """Override of `sale_loyalty`: no code on a membership."""
        if self.perles_membership_id:
            return {'error': self.env._("No code can be used on a membership.")}
        return super()._try_apply_code(code)

    def _update_programs_and_rewards(self):
        """Override of `sale_loyalty`: no reward, wallet or discount on a membership."""
        if self.perles_membership_id:
            return None
        return super()._update_programs_and_rewards()

    def action_confirm(self):
        """Override of `sale`: staff confirm a membership only through its payment."""
        for order in self.filtered('perles_membership_id'):
            if not order.env.su:
                raise UserError(self.env._(
                    "A membership is confirmed by its payment. Use “Payment received”."
                ))
        return super().action_confirm()

    def _message_auto_subscribe_notify(self, partner_ids, template):
        """Override of `mail`: whom the house itself names on an order gets no mail for each."""
        if not self.env.su:
            super()._message_auto_subscribe_notify(partner_ids, template)
