from odoo import fields, models
from odoo.tools import SQL

LIFE = ['state', 'start_date', 'left_on', 'plan_id', 'company_id', 'partner_id']


class PerlesMembershipFigure(models.Model):
    """Members who came, members who left, and what was billed: figures by plan and month.

    One line for each event. Bills count on their date, excluding VAT; credit notes come off.
    """

    _name = 'perles.membership.figure'
    _description = "Figures of memberships"
    _auto = False
    _order = 'date desc, id desc'
    _rec_name = 'partner_id'
    _depends = {
        'perles.membership': LIFE,
        'account.move': [
            'state', 'move_type', 'invoice_date', 'amount_untaxed_signed',
            'perles_membership_id', 'reversed_entry_id',
        ],
    }

    membership_id = fields.Many2one('perles.membership', readonly=True)
    partner_id = fields.Many2one('res.partner', string="Member", readonly=True)
    plan_id = fields.Many2one('perles.membership.plan', readonly=True)
    company_id = fields.Many2one('res.company', readonly=True)
    currency_id = fields.Many2one(related='company_id.currency_id')
    date = fields.Date(readonly=True)
    kind = fields.Selection(
        selection=[
            ('joined', "Joined"), ('ended', "Left or not renewed"), ('closed', "Closed, unpaid"),
            ('withdrawn', "Withdrew"), ('billed', "Billed"), ('credited', "Credited"),
        ],
        readonly=True,
    )
    joined = fields.Integer(string="Came", readonly=True)
    departed = fields.Integer(string="Left", readonly=True)
    balance = fields.Integer(string="Members", readonly=True, help="Came, less left.")
    income = fields.Monetary(string="Income (HT)", readonly=True)

    @property
    def _table_query(self):
        """One line for each joining, each departure, each bill and each credit note.

        The sign of the id tells the lines of memberships from those of invoices.
        """
        return SQL(
            """
            SELECT -2 * id - 1 AS id, id AS membership_id, partner_id, plan_id, company_id,
                start_date AS date, 'joined' AS kind, 1 AS joined, 0 AS departed, 1 AS balance,
                0.0 AS income
            FROM perles_membership
            WHERE start_date IS NOT NULL AND state NOT IN ('draft', 'pending', 'cancelled')
            UNION ALL
            SELECT -2 * id, id, partner_id, plan_id, company_id, left_on, state, 0, 1, -1, 0.0
            FROM perles_membership
            WHERE left_on IS NOT NULL AND start_date IS NOT NULL
                AND state IN ('ended', 'closed', 'withdrawn')
            UNION ALL
            SELECT move.id, membership.id, membership.partner_id, membership.plan_id,
                membership.company_id, move.invoice_date,
                CASE move.move_type WHEN 'out_invoice' THEN 'billed' ELSE 'credited' END,
                0, 0, 0, move.amount_untaxed_signed
            FROM account_move move
            LEFT JOIN account_move bill ON bill.id = move.reversed_entry_id
            JOIN perles_membership membership ON membership.id = COALESCE(
                move.perles_membership_id, bill.perles_membership_id
            )
            WHERE move.state = 'posted' AND move.move_type IN ('out_invoice', 'out_refund')
            """
        )
