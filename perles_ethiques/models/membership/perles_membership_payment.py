from odoo import api, models

from ...tools.calendars import period


class PerlesMembership(models.Model):
    """What payments do to a membership: activate it, once; take it back when undone."""

    _inherit = 'perles.membership'

    # === SIGNAL === #

    def _payment_changed(self, invoice):
        """Bring the state in line with the payment of an invoice of this membership.

        Idempotent: called by every door through which a payment comes, goes or comes back.

        :param invoice: a posted `account.move` of this membership.
        """
        self.ensure_one()
        period = self.period_ids.filtered(lambda p: p.invoice_id == invoice)
        if invoice._perles_is_paid():
            if period.unpaid_since:
                self._bill_paid(period)
            if self._can_move('activate') and self._may_activate(invoice):
                self._move('activate', invoice=invoice)
        elif period.number > 1 and invoice._perles_is_dropped():
            self._bill_dropped(period)
        elif period.number > 1 or (period and invoice._perles_is_part_paid()):
            self._bill_unpaid(period)
        elif self._can_move('undo_payment') and invoice == self._current_period().invoice_id:
            self._move('undo_payment', invoice=invoice)
        elif period and self.state in ('active', 'suspended'):
            # the first year, over since: nothing moves, somebody looks
            self._tell_payment_undone(invoice)

    def _bill_paid(self, period):
        """Hook: a bill of this membership that was due is paid; what was owed about it is dropped.

        :param period: the `perles.membership.period` that is paid.
        """

    def _bill_unpaid(self, period):
        """Hook: a payment of a renewal was taken back, or a corrected bill asks for more.

        :param period: the `perles.membership.period` that is not paid any more.
        """

    def _bill_dropped(self, period):
        """Hook: the house cancelled a bill of a renewal, or credited it in full.

        :param period: the `perles.membership.period` that nothing bills any more.
        """

    def _may_activate(self, invoice):
        """Whether this invoice bills this membership and its contract was accepted.

        What was paid otherwise is left to the team, with an activity.
        """
        bills = self.order_id.sudo().invoice_ids | self.period_ids.invoice_id
        if self.version_id and invoice in bills:
            return True
        team = self._for_team()
        self._schedule_team(
            team.env._("Paid without an accepted contract"),
            team.env._("%s is paid, but the member has not accepted the contract.", invoice.name),
        )
        return False

    def _activated(self, invoice):
        """Open the paid period and owe the welcome mail, unless both were done before."""
        self.ensure_one()
        self._forget_transfers(self.order_id)
        period = self.period_ids.filtered(lambda p: p.invoice_id == invoice)
        if not period:
            period = self._open_period(invoice)
        book = self.env['perles.notice']
        book._owe_again(self, 'welcome', str(period.start_date), self.contact_id)

    def _open_period(self, invoice):
        """First period: starts on the day the money arrived (clauses 000-06 and 000-08)."""
        start, end = period(invoice._perles_paid_on(), 0, self.plan_id.duration_months)
        values = {
            'start_date': start, 'end_date': end, 'invoice_id': invoice.id,
            'price': invoice.amount_untaxed,
        }
        # a period whose invoice was cancelled or paid back is billed again by this one
        dead = self.period_ids.filtered(lambda p: not p.invoice_id._perles_is_alive())[:1]
        if dead:
            dead.sudo().write(values)
            return dead
        return self.env['perles.membership.period'].sudo().create({
            'membership_id': self.id, 'number': 1, **values,
        })

    def _forget_transfers(self, documents):
        """A transfer that was announced before another payment is no longer expected, nor asked.

        :param documents: the orders or invoices that are paid.
        """
        if transfers := self._pending_transfers(documents.sudo()):
            transfers._set_canceled()
        notices = self.env['perles.notice']._of(self, 'transfer')
        if notices and not self.transfer_expected:
            notices._give_up()

    @api.model
    def _pending_transfers(self, documents):
        """Transfers announced for orders or invoices and not received yet.

        One that was booked by mistake, and taken back since, is awaited again.
        """
        return documents.transaction_ids.filtered(
            lambda tx: tx.provider_code == 'custom' and (
                tx.state == 'pending' or tx._perles_is_taken_back()
            )
        )

    def _tell_payment_undone(self, invoice):
        """Tell the team that a payment was taken back, or does not cover a corrected bill."""
        team = self._for_team()
        if invoice._perles_is_part_paid():
            self._schedule_team(
                team.env._("Corrected invoice: something is left to pay"),
                team.env._("%s asks for more than what was paid.", invoice.name),
            )
            return
        self._schedule_team(
            team.env._("Payment undone"),
            team.env._("The payment of %s was cancelled or refunded.", invoice.name),
        )

    # === MOVES === #

    def _before_move(self, name, **values):
        """Extends `base`: with a membership that is given up goes its quotation."""
        if name in ('cancel', 'withdraw'):
            self.order_id.sudo().filtered(lambda o: o.state in ('draft', 'sent'))._action_cancel()
        super()._before_move(name, **values)

    def _after_move(self, name, *, invoice=None, **values):
        """Extends `base`: a payment opens its period, and what is awaited is told."""
        if name == 'activate':
            self._activated(invoice)
        elif name == 'await_payment':
            self._owe_transfer_mail()
        elif name == 'undo_payment':
            self.env['perles.notice']._of(self, 'welcome')._give_up()
            self._tell_payment_undone(invoice)
        elif name in ('suspend', 'close', 'resume'):
            self._after_dunning(name)
        elif name in ('end', 'withdraw'):
            self._after_leaving(name)
        super()._after_move(name, **values)

    # === ACCEPTANCE === #

    def _refuse_payment_reason(self, order=None):
        """Why this membership cannot be paid now, or ``False``.

        :param order: the joining order that is paid; none when an invoice is paid.
        """
        self.ensure_one()
        if self.state in ('cancelled', 'withdrawn') or (order and order.state == 'cancel'):
            return self.env._("This membership was cancelled: it cannot be paid any more.")
        if order and not self._is_payable(order):
            return self.env._("This membership is already paid or billed.")
        return self._consent_words() if self._lacks_consent(order) else False

    def _lacks_consent(self, order=None):
        """Whether the contract is still to be accepted before this payment.

        Hook: `joining` asks for the box ticked for the version in force.

        :param order: the joining order that is paid; none when an invoice is paid.
        """
        self.ensure_one()
        return not self.version_id

    def _is_payable(self, order):
        """Whether the joining order is still the one to pay: unpaid, and not invoiced yet."""
        return bool(
            self.state in ('draft', 'pending')
            and order.state in ('draft', 'sent', 'sale')
            and not order.invoice_ids
        )

    def _unpaid_invoice(self):
        """The oldest invoice that is still to be paid for this membership; may be empty."""
        self.ensure_one()
        bills = self.sudo().order_id.invoice_ids | self.sudo().period_ids.invoice_id
        return bills.filtered(
            lambda m: m.move_type == 'out_invoice' and m.state == 'posted'
            and m._perles_is_alive() and not m._perles_is_paid()
        ).sorted(lambda m: (m.invoice_date, m.id))[:1]

    def _consent_words(self):
        return self.env._(
            "Tick the box by which you accept the membership contract before paying."
        )
