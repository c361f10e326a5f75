from odoo import api, fields, models
from odoo.tools.safe_eval import safe_eval


class PerlesTodayCard(models.Model):
    """A pile of work on the *Aujourd'hui* screen: what to do, how many, one click to it."""

    _name = 'perles.today.card'
    _description = "Pile of work"
    _order = 'sequence, id'

    name = fields.Char(required=True, translate=True)
    hint = fields.Char(translate=True, help="One sentence saying what to do with this pile.")
    sequence = fields.Integer(default=10)
    action_id = fields.Many2one(
        'ir.actions.act_window', required=True, ondelete='cascade',
        help="The list that opens; its domain is what is counted.",
    )
    level = fields.Selection(
        selection=[('danger', "Urgent"), ('warning', "To do"), ('info', "To watch")],
        default='warning', required=True,
    )
    count = fields.Integer(compute='_compute_count')
    group_id = fields.Many2one('res.groups', string="Shown to")

    @api.depends('action_id')
    @api.depends_context('uid', 'allowed_company_ids')
    def _compute_count(self):
        for card in self:
            model = self.env[card.action_id.sudo().res_model]
            domain = safe_eval(card.action_id.sudo().domain or '[]', {'uid': self.env.uid})
            card.count = model.search_count(domain) if model.has_access('read') else 0

    def action_open(self):
        """Open the list behind the pile."""
        self.ensure_one()
        return self.action_id.sudo()._get_action_dict()
