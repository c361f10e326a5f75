from odoo import fields, models


class AccountMove(models.Model):
    """Invoices paid in shares."""

    _inherit = 'account.move'

    perles_has_instalments = fields.Boolean(
        string="Paid in shares", copy=False, readonly=True,
    )
    perles_instalment_ids = fields.One2many(
        'perles.instalment', 'invoice_id', string="Shares", readonly=True,
    )
    perles_token_id = fields.Many2one(
        'payment.token', string="Card for the shares", copy=False, readonly=True,
        ondelete='set null', help="Saved by the member when a share was paid.",
    )

    def _perles_posted(self):
        """Extends `membership` to write the shares of what is paid in shares."""
        super()._perles_posted()
        for invoice in self.filtered('perles_has_instalments'):
            invoice._perles_write_instalments()

    def _perles_write_instalments(self):
        """Write the shares as the payment terms make them; those that were charged stay."""
        self.ensure_one()
        known = {share.number: share for share in self.sudo().perles_instalment_ids}
        for data in self._get_installments_data():
            line = data['line']
            values = {'due_date': data['date_maturity'], 'amount': abs(line.amount_currency)}
            share = known.pop(data['number'], None)
            if share:
                share.write(values)
            else:
                self.env['perles.instalment'].sudo().create({
                    **values, 'invoice_id': self.id, 'number': data['number'],
                })
        for share in known.values():
            share.amount = 0.0
        self.sudo().perles_instalment_ids.filtered(
            lambda share: share.number == 1
        )._tell('instalment_plan')

    def _perles_left(self):
        """What a posted invoice still waits for, payments without a journal entry taken off."""
        self.ensure_one()
        if self.state != 'posted':
            return 0.0
        unwritten = self.matched_payment_ids.filtered(
            lambda payment: not payment.move_id and payment.state in ('in_process', 'paid')
        )
        return max(self.amount_residual - sum(unwritten.mapped('amount')), 0.0)

    def _perles_keep_card(self, token):
        """The card that pays the next shares; not the one of another payer."""
        owner = token.partner_id.commercial_partner_id
        self.filtered(
            lambda move: move.perles_has_instalments and move.commercial_partner_id == owner
        ).perles_token_id = token
