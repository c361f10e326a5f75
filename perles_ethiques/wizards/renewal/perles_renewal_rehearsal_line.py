from odoo import fields, models


class PerlesRenewalRehearsalLine(models.TransientModel):
    """One membership of a rehearsed night: what will be billed, or what stops it."""

    _name = 'perles.renewal.rehearsal.line'
    _description = "Renewal of the next night"
    _order = 'outcome desc, start_date, id'

    rehearsal_id = fields.Many2one(
        'perles.renewal.rehearsal', required=True, index=True, ondelete='cascade',
    )
    membership_id = fields.Many2one('perles.membership', required=True, ondelete='cascade')
    partner_id = fields.Many2one(related='membership_id.partner_id', store=True)
    plan_id = fields.Many2one(related='membership_id.plan_id', store=True)
    currency_id = fields.Many2one(related='membership_id.company_id.currency_id')
    start_date = fields.Date(string="From", readonly=True)
    end_date = fields.Date(string="To", readonly=True)
    price = fields.Monetary(string="Fee (HT)", readonly=True)
    amount = fields.Monetary(string="Amount (TTC)", readonly=True)
    way = fields.Selection(
        selection=[('card', "Card on file"), ('transfer', "Transfer"), ('link', "Link to pay")],
        string="Paid by", readonly=True,
    )
    outcome = fields.Selection(
        selection=[
            ('bill', "Billed"), ('checked', "Checked"), ('fail', "Stopped"),
        ],
        readonly=True,
    )
    reason = fields.Text(string="Why", readonly=True)

    def action_open_membership(self):
        """Open the membership, to mend what stops it."""
        return self.membership_id._get_records_action()
