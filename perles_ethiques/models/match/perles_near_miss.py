from odoo import fields, models


class PerlesNearMiss(models.TransientModel):
    """What a lot nearly answers: for the team, asked for on its page, offered to nobody."""

    _name = 'perles.near.miss'
    _description = "Near miss of a lot"

    lot_id = fields.Many2one('stock.lot', required=True, readonly=True, ondelete='cascade')
    wish_id = fields.Many2one('perles.wish', required=True, readonly=True, ondelete='cascade')
    partner_id = fields.Many2one(related='wish_id.partner_id')
    quantity = fields.Float(related='wish_id.quantity')
    unit = fields.Selection(related='wish_id.unit')
    summary = fields.Char(related='wish_id.summary')
    reason = fields.Char(readonly=True, string="What does not fit")
