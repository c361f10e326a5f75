from odoo import api, fields, models
from odoo.exceptions import UserError

SIGNATURE = ('signature', 'signed_by', 'signed_on')
# who buys, and from whom
PARTIES = frozenset({'partner_id', 'partner_invoice_id', 'company_id'})
# what makes a customer's acceptance
ASKED = frozenset({'require_signature', 'require_payment', 'prepayment_percent'})


class SaleOrder(models.Model):
    """Sales are made online: the customer accepts, not an employee (clause 000-84).

    What acts for the customer – a signature, a payment, a clock – acts with the rights of the
    house, and is never stopped.
    """

    _inherit = 'sale.order'

    perles_may_confirm = fields.Boolean(
        compute='_compute_perles_may_confirm',
        help="Whether *Confirm* would be accepted from the current user: it is shown only then.",
    )

    @api.depends('state', 'signature', 'transaction_ids.state')
    @api.depends_context('uid')
    def _compute_perles_may_confirm(self):
        for order in self:
            order.perles_may_confirm = not order._perles_manual_refusal()

    def _refuse_by_hand(self, vals):
        """Extends `membership` to stop employees from signing, or accepting, for a customer.

        :raise UserError: if a user writes a signature, confirms what was not accepted online, or
            hands an order to somebody else.
        """
        if any(vals.get(name) for name in SIGNATURE):
            raise UserError(self.env._("The customer signs this quotation, not the team."))
        if vals.get('state') == 'sale':
            self.filtered(lambda order: order.state != 'sale')._perles_refuse_manual()
        if not PARTIES.isdisjoint(vals):
            self._perles_refuse_other_parties(vals)
        if not ASKED.isdisjoint(vals):
            self._perles_refuse_asked_otherwise(vals)
        super()._refuse_by_hand(vals)

    def _perles_refuse_asked_otherwise(self, vals):
        """Pre-reserved pieces leave once they are signed for and paid, whoever sells them.

        :param dict vals: what is about to be written by hand.
        :raise UserError: if a quotation of pre-reservations would ask its customer for less.
        """
        for order in self.sudo().filtered('perles_is_of_claims'):
            if any(name in vals and vals[name] != order[name] for name in ASKED):
                raise UserError(self.env._(
                    "%s is of pre-reserved pieces: its customer signs it, and pays it or chooses"
                    " shares on its page. What is asked there is not changed by hand.", order.name,
                ))

    def _perles_refuse_other_parties(self, vals):
        """What was accepted, or pre-reserved, stays between who accepted it and the house.

        :param dict vals: what is about to be written by hand.
        :raise UserError: for another customer or company; an address or a contact of the same
            customer is fine.
        """
        partners = self.env['res.partner'].browse(
            vals[name] for name in ('partner_id', 'partner_invoice_id') if name in vals
        )
        for order in self.sudo().filtered(lambda o: o.state == 'sale' or o.perles_is_of_claims):
            company = vals.get('company_id', order.company_id.id)
            customer = order.partner_id.commercial_partner_id
            if partners.commercial_partner_id - customer or company != order.company_id.id:
                raise UserError(self.env._(
                    "%(order)s is between %(customer)s and %(company)s: cancel it, and make another"
                    " quotation.", order=order.name, customer=customer.display_name,
                    company=order.company_id.display_name,
                ))

    def _refuse_made_by_hand(self):
        """Extends `membership`: an order is not born confirmed by hand.

        :raise UserError: if a user creates it so.
        """
        super()._refuse_made_by_hand()
        self.filtered(lambda order: order.state == 'sale')._perles_refuse_manual()

    def _perles_confirmation_refusal(self):
        """Extends `membership`: staff confirm only what the customer accepted online."""
        return super()._perles_confirmation_refusal() or self._perles_manual_refusal()

    def _perles_refuse_manual(self):
        """Stop employees from confirming what was not accepted online.

        :raise UserError: if one of these orders may not be confirmed by hand.
        """
        for order in self:
            if refusal := order._perles_manual_refusal():
                raise UserError(refusal)

    def _perles_manual_refusal(self):
        """Why the current user may not confirm this order by hand, or ``False``."""
        self.ensure_one()
        if self.env.su or self._perles_is_engaged():
            return False
        return self.env._(
            "Sales are made online only: the customer accepts %s on its page, by signing or"
            " paying it. Send the quotation; in an exceptional case the manager confirms it,"
            " giving a reason.", self.name,
        )

    def _perles_confirm_manually(self, reason):
        """Confirm without the customer, for a reason that is kept with the order.

        :param str reason: why, in the manager's words.
        :raise UserError: for pieces that are kept for members: they would wait for ever.
        """
        self.order_line._perles_refuse_kept()
        for order in self:
            order.message_post(body=self.env._(
                "Confirmed without the customer's acceptance online. Reason: %s", reason,
            ))
        return self.sudo().action_confirm()
