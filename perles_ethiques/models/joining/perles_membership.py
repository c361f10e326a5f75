from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError

from ...tools.calendars import kept_until, opens_after, paris_date
from ..membership.perles_membership import LIVE_STATES


class PerlesMembership(models.Model):
    """How a seat is taken: the membership of who joins, and the order that is paid."""

    _inherit = 'perles.membership'

    _locked_fields = frozenset({'joining_id'})

    joining_id = fields.Many2one('perles.joining', index='btree_not_null', copy=False)

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
            membership = self._open_new(joining, contact)
        if membership.state in ('draft', 'pending'):
            membership._attach_joining(joining)
        return membership

    @api.model
    def _open_new(self, joining, contact):
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
            'partner_invoice_id': self.partner_id._perles_invoice_address().id,
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

    def _choose_transfer(self):
        """Pay the open order by bank transfer: what the native form does with a script.

        Chosen again, it is the same transfer. No bank transfer is offered: nothing happens.

        :raise PaymentRefused: if this order cannot be paid now.
        """
        self.ensure_one()
        order = self.order_id.sudo()
        provider = self.env['payment.provider'].sudo().search([
            ('company_id', '=', self.company_id.id), ('custom_mode', '=', 'wire_transfer'),
            ('state', '=', 'enabled'), ('is_published', '=', True),
        ], limit=1)
        if self.transfer_expected or not provider or not order:
            return
        transactions = self.env['payment.transaction'].sudo()
        transaction = transactions.create({
            'provider_id': provider.id,
            'payment_method_id': provider.payment_method_ids[:1].id,
            'reference': transactions._compute_reference(
                provider.code, sale_order_ids=[fields.Command.set(order.ids)],
            ),
            'amount': order.amount_total,
            'currency_id': order.currency_id.id,
            'partner_id': order.partner_id.id,
            'operation': 'online_redirect',
            'landing_route': '/my/membership',
            'sale_order_ids': [fields.Command.set(order.ids)],
        })
        transactions._process(provider.code, {'reference': transaction.reference})

    # === ACCEPTANCE === #

    def _lacks_consent(self, order=None):
        """Extends `membership`: a joining is paid under the box ticked for the version in force."""
        lacks = super()._lacks_consent(order)
        return (lacks or order is not None) and not self.joining_id._is_consent_current()

    def _record_acceptance(self, transaction):
        """Write the proof that the contract was accepted by this payment (clause 000-04).

        :param transaction: the `payment.transaction` that was just created.
        """
        self.ensure_one()
        values = self._prepare_acceptance(transaction)
        if self._is_accepted_today(values):
            return
        self.env['perles.acceptance'].sudo().create(values)
        kept = ('version_id', 'accepted_at', 'immediate_start')
        self.write({name: values[name] for name in kept})

    def _prepare_acceptance(self, transaction):
        """Values of the proof that the contract was accepted by a payment."""
        joining, contact, now = self.joining_id, self.contact_id, fields.Datetime.now()
        return {
            'partner_id': self.partner_id.id,
            'company_id': self.company_id.id,
            'version_id': joining.version_id.id,
            'text_sha256': joining.version_id.sha256,
            'document_ref': self.order_id.name,
            'payment_ref': transaction.reference,
            'accepted_at': now,
            'person_name': contact.name,
            'organisation': self.partner_id.name if self.partner_id.is_company else False,
            'email': contact.email,
            'ip_address': joining.ip_address,
            'button_label': joining.button_label,
            'box_label': joining.box_label,
            'immediate_start': joining.immediate_start,
            'retention_date': kept_until(now, self.company_id.perles_evidence_years),
        }

    def _is_accepted_today(self, values):
        """Whether the same words of the same order were accepted on this day already.

        A button that is pressed again says nothing new; on another day it does, since the delay
        to withdraw counts from the day.

        :param dict values: see `_prepare_acceptance`.
        """
        if not self.version_id:
            return False
        changing = ('payment_ref', 'accepted_at', 'retention_date')
        same = [(name, '=', value) for name, value in values.items() if name not in changing]
        since = opens_after(paris_date(values['accepted_at']) - timedelta(days=1))
        acceptances = self.env['perles.acceptance'].sudo()
        return bool(acceptances.search_count([*same, ('accepted_at', '>=', since)], limit=1))
