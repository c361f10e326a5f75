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

        :return: dict with ``carriers``, ``shares`` (empty when they are not offered),
            ``with_packaging`` and ``professional``
        """
        self.ensure_one()
        offers = self._perles_offers_instalments()
        return {
            'carriers': self._perles_carriers(),
            'shares': self._perles_shares() if offers else [],
            'with_packaging': self._has_deliverable_products(),
            'professional': self.partner_id._perles_is_professional(),
        }
