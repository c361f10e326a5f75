from odoo import fields, models


class PerlesAcceptance(models.Model):
    """Proof that somebody accepted a version of a text by paying (clauses 000-04 and 000-05)."""

    _name = 'perles.acceptance'
    _description = "Acceptance"
    _inherit = ['perles.evidence.mixin']
    _order = 'accepted_at desc, id desc'
    _rec_name = 'payment_ref'

    _personal_columns = ('partner_id', 'person_name', 'organisation', 'email', 'ip_address')

    partner_id = fields.Many2one(
        'res.partner', string="Member", readonly=True, index=True, ondelete='restrict',
    )
    company_id = fields.Many2one('res.company', required=True, readonly=True, index=True)
    version_id = fields.Many2one(
        'perles.terms.version', required=True, readonly=True, index=True, ondelete='restrict',
    )
    text_sha256 = fields.Char(string="SHA-256 of the text", required=True, readonly=True)
    document_ref = fields.Char(string="Order", required=True, readonly=True)
    payment_ref = fields.Char(string="Payment reference", required=True, readonly=True)
    accepted_at = fields.Datetime(string="Accepted on", required=True, readonly=True)
    person_name = fields.Char(string="Person", readonly=True)
    organisation = fields.Char(readonly=True)
    email = fields.Char(readonly=True)
    ip_address = fields.Char(string="IP address", readonly=True)
    button_label = fields.Char(required=True, readonly=True, help="Exact words of the button.")
    box_label = fields.Char(required=True, readonly=True, help="Exact words of the ticked box.")
    immediate_start = fields.Boolean(
        readonly=True, help="The consumer expressly asked for the service to start at once.",
    )

    _payment_unique = models.UniqueIndex(
        "(company_id, payment_ref)", "This payment already carries an acceptance.",
    )
