from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.calendars import paris_date


class SaleOrder(models.Model):
    _inherit = 'sale.order'

    perles_membership_id = fields.Many2one(
        'perles.membership', string="Membership", copy=False, index='btree_not_null',
        ondelete='restrict', readonly=True,
    )

    def _perles_name_period(self, day):
        """Write on the line the period that a payment of this day opens (clause 000-10)."""
        for order in self.filtered('perles_membership_id'):
            plan = order.perles_membership_id.plan_id
            start, end = plan._period_from(day, 1)
            order.order_line.name = plan.with_context(
                lang=order.partner_id.lang
            )._line_name(start, end)

    def _prepare_invoice(self):
        """Override of `sale` to tie the invoice of a membership to it, dated in Paris."""
        values = super()._prepare_invoice()
        if self.perles_membership_id:
            values['perles_membership_id'] = self.perles_membership_id.id
            values['invoice_date'] = paris_date(fields.Datetime.now())
        return values

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
