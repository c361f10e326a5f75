from odoo import models
from odoo.exceptions import UserError


class SaleOrder(models.Model):
    """What a member chooses before signing: carrier, packaging, shares (000-43, 000-45, 000-46)."""

    _inherit = 'sale.order'

    # === RULES === #

    def _perles_may_choose(self):
        """Whether the customer may still change the choices of this quotation."""
        self.ensure_one()
        return bool(
            self.state in ('draft', 'sent') and not self.is_expired and self.require_signature
            and not self.website_id and not self.signature
            and not self.sudo().perles_membership_id and not self._perles_is_being_paid()
        )

    def _perles_carriers(self):
        """The carriers that this order may have, each with its prices, the cheapest first.

        :return: list of dicts with ``carrier``, ``price`` as its line will say it, and what the
            page shows: ``shown``, and ``struck`` (what everybody else pays, if it is more)
        """
        self.ensure_one()
        if not self._has_deliverable_products():
            return []
        choices = []
        for carrier in self._get_delivery_methods():
            rate = carrier.rate_shipment(self)
            if rate.get('success'):
                shown = carrier._perles_shown_price
                struck = rate.get('perles_standard')
                choices.append({
                    'carrier': carrier, 'price': rate['price'],
                    'shown': shown(self, rate['price']),
                    'struck': struck and shown(self, struck),
                })
        return sorted(choices, key=lambda choice: choice['price'])

    def _perles_amounts_with(self, carrier=None, price=0.0):
        """What this order would amount to, and its shares, without writing anything.

        :param carrier: the `delivery.carrier` that would bring it, at a price for its line.
        :return: dict with ``total`` (TTC, without fee) and ``shares``, the fee included
        """
        self.ensure_one()
        lines = self._get_priced_lines().filtered(lambda line: not line.is_delivery)
        lines -= self._perles_fee_lines()
        added = [self._prepare_delivery_line_vals(carrier, price)] if carrier else []
        _untaxed, _tax, total = self._perles_amounts_of(lines, added)
        shares = []
        if self._perles_offers_instalments(total):
            fee = [self._perles_prepare_fee()] if self.company_id.perles_instalment_fee else []
            untaxed, tax, _total = self._perles_amounts_of(lines, added + fee)
            shares = self._perles_shares(untaxed, tax)
        return {'total': total, 'shares': shares}

    def _perles_amounts_of(self, lines, added):
        """Amounts as the order computes its own, of some of its lines and of others not made yet.

        :param list added: values of lines.
        :return: (HT, VAT, TTC)
        """
        taxes = self.env['account.tax']
        for vals in added:
            lines |= lines.new({**vals, 'order_id': self.id})
        bases = [line._prepare_base_line_for_taxes_computation() for line in lines]
        taxes._add_tax_details_in_base_lines(bases, self.company_id)
        taxes._round_base_lines_tax_details(bases, self.company_id)
        totals = taxes._get_tax_totals_summary(
            base_lines=bases, currency=self.currency_id, company=self.company_id,
        )
        names = ('base_amount_currency', 'tax_amount_currency', 'total_amount_currency')
        return tuple(totals[name] for name in names)

    # === BUSINESS METHODS === #

    def _perles_choose(self, carrier_id=None, reusable=True, instalments=False):
        """Write what the customer chose, and draw the totals again.

        :param int carrier_id: a carrier that this order may have; the present one by default.
        :param bool reusable: whether the parcel may come in reusable packaging.
        :param bool instalments: whether the order is paid in shares.
        :raise UserError: if nothing may be chosen any more, or not this.
        """
        self.ensure_one()
        if not self._perles_may_choose():
            raise UserError(self.env._("This quotation can no longer be changed."))
        offered = {choice['carrier'].id: choice['carrier'] for choice in self._perles_carriers()}
        if carrier_id is not None and carrier_id not in offered:
            raise UserError(self.env._("This delivery is not possible for this order."))
        self.perles_reusable = reusable
        if carrier := offered.get(carrier_id, self.env['delivery.carrier']):
            self._set_delivery_method(carrier)
        if instalments and not self._perles_offers_instalments():
            raise UserError(self.env._("This order cannot be paid in shares."))
        self._perles_set_instalments(instalments)

    def _perles_redraw(self):
        """Extends `sale`: the delivery is priced again, the cheapest by default."""
        result = super()._perles_redraw()
        for order in self:
            carriers = order._perles_carriers()
            possible = [choice['carrier'] for choice in carriers]
            if possible and order.carrier_id not in possible:
                order.carrier_id = possible[0]
            order._set_delivery_method(order.carrier_id if possible else False)
            if order.perles_instalments and not order._perles_offers_instalments():
                order._perles_set_instalments(False)
        return result

    def _perles_follow_membership(self, chosen=False):
        """Extends `price`: the delivery of a cart follows the membership too."""
        changed = super()._perles_follow_membership(chosen=chosen)
        if changed and self.carrier_id:
            self._set_delivery_method(self.carrier_id)
        return changed

    def action_update_prices(self):
        """Override of `sale`: the delivery of pre-reserved pieces is priced again too."""
        result = super().action_update_prices()
        self.filtered(
            lambda order: order.perles_is_of_claims and order.state in ('draft', 'sent')
        )._perles_redraw()
        return result

    def _perles_choices(self):
        """What the page of choices shows.

        :return: dict with ``carriers``, each with the ``total`` of the whole order, TTC; ``plans``,
            a list of (carrier, shares) for each total that the order may have, empty when shares
            are not offered; ``with_packaging`` and ``professional``
        """
        self.ensure_one()
        carriers = [
            {**choice, **self._perles_amounts_with(choice['carrier'], choice['price'])}
            for choice in self._perles_carriers()
        ]
        plans = [(choice['carrier'], choice['shares']) for choice in carriers]
        if not carriers:
            plans = [(self.env['delivery.carrier'], self._perles_amounts_with()['shares'])]
        return {
            'carriers': carriers,
            'plans': [(carrier, shares) for carrier, shares in plans if shares],
            'with_packaging': self._has_deliverable_products(),
            'professional': self.partner_id._perles_is_professional(),
        }
