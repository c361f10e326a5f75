from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError

# States in which a member holds a seat: one at a time for each commercial partner.
LIVE_STATES = ('draft', 'pending', 'active', 'suspended')


class PerlesMembership(models.Model):
    """How a seat is taken: the membership of who joins, and the order that is paid."""

    _inherit = 'perles.membership'

    @api.model
    def _open_for(self, joining, contact):
        """The membership and order of who joins: found if there is one already, else created.

        :param joining: the proved `perles.joining`, which bears the ticked box.
        :param contact: the `res.partner` of the person.
        :return: the membership
        """
        membership = self.sudo().search([
            ('partner_id', '=', contact.commercial_partner_id.id),
            ('company_id', '=', joining.company_id.id),
            ('state', 'in', LIVE_STATES),
        ], limit=1)
        if not membership:
            membership = self._take_seat(joining, contact)
        if membership.state in ('draft', 'pending'):
            membership._attach_joining(joining)
        return membership

    @api.model
    def _take_seat(self, joining, contact):
        """Create the membership; the unique index settles two tabs and two colleagues.

        :raise ConcurrencyError: if somebody took the seat meanwhile. The server then replays
            the request, which finds what the other one wrote.
        """
        try:
            with self.env.cr.savepoint():
                return self.sudo().create({
                    'partner_id': contact.commercial_partner_id.id,
                    'contact_id': contact.id,
                    'plan_id': joining.plan_id.id,
                    'company_id': joining.company_id.id,
                })
        except UniqueViolation as error:
            raise ConcurrencyError("This seat was taken meanwhile") from error

    def _attach_joining(self, joining):
        """Put the newest ticked box on the open order, which is made if there is none."""
        self.ensure_one()
        self.write({'joining_id': joining.id, 'plan_id': joining.plan_id.id})
        order = self.order_id
        if order and self._is_payable(order) and self._sells_the_plan(order):
            return
        if self._unpaid_invoice():
            return
        if order.state in ('draft', 'sent'):
            order.sudo()._action_cancel()
        self.order_id = self._create_order()

    def _sells_the_plan(self, order):
        """Whether the open order is the one of what was just accepted: same product and price."""
        line = order.order_line
        plan = self.plan_id
        same_price = not order.currency_id.compare_amounts(line.price_unit, plan.price)
        return line.product_id == plan.product_id and same_price

    def _create_order(self):
        """The native quotation that is paid: one line, one unit, the plan's own price."""
        self.ensure_one()
        plan = self.plan_id
        return self.env['sale.order'].sudo().with_company(self.company_id).create({
            'partner_id': self.contact_id.id,
            'partner_invoice_id': self.partner_id.id,
            'company_id': self.company_id.id,
            'perles_membership_id': self.id,
            'pricelist_id': False,
            'require_payment': True,
            'require_signature': False,
            'prepayment_percent': 1.0,
            # the member's adviser if there is one; nobody else is told of each order
            'user_id': self.partner_id.user_id.id,
            'order_line': [fields.Command.create({
                'product_id': plan.product_id.id,
                'product_uom_qty': 1,
                'price_unit': plan.price,
                'discount': 0,
            })],
        })
