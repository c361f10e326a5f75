from odoo import fields, models


class ResCompany(models.Model):
    """The three places outside every warehouse: ours, valued, never for sale on the shop."""

    _inherit = 'res.company'

    perles_thalasso_id = fields.Many2one('stock.location', string="Thalasso", readonly=True)
    perles_reserved_id = fields.Many2one('stock.location', string="Reserved", readonly=True)
    perles_preview_days = fields.Integer(string="Preview (days)", default=14)
    perles_opening_hour = fields.Float(
        string="Opening on the shop", default=9.0, help="Hour in Paris of the public date.",
    )
    perles_offer_days = fields.Integer(string="Offers stand (working days)", default=5)

    def _perles_apply_house_defaults(self):
        """Override of `perles_ethiques` to give each company its places."""
        super()._perles_apply_house_defaults()
        for company in self:
            company._perles_make_place('perles_thalasso_id', self.env._("Thalasso"))
            company._perles_make_place('perles_reserved_id', self.env._("Reserved"))

    def _perles_make_place(self, field, name):
        if not self[field]:
            self[field] = self.env['stock.location'].create({
                'name': name, 'usage': 'internal', 'company_id': self.id,
            })
