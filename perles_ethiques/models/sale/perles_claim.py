from datetime import timedelta

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ...tools.calendars import paris_date


class PerlesClaim(models.Model):
    """From the end of care to a quotation that the member signs (clause 000-42)."""

    _inherit = 'perles.claim'
    _said_texts = frozenset({'order_line_ids.order_id.name'})

    order_line_ids = fields.One2many('sale.order.line', 'perles_claim_id')
    order_id = fields.Many2one(
        'sale.order', string="Quotation", compute='_compute_order_id', compute_sudo=True,
    )

    # === COMPUTE METHODS === #

    @api.depends('order_line_ids.order_id')
    def _compute_order_id(self):
        for claim in self:
            claim.order_id = claim.order_line_ids.order_id.sorted('id')[-1:]

    # === SIGNALS === #

    def _after_settle(self):
        """Extends `offer`: a quotation leaves as soon as care is over."""
        self._quote()
        super()._after_settle()

    def _before_move(self, name, **values):
        """Extends `offer`: what stands on an order is given back with it, never what has left.

        :raise UserError: if some of it was delivered, or its order is not cancelled.
        """
        if name == 'cancel':
            self.sudo()._refuse_ordered()
        super()._before_move(name, **values)

    def _refuse_ordered(self):
        for claim in self:
            unit = claim.lot_id.product_id.uom_id
            for line in claim.order_line_ids:
                if not unit.is_zero(line._perles_delivered_qty()):
                    raise UserError(self.env._(
                        "Some of lot %s was already delivered: take it back first.",
                        claim.lot_id.display_name,
                    ))
                if line.order_id.state != 'cancel':
                    raise UserError(self.env._(
                        "%(claim)s stands on %(order)s: cancel the order, or take its line off.",
                        claim=claim.name, order=line.order_id.name,
                    ))

    # === ACTION METHODS === #

    def action_send_quotation(self):
        """Send the quotation of these pre-reservations now.

        :raise UserError: if the lot is still in care, with the steps that remain (000-42), or
            if nothing is to be quoted.
        """
        self.check_access('write')
        for claim in self:
            claim._check_care_done()
        waiting = self._to_quote()
        if not waiting:
            raise UserError(self.env._("These pre-reservations have no quotation to wait for."))
        orders = self.env['sale.order'].union(
            *(claims._quote_member() for claims in waiting._by_member())
        )
        waiting._failure_activities().action_feedback()
        return orders._get_records_action()

    def _check_care_done(self):
        """Refuse a quotation before the end of care.

        :raise UserError: with the steps that remain.
        """
        self.lot_id.filtered(lambda lot: lot.perles_stage == 'expected')._perles_refuse_quotation()

    # === BUSINESS METHODS === #

    def _to_quote(self):
        return self.sudo().filtered(
            lambda claim: claim.state == 'settled' and claim.quantity > 0
        )

    def _quote(self):
        """Put what is settled on quotations, one a member, and owe each its mail.

        :return: the quotations (sudo)
        """
        orders = self.env['sale.order'].sudo()
        for claims in self._to_quote()._by_member():
            orders |= claims._quote_alone()
        return orders

    def _by_member(self):
        groups = self.grouped(lambda claim: (claim.company_id, claim.partner_id))
        return list(groups.values())

    def _quote_member(self):
        order = self._open_quotation() or self._make_quotation()
        self._add_to(order)
        return order

    def _quote_alone(self):
        """The quotation of these claims of one member; what stops it stops nobody else.

        Care is over for everybody: the team is told, and sends this one by its button.
        """
        try:
            with self.env.cr.savepoint():
                return self._quote_member()
        except psycopg2.OperationalError:
            raise
        except Exception as error:  # whatever breaks one quotation stays with it
            self._keep_failure('_quote', error)
        return self.env['sale.order'].sudo()

    def _open_quotation(self):
        """The unsigned quotation of this member that these lots may still join, if there is one."""
        company, partner = self.company_id, self.partner_id
        since = fields.Datetime.now() - timedelta(days=company.perles_quotation_merge_days)
        orders = self.env['sale.order'].sudo().search(
            Domain('perles_is_of_claims', '=', True) & Domain('state', '=', 'sent')
            & Domain('company_id', '=', company.id) & Domain('date_order', '>=', since)
            & Domain('partner_id.commercial_partner_id', '=', partner.id)
            & Domain('signature', '=', False), order='id desc',
        )
        return orders.filtered(
            lambda order: not order.is_expired and not order._perles_is_being_paid()
        )[:1]

    def _make_quotation(self):
        """A new quotation for the member, without lines yet."""
        company, partner = self.company_id, self.partner_id
        return self.env['sale.order'].sudo().with_company(company).create({
            'company_id': company.id,
            'partner_id': self.env['perles.membership']._contacts_of(self)[self[0]].id,
            # their own adviser or nobody: whoever is named natively hears of it by mail
            'user_id': partner.user_id.id,
            'perles_is_of_claims': True,
            'require_signature': True,
            'require_payment': True,
            'date_order': fields.Datetime.now(),
        })

    def _add_to(self, order):
        """Add these claims to a quotation, redraw it, and owe its mail."""
        stands = timedelta(days=order.company_id.perles_quotation_days)
        joined = bool(order.order_line)
        order.write({
            'order_line': [Command.create(claim._prepare_order_line()) for claim in self],
            'validity_date': paris_date(fields.Datetime.now()) + stands,
        })
        if order.state == 'draft':
            order.action_quotation_sent()
        if joined or order._get_delivery_methods():
            order._perles_redraw()
        self._move('quote')
        self._owe_quotation(order, str(max(self.ids)))

    @api.model
    def _owe_quotation(self, order, period):
        """Owe the mail of a quotation, unless one that will say all of it is about to leave."""
        book = self.env['perles.notice']
        if not book._of(order, 'quotation_ready').filtered(lambda n: n.state == 'owed'):
            book._owe(order, 'quotation_ready', period, order.partner_id)

    def _prepare_order_line(self):
        self.ensure_one()
        lot, route = self.lot_id, self.company_id.perles_reserved_route_id
        return {
            'product_id': lot.product_id.id,
            'product_uom_qty': self.quantity,
            'product_uom_id': lot.product_id.uom_id.id,
            'perles_claim_id': self.id,
            'perles_lot_id': lot.id,
            'route_ids': [Command.set(route.ids)],
        }

    def _keep_only(self, quantity):
        """The member takes less: what is left goes back to the wish, and to the next rank."""
        self.ensure_one()
        claim = self.sudo()
        surplus = claim.quantity - quantity
        if claim.lot_id.product_id.uom_id.compare(surplus, 0.0) > 0:
            claim._keep(quantity)
            claim.lot_id._perles_free(surplus)
