from odoo import api, fields, models


class SaleOrder(models.Model):
    """Orders priced with a member list: they hold as long as the right does, by the date alone.

    Nothing is written when a membership ends. An order that nobody signed or paid has *lapsed*
    from the next second on: a cart is priced again when it is next looked at, a quotation waits
    for the team. What was signed, paid or confirmed keeps its price.
    """

    _inherit = 'sale.order'

    perles_prices_lapsed = fields.Boolean(
        string="Member prices lapsed", compute='_compute_perles_prices_lapsed',
    )

    # === COMPUTE METHODS === #

    @api.depends('pricelist_id', 'partner_id', 'state', 'signature')
    def _compute_perles_prices_lapsed(self):
        lapsed = self._perles_lapsed()
        for order in self:
            order.perles_prices_lapsed = order in lapsed

    @api.depends('perles_prices_lapsed')
    def _compute_is_expired(self):
        """Override of `sale`: a quotation whose member prices lapsed is signed or paid no more."""
        result = super()._compute_is_expired()
        self.filtered('perles_prices_lapsed').is_expired = True
        return result

    # === BUSINESS METHODS === #

    def _perles_lapsed(self):
        """Those of these orders whose member list their customer has no right to at this instant.

        Neither confirmed orders, nor what the customer signed or paid in time, nor memberships.
        """
        lists = self.env['product.pricelist'].sudo()
        reserved = lists._perles_reserved_ids()
        open_orders = self.filtered(
            lambda order: order.state in ('draft', 'sent') and order.pricelist_id.id in reserved
            and not order.perles_membership_id
        )
        lapsed = self.browse()
        for company, orders in open_orders.grouped('company_id').items():
            rights = lists._perles_member_lists(orders.partner_id.sudo(), company)
            for order in orders:
                if rights.get(order.partner_id.id) != order.pricelist_id:
                    lapsed |= order
        return lapsed.filtered(lambda order: not order._perles_is_engaged())

    def _perles_is_engaged(self):
        """Whether the customer already committed to these prices: by signing, or by paying."""
        self.ensure_one()
        order = self.sudo()
        payments = order.transaction_ids.filtered(
            lambda tx: tx.operation != 'refund' and tx.state in ('pending', 'authorized', 'done')
        )
        paid = sum(payments.mapped('amount'))
        required = order._get_prepayment_required_amount()
        enough = order.currency_id.compare_amounts(paid, required) >= 0
        return bool(order.signature or (payments and enough))

    def _perles_lapsed_words(self):
        self.ensure_one()
        if self.website_id:
            return self.env._(
                "The member prices of this cart are no longer valid. Reload the page: it shows"
                " today's prices."
            )
        return self.env._(
            "The member prices of this quotation are no longer valid. Its prices must be updated"
            " before it is signed, paid or confirmed."
        )

    def _perles_take_own_list(self):
        """Give each order the list that its customer has at this instant, not its prices yet."""
        for order in self:
            lists = self.env['product.pricelist'].with_company(order.company_id)
            partner = order.partner_id
            order.pricelist_id = lists._get_partner_pricelist_multi(partner.ids)[partner.id]

    def _perles_follow_membership(self, chosen=False):
        """Price a cart as the rights of its customer are at this instant.

        :param chosen: the list that the customer chose by hand, if any.
        :return: whether the cart was priced again
        """
        self.ensure_one()
        lists = self.env['product.pricelist'].sudo()
        rights = lists._perles_member_lists(self.partner_id, self.company_id)
        due = rights.get(self.partner_id.id, lists)
        reserved = self.pricelist_id.id in lists._perles_reserved_ids()
        stays = not reserved and (chosen or not due)
        if stays or due == self.pricelist_id or self.perles_membership_id:
            return False
        if self._perles_is_engaged():
            return False
        total = self.amount_total
        self._perles_take_own_list()
        self._recompute_prices()
        if not due and self.currency_id.compare_amounts(total, self.amount_total):
            self.shop_warning = self.env._(
                "Your membership is over: the prices of this cart are the public ones again."
            )
        return True

    def action_update_prices(self):
        """Override of `sale`: prices that lapsed are made again with the customer's own list."""
        self._perles_lapsed()._perles_take_own_list()
        return super().action_update_prices()

    def _perles_confirmation_refusal(self):
        """Extends `membership` to refuse a quotation whose member prices lapsed."""
        return super()._perles_confirmation_refusal() or (
            self._perles_lapsed() and self._perles_lapsed_words()
        )
