from odoo import fields, models


class PerlesMembershipPeriod(models.Model):
    """A year of membership and the invoice that bills it: the database allows only one."""

    _name = 'perles.membership.period'
    _description = "Membership period"
    _order = 'start_date desc, id desc'
    _check_company_auto = True

    membership_id = fields.Many2one(
        'perles.membership', required=True, index=True, ondelete='cascade',
    )
    company_id = fields.Many2one(related='membership_id.company_id', store=True, index=True)
    partner_id = fields.Many2one(related='membership_id.partner_id', store=True, index=True)
    number = fields.Integer(required=True)
    start_date = fields.Date(required=True)
    end_date = fields.Date(required=True)
    invoice_id = fields.Many2one(
        'account.move', index='btree_not_null', ondelete='restrict', check_company=True,
    )
    payment_state = fields.Selection(related='invoice_id.payment_state')

    _start_unique = models.UniqueIndex(
        "(membership_id, start_date)", "This period is already billed.",
    )
    _invoice_unique = models.UniqueIndex(
        "(invoice_id) WHERE invoice_id IS NOT NULL", "This invoice already bills a period.",
    )
    _dates_ordered = models.Constraint(
        'CHECK(end_date >= start_date)', "A period ends after it starts.",
    )
