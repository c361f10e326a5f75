from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = 'res.config.settings'

    perles_legal_form = fields.Char(related='company_id.perles_legal_form', readonly=False)
    perles_capital = fields.Char(related='company_id.perles_capital', readonly=False)
    perles_registration = fields.Char(related='company_id.perles_registration', readonly=False)
    perles_director = fields.Char(related='company_id.perles_director', readonly=False)
    perles_host = fields.Char(related='company_id.perles_host', readonly=False)
    perles_mediator = fields.Char(related='company_id.perles_mediator', readonly=False)
