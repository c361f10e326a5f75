from odoo import fields, models


class PerlesProject(models.Model):
    """A collection or an event that a member works on (clause 000-26)."""

    _name = 'perles.project'
    _description = "Member's project"
    _order = 'date, name, id'

    name = fields.Char(required=True)
    kind = fields.Selection(
        selection=[('collection', "Collection"), ('event', "Event")], required=True,
        default='collection',
    )
    date = fields.Date(help="Day of the event, or of the collection.")
    partner_id = fields.Many2one(
        'res.partner', string="Member", required=True, index=True, ondelete='restrict',
    )
    company_id = fields.Many2one(
        'res.company', required=True, default=lambda self: self.env.company,
    )
    active = fields.Boolean(default=True)
    wish_ids = fields.One2many('perles.wish', 'project_id')
