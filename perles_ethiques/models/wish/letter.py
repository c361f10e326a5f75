from odoo import fields, models


class PerlesLetter(models.Model):
    """All offers of one receipt to one member: one mail (clause 000-40)."""

    _name = 'perles.letter'
    _description = "Letter of offers"
    _inherit = [
        'portal.mixin', 'mail.thread', 'mail.activity.mixin', 'perles.notified.mixin',
        'perles.contact.mixin',
    ]
    _order = 'id desc'

    receipt_id = fields.Many2one('stock.picking', required=True, index=True, ondelete='restrict')
    partner_id = fields.Many2one('res.partner', required=True, index=True, ondelete='restrict')
    company_id = fields.Many2one('res.company', required=True)
    offer_ids = fields.One2many('perles.offer', 'letter_id')

    _once = models.UniqueIndex("(receipt_id, partner_id)", "This member has a letter already.")
