from odoo import models

from ...tools.quantities import day_words


class SaleOrder(models.Model):
    """What the mails about an order are called: words and the day, never a code alone."""

    _inherit = 'sale.order'

    def _perles_mail_subject(self, kind):
        """Subject of a native mail.

        :param str kind: ``quotation``, ``confirmed``, ``paid`` or ``cart``.
        """
        self.ensure_one()
        day = self._perles_mail_day(self.date_order)
        if kind == 'quotation' and self.state in ('draft', 'sent') and self.validity_date:
            return self.env._(
                "Your quotation, to sign by %s", self._perles_mail_day(self.validity_date),
            )
        return {
            'quotation': self.env._("Your quotation of %s", day)
            if self.state in ('draft', 'sent') else self.env._("Your order of %s", day),
            'confirmed': self.env._("Your order of %s is confirmed", day)
            if self.state == 'sale' else self.env._("Your order of %s waits for its payment", day),
            'paid': self.env._("The payment of your order of %s", day),
            'cart': self.env._("Your basket of %s is still there", day),
        }[kind]

    def _perles_ended_subject(self):
        """Subject of the mail that says what becomes of an order, or of its invoice."""
        self.ensure_one()
        day = self._perles_mail_day(self.date_order)
        if self.state == 'cancel':
            return self.env._("Your order of %s is cancelled", day)
        return self.env._("The invoice of your order of %s changes", day)

    def _perles_full_amount(self):
        """What this order amounts to, with its tax word."""
        self.ensure_one()
        return self.env._("%s incl. VAT", self.currency_id.format(self.amount_total))

    def _perles_mail_day(self, day):
        return day_words(self.env, day)
